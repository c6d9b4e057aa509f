-- The log. Times are microseconds since 1970, money whole won, JSON is text.
CREATE TABLE part (
    id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE TABLE event (
    part BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    order_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    correlation BLOB NOT NULL,
    causation BLOB NOT NULL,
    PRIMARY KEY (part, seq),
    UNIQUE (part, order_id, version)
) WITHOUT ROWID;

-- The fold of each order, so that nothing is replayed to decide.
CREATE TABLE state (
    part BIGINT NOT NULL,
    order_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (part, order_id)
);

CREATE TABLE cursor (
    subscriber TEXT NOT NULL,
    part BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (subscriber, part)
);

CREATE TABLE task (
    part BIGINT NOT NULL,
    id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    correlation BLOB NOT NULL,
    PRIMARY KEY (part, id)
);
CREATE INDEX task_due ON task (due_at);

-- What is left of each counted item, net of holds; changed with the events that hold and release it.
CREATE TABLE stock (
    item_id BLOB PRIMARY KEY,
    available BIGINT NOT NULL CHECK (available >= 0)
);

-- People.
CREATE TABLE account (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE rider (
    account_id BLOB PRIMARY KEY REFERENCES account (id),
    online BIGINT NOT NULL,
    lat REAL,
    lng REAL,
    at BIGINT NOT NULL
);

-- Stores and menus: `data` is the whole of it, the columns are what it is looked up by.
CREATE TABLE store (
    id BLOB PRIMARY KEY,
    owner_id BLOB NOT NULL REFERENCES account (id),
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX store_owner ON store (owner_id);

CREATE TABLE menu_item (
    id BLOB PRIMARY KEY,
    store_id BLOB NOT NULL REFERENCES store (id),
    position BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX menu_item_store ON menu_item (store_id, position);

CREATE TABLE photo (
    id BLOB PRIMARY KEY,
    item_id BLOB NOT NULL REFERENCES menu_item (id),
    image BLOB NOT NULL
);

-- Answers to requests that came with an idempotency key.
CREATE TABLE saved_answer (
    account_id BLOB NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);

-- Read models: each is written by its subscriber alone and can be emptied and folded again from the log.
CREATE TABLE order_status (
    order_id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL,
    rider_id BLOB,
    status TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX order_status_customer ON order_status (customer_id, placed_at);
CREATE INDEX order_status_rider ON order_status (rider_id, placed_at);

CREATE TABLE store_board (
    order_id BLOB PRIMARY KEY,
    store_id BLOB NOT NULL,
    part BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    status TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    total BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX store_board_store ON store_board (store_id, placed_at);
CREATE INDEX store_board_seq ON store_board (store_id, part, seq);

CREATE TABLE rider_board (
    order_id BLOB PRIMARY KEY,
    lat REAL NOT NULL,
    lng REAL NOT NULL,
    data TEXT NOT NULL
);

CREATE TABLE inbox (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX inbox_account ON inbox (account_id, at);

CREATE TABLE top_menus (
    item_id BLOB PRIMARY KEY,
    store_id BLOB NOT NULL,
    order_count BIGINT NOT NULL
);
