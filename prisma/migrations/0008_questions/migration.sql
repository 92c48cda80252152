-- What the record asks people about itself, and why a time was corrected or taken back.

CREATE TYPE question_kind AS ENUM (
  'IMPOSSIBLE_ORDER', 'MISSING_TIME', 'UNCERTAIN_LIMIT', 'UNKNOWN_PATIENT', 'RECORDING_OWED',
  'DELAY_REASON'
);
CREATE TYPE question_status AS ENUM ('OPEN', 'ANSWERED', 'CONFIRMED', 'LEFT_OPEN');

-- Written by record_flush.
CREATE TABLE question (
  episode_id text NOT NULL,
  kind       question_kind NOT NULL,
  code       text NOT NULL,
  role       role NOT NULL,
  site_id    text NOT NULL,
  asked_at   timestamptz(3) NOT NULL,
  due_at     timestamptz(3) NOT NULL,
  about      integer[] NOT NULL,
  status     question_status NOT NULL,
  closed_at  timestamptz(3),
  closed_by  text,
  reason     text,
  PRIMARY KEY (episode_id, kind, code)
);
CREATE INDEX question_open ON question (site_id, role, due_at) WHERE status = 'OPEN';

ALTER TABLE milestone ADD COLUMN withdraws boolean;
ALTER TABLE milestone ADD COLUMN reason text;
ALTER TABLE milestone ADD COLUMN ecg_id text;
ALTER TABLE milestone ADD COLUMN from_episode_id text;

-- The episode that holds an ECG now, NULL when it was taken back for nobody; the reading's own column is what its
-- reader was told. Written by record_flush.
CREATE TABLE held_ecg (
  reading_id text NOT NULL,
  ecg_id     text NOT NULL,
  episode_id text,
  PRIMARY KEY (reading_id)
);
CREATE INDEX held_ecg_episode ON held_ecg (episode_id);

ALTER TABLE episode ADD COLUMN merged_into_id text;

-- Somebody without a name: temporary until said who it is.
ALTER TABLE patient ADD COLUMN temporary boolean;
ALTER TABLE patient ADD COLUMN estimated_age integer;
ALTER TABLE patient ADD COLUMN bracelet text;

-- Two records that are one person: a link, never a rewrite, so that it can be undone.
CREATE TABLE patient_link (
  id          text NOT NULL,
  patient_id  text NOT NULL REFERENCES patient (id),
  same_as_id  text NOT NULL REFERENCES patient (id),
  linked_at   timestamptz(3) NOT NULL,
  linked_by   text NOT NULL REFERENCES person (id),
  reason      text NOT NULL,
  undone_at   timestamptz(3),
  undone_by   text REFERENCES person (id),
  undo_reason text,
  PRIMARY KEY (id),
  CHECK (patient_id <> same_as_id)
);
CREATE UNIQUE INDEX patient_link_standing ON patient_link (least(patient_id, same_as_id), greatest(patient_id, same_as_id))
  WHERE undone_at IS NULL;

-- Every record of one person, the given one included.
CREATE FUNCTION same_person(one text) RETURNS TABLE (id text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE person AS (
    SELECT one AS id
    UNION
    SELECT CASE WHEN l.patient_id = p.id THEN l.same_as_id ELSE l.patient_id END
      FROM person p JOIN patient_link l ON l.undone_at IS NULL AND p.id IN (l.patient_id, l.same_as_id)
  )
  SELECT id FROM person;
$$;
