-- What was said under which id where no running thing was told it, for every process of the api. Unlogged: it costs no
-- wait for the disk, and after a crash of the database the engine still answers each id once.
CREATE UNLOGGED TABLE word_content (
  client_id text PRIMARY KEY,
  content   text NOT NULL,
  said_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX word_content_said ON word_content (said_at);
