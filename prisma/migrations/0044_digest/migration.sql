-- On which doctor's list a LOW alarm came; each alarm is on one list (clinical.md 6.4).
CREATE TABLE digest_line (
  incident_id text PRIMARY KEY,
  digest_id   text NOT NULL
);
CREATE INDEX digest_line_digest ON digest_line (digest_id);
CREATE INDEX incident_low ON incident (raised_at) WHERE priority = 'LOW';
