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
    UNIQUE (order_id, version, recipient, channel)
);
CREATE INDEX notification_recipient ON notification (recipient, at, id);
CREATE INDEX notification_due ON notification (due_at) WHERE due_at IS NOT NULL;

-- It takes the place of the inbox, which is folded into it from the log.
DROP TABLE inbox;
UPDATE cursor SET seq = 0 WHERE subscriber = 'inbox';
