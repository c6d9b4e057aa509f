-- Up to which attempt it is certain that the vendor took nothing: as long as that is the latest one, nobody has to look before sending.
ALTER TABLE notification ADD COLUMN certain BIGINT NOT NULL DEFAULT 0;
