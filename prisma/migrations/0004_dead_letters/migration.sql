-- A refused message stays on the list until a person has worked it off.
ALTER TABLE dead_letter
  ADD COLUMN handled_at timestamptz,
  ADD COLUMN handled_by text,
  ADD COLUMN remark text,
  ADD CHECK ((handled_at IS NULL) = (handled_by IS NULL));
CREATE INDEX dead_letter_open ON dead_letter (id) WHERE handled_at IS NULL;
