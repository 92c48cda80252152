-- A kind of alarm of one patient that a named clinician holds back for a while (clinical.md 6.4), and what it held back.
CREATE TABLE alarm_suppression (
  id          text PRIMARY KEY,
  patient_id  text NOT NULL REFERENCES patient (id),
  code        alarm_code NOT NULL,
  -- HIGH too: only in hospital or while an arrest is treated, and over with it.
  with_high   boolean NOT NULL,
  reason      text NOT NULL,
  set_by      text NOT NULL REFERENCES person (id),
  set_role    role NOT NULL,
  from_at     timestamptz(3) NOT NULL,
  until_at    timestamptz(3) NOT NULL,
  -- Before its time: by a person, or by nobody when the patient is no longer in hospital.
  ended_at    timestamptz(3),
  ended_by    text REFERENCES person (id),
  -- What it held back and still lasts has been raised.
  released_at timestamptz(3),
  CHECK (until_at > from_at AND until_at <= from_at + interval '24 hours')
);
CREATE INDEX alarm_suppression_patient ON alarm_suppression (patient_id, from_at);
CREATE INDEX alarm_suppression_open ON alarm_suppression (patient_id, code) WHERE released_at IS NULL;

-- The newest word of each alarm held back, as it would have been raised.
CREATE TABLE held_alarm (
  suppression_id text NOT NULL REFERENCES alarm_suppression (id),
  device_id      text NOT NULL,
  alarm_id       text NOT NULL,
  msg_id         text NOT NULL,
  data           jsonb NOT NULL,
  priority       priority NOT NULL,
  flags          text[] NOT NULL,
  effective_at   timestamptz(3) NOT NULL,
  signals        integer NOT NULL DEFAULT 1,
  PRIMARY KEY (suppression_id, device_id, alarm_id)
);
