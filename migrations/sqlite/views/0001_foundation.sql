-- What follows the log at its own pace, in a file of its own: read models, the ledger of messages, saved answers.

-- How far each subscriber has come: it changes in one transaction with what the subscriber writes.
CREATE TABLE cursor (
    subscriber TEXT NOT NULL,
    part BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (subscriber, part)
);

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

CREATE TABLE top_menus (
    item_id BLOB PRIMARY KEY,
    store_id BLOB NOT NULL,
    order_count BIGINT NOT NULL
);

-- The ledger of what people were told: one row for each change of an order, recipient and channel. The rows of outbound channels are
-- a record of what left the house, so they are never thrown away; those of the inbox can be folded again from the log.
CREATE TABLE notification (
    id BLOB PRIMARY KEY,
    order_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    recipient BLOB NOT NULL,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    template TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    status TEXT NOT NULL,
    -- When it is to be sent; whoever takes it up moves this on, which is the lease. NULL: it is at its end.
    due_at BIGINT,
    -- How often it was taken up, and how often that failed while the vendor was there.
    attempts BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    last_error TEXT,
    -- The vendor's name for it.
    reference TEXT,
    -- Up to which attempt it is certain that the vendor took nothing: as long as that is the latest one, nobody has to look before sending.
    certain BIGINT NOT NULL DEFAULT 0,
    UNIQUE (order_id, version, recipient, channel)
);
CREATE INDEX notification_recipient ON notification (recipient, at, id);
CREATE INDEX notification_due ON notification (due_at) WHERE due_at IS NOT NULL;

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
CREATE INDEX saved_answer_at ON saved_answer (at);
