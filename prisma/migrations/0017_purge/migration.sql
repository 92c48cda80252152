-- Messages whose content lies in a table of its own go after a week; the ledger says how many went. NULL = not yet looked at.
ALTER TABLE ledger_minute ADD COLUMN purged bigint;
CREATE INDEX ledger_minute_unpurged ON ledger_minute (minute) WHERE purged IS NULL;
