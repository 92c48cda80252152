-- A browser in which a person hears pages (RFC 8030): where its push service takes them, and the keys they are encrypted
-- for. Turned off, or gone at its service, it is no row any more: the address is a secret, and the audit has who and when.
CREATE TABLE push_browser (
  id            text PRIMARY KEY,
  -- It rings for one person: who turned it on last.
  person_id     text NOT NULL REFERENCES person (id),
  endpoint      text NOT NULL UNIQUE CHECK (endpoint LIKE 'https://%'),
  p256dh        text NOT NULL,
  auth          text NOT NULL,
  -- In which its notifications are written.
  language      text NOT NULL CHECK (language IN ('zh-CN', 'en')),
  registered_at timestamptz(3) NOT NULL
);
CREATE INDEX push_browser_person ON push_browser (person_id);
