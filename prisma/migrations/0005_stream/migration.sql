-- What the stream rules remember, what they are told of one patient, and what an edition of them says otherwise.

-- One row for each device that is worn: plain JSON of workflows/domain/stream.ts. Another wearer begins anew.
CREATE TABLE stream_state (
  device_id  text PRIMARY KEY,
  patient_id text NOT NULL,
  state      jsonb NOT NULL,
  updated_at timestamptz NOT NULL
);

-- A patient's own limits and what is known of the rhythm; never changed, the newest version holds.
CREATE TABLE alarm_profile (
  patient_id       text NOT NULL REFERENCES patient (id),
  version          integer NOT NULL,
  known_af         boolean NOT NULL,
  high_watch_until timestamptz(3),
  -- PersonalLimit -> number, lead -> mV.
  limits           jsonb NOT NULL,
  st_baseline_mv   jsonb NOT NULL,
  reason           text NOT NULL,
  set_by           text NOT NULL REFERENCES person (id),
  set_at           timestamptz(3) NOT NULL,
  PRIMARY KEY (patient_id, version)
);

-- What the numbers of the rules are from a time on: written by one person, approved by another, then never changed.
CREATE TABLE stream_edition (
  edition        text NOT NULL CHECK (edition ~ '^[0-9A-Za-z][0-9A-Za-z._-]{2,39}$'),
  effective_from timestamptz(3) NOT NULL,
  -- StreamRuleId -> the numbers that differ from the table of the rules.
  changes        jsonb NOT NULL,
  note           text NOT NULL,
  author_id      text NOT NULL REFERENCES person (id),
  authored_at    timestamptz(3) NOT NULL,
  approver_id    text REFERENCES person (id),
  approved_at    timestamptz(3),
  PRIMARY KEY (edition),
  CHECK ((approver_id IS NULL) = (approved_at IS NULL)),
  CHECK (approver_id <> author_id)
);
CREATE INDEX stream_edition_in_force ON stream_edition (effective_from) WHERE approved_at IS NOT NULL;

-- A complaint of the last minutes makes some alarms graver.
CREATE INDEX device_alarm_pain ON device_alarm (group_key, started_at) WHERE code = 'CHEST_PAIN_REPORTED';
-- A dry run reads the readings of some days.
CREATE INDEX vital_sample_at ON vital_sample USING brin (at);
