-- Conservation: what was accepted in each minute, counted by the statement that stored it, and what became of it.
CREATE TABLE ledger_minute (
  minute     timestamptz PRIMARY KEY,
  accepted   bigint NOT NULL,
  -- Every message of the minute has its disposition and all that was owed is on record; NULL = looked at again.
  settled_at timestamptz,
  checked_at timestamptz,
  -- Of the last check: what did not balance, by kind of difference; and the incident that tells people.
  wrong      jsonb,
  incident_id text
);
CREATE INDEX ledger_minute_unsettled ON ledger_minute (minute) WHERE settled_at IS NULL;

CREATE INDEX device_word_of ON device_word (target_id, position);
