-- The log. Times are microseconds since 1970, money whole won, JSON is text.
CREATE TABLE part (
    id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE TABLE event (
    part BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    order_id UUID NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    correlation UUID NOT NULL,
    causation UUID NOT NULL,
    PRIMARY KEY (part, seq),
    UNIQUE (part, order_id, version)
);

-- The fold of each order, so that nothing is replayed to decide.
CREATE TABLE state (
    part BIGINT NOT NULL,
    order_id UUID NOT NULL,
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
    id UUID NOT NULL,
    order_id UUID NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    correlation UUID NOT NULL,
    PRIMARY KEY (part, id)
);
CREATE INDEX task_due ON task (due_at);

-- What is left of each counted item, net of holds; changed with the events that hold and release it.
CREATE TABLE stock (
    item_id UUID PRIMARY KEY,
    available BIGINT NOT NULL CHECK (available >= 0)
);

-- People.
CREATE TABLE account (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE rider (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    online BIGINT NOT NULL,
    lat DOUBLE PRECISION,
    lng DOUBLE PRECISION,
    at BIGINT NOT NULL
);

-- Stores and menus: `data` is the whole of it, the columns are what it is looked up by.
CREATE TABLE store (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES account (id),
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX store_owner ON store (owner_id);

CREATE TABLE menu_item (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL REFERENCES store (id),
    position BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX menu_item_store ON menu_item (store_id, position);

CREATE TABLE photo (
    id UUID PRIMARY KEY,
    item_id UUID NOT NULL REFERENCES menu_item (id),
    image BYTEA NOT NULL
);

-- Answers to requests that came with an idempotency key.
CREATE TABLE saved_answer (
    account_id UUID NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);

-- Read models: each is written by its subscriber alone and can be emptied and folded again from the log.
CREATE TABLE order_status (
    order_id UUID PRIMARY KEY,
    customer_id UUID NOT NULL,
    rider_id UUID,
    status TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX order_status_customer ON order_status (customer_id, placed_at);
CREATE INDEX order_status_rider ON order_status (rider_id, placed_at);

CREATE TABLE store_board (
    order_id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
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
    order_id UUID PRIMARY KEY,
    lat DOUBLE PRECISION NOT NULL,
    lng DOUBLE PRECISION NOT NULL,
    data TEXT NOT NULL
);

CREATE TABLE inbox (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    order_id UUID NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX inbox_account ON inbox (account_id, at);

CREATE TABLE top_menus (
    item_id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    order_count BIGINT NOT NULL
);
