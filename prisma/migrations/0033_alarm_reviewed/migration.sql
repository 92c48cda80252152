-- A person who looked through the alarms of a patient's week, and what was changed (clinical.md 6.4).
CREATE TYPE alarm_review_outcome AS ENUM ('LIMITS', 'SUPPRESSION', 'DEVICE', 'NOTHING');
CREATE TABLE alarm_review (
  id          text PRIMARY KEY,
  patient_id  text NOT NULL REFERENCES patient (id),
  outcome     alarm_review_outcome NOT NULL,
  remark      text NOT NULL,
  reviewed_by text NOT NULL REFERENCES person (id),
  reviewed_at timestamptz(3) NOT NULL
);
CREATE INDEX alarm_review_patient ON alarm_review (patient_id, reviewed_at);
