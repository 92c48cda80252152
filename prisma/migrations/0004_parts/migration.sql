-- Pieces of recordings that come in several messages or requests, until the recording is whole.
CREATE TABLE ecg_part (
  device_id   text NOT NULL,
  upload_id   text NOT NULL,
  -- The number of the chunk, or, over HTTPS, of the first byte.
  n           integer NOT NULL,
  bytes       bytea NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (device_id, upload_id, n)
);
CREATE INDEX ecg_part_received ON ecg_part (received_at);
