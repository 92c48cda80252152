-- How the patient of an alarm was looked for (R35): calls, the emergency contact, and 120 at the last known place.
CREATE TYPE reach_way AS ENUM ('PATIENT', 'EMERGENCY_CONTACT', 'WELFARE_CHECK');

-- Written by record_flush.
CREATE TABLE reach_attempt (
  incident_id text NOT NULL,
  n           integer NOT NULL,
  way         reach_way NOT NULL,
  at          timestamptz(3) NOT NULL,
  told_by     text NOT NULL,
  -- Not known before somebody tells how a welfare check ended.
  reached     boolean,
  remark      text,
  place       text,
  seen_at     timestamptz(3),
  ems_site_id text,
  ended_at    timestamptz(3),
  ended_by    text,
  PRIMARY KEY (incident_id, n)
);

-- Where 120 is sent when nothing newer is known.
ALTER TABLE patient ADD COLUMN address text;
-- The last place of a patient is asked for while somebody waits for help.
CREATE INDEX sighting_patient ON sighting (patient_id, at) WHERE patient_id IS NOT NULL;
