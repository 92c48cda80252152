-- SHA-256 of the client certificates a device may show: the newest and the one before it, so that it can change over.
ALTER TABLE device ADD COLUMN certificates text[] NOT NULL DEFAULT '{}';
