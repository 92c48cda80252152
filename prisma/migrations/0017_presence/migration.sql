-- The number of the birth or will that stands here: of one boot a will older than the last birth says nothing.
ALTER TABLE device_presence ADD COLUMN seq bigint NOT NULL DEFAULT 0;
