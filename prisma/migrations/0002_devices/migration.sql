-- What devices are, whom they belong to, what they sent and what became of it.

-- A text id inside an exclusion constraint needs it; trusted, so a database owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TYPE device_kind AS ENUM ('ECG_CART', 'WEARABLE', 'WRISTBAND', 'VEHICLE_KIT');

CREATE TABLE device (
  id                text PRIMARY KEY,
  kind              device_kind NOT NULL,
  site_id           text NOT NULL,
  secret_hash       text NOT NULL,
  model             text,
  -- How often it promises to send; the silence clock hangs on it. NULL = it only speaks when used.
  upload_interval_s integer CHECK (upload_interval_s > 0),
  registered_at     timestamptz NOT NULL DEFAULT now(),
  retired_at        timestamptz
);
CREATE INDEX device_site ON device (site_id);

CREATE TABLE device_binding (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_id  text NOT NULL REFERENCES device (id),
  patient_id text NOT NULL,
  episode_id text,
  bound_from timestamptz NOT NULL,
  bound_to   timestamptz,
  bound_by   text NOT NULL,
  CHECK (bound_to IS NULL OR bound_to > bound_from),
  -- One device belongs to one patient at a time.
  EXCLUDE USING gist (device_id WITH =, tstzrange(bound_from, bound_to) WITH &&)
);
CREATE INDEX device_binding_patient ON device_binding (patient_id);

-- Whether a device is there, as its birth and its will say; the newest session wins.
CREATE TABLE device_presence (
  device_id    text PRIMARY KEY REFERENCES device (id),
  online       boolean NOT NULL,
  boot_id      text NOT NULL,
  since_at     timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  firmware     text,
  battery_pct  double precision,
  clock_off_ms bigint
);

CREATE TABLE device_inbox (
  device_id      text NOT NULL,
  msg_id         text NOT NULL,
  position       bigint GENERATED ALWAYS AS IDENTITY,
  -- Sixteen shards: a dispatcher holds some of them, so that one device is handled in one place.
  shard          smallint NOT NULL GENERATED ALWAYS AS (hashtext(device_id) & 15) STORED,
  kind           text NOT NULL,
  boot_id        text NOT NULL,
  seq            bigint NOT NULL,
  measured_at    timestamptz NOT NULL,
  effective_at   timestamptz NOT NULL,
  received_at    timestamptz NOT NULL,
  sha256         text NOT NULL,
  payload        jsonb NOT NULL,
  -- SHA-256 of the recording that came inside the message.
  blob_sha256    text,
  flags          text[] NOT NULL DEFAULT '{}',
  look_at        timestamptz,
  attempts       integer NOT NULL DEFAULT 0,
  last_error     text,
  disposition    text CHECK (disposition IN ('SHOWN', 'CLOSED_BY_RULE', 'ESCALATED', 'QUARANTINED', 'ARCHIVED')),
  rule           text,
  disposition_at timestamptz,
  subject_id     text,
  PRIMARY KEY (device_id, msg_id),
  CHECK ((disposition IS NULL) = (disposition_at IS NULL))
);
-- Two queues: a backlog of vitals must never stand before an alarm.
CREATE INDEX device_inbox_urgent ON device_inbox (position) WHERE disposition IS NULL AND kind NOT IN ('vitals', 'status', 'loc');
CREATE INDEX device_inbox_bulk ON device_inbox (position) WHERE disposition IS NULL AND kind IN ('vitals', 'status', 'loc');
CREATE INDEX device_inbox_received ON device_inbox (received_at);

-- What was refused, kept for a person to see; `bytes` at most 64 KiB, purged after seven days.
CREATE TABLE dead_letter (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at timestamptz NOT NULL,
  device_id   text NOT NULL,
  topic       text NOT NULL,
  verdict     text NOT NULL,
  code        text NOT NULL,
  detail      text NOT NULL,
  size        integer NOT NULL,
  sha256      text NOT NULL,
  bytes       bytea,
  subject_id  text
);
CREATE INDEX dead_letter_received ON dead_letter (received_at);

-- What must reach a running thing: written with the disposition, told from here until the engine has it.
CREATE TABLE device_word (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id          text NOT NULL UNIQUE,
  target_kind text NOT NULL,
  region      text NOT NULL,
  target_id   text NOT NULL,
  shard       smallint NOT NULL GENERATED ALWAYS AS (hashtext(target_id) & 15) STORED,
  opening     jsonb,
  message     jsonb,
  group_key   text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  attempts    integer NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL DEFAULT now(),
  last_error  text,
  told_at     timestamptz,
  outcome     text CHECK (outcome IN ('TOLD', 'GONE', 'REOPENED')),
  CHECK (opening IS NOT NULL OR message IS NOT NULL)
);
CREATE INDEX device_word_waiting ON device_word (position) WHERE told_at IS NULL;
CREATE INDEX device_word_target ON device_word (target_id, position) WHERE told_at IS NULL;

-- Which incident a further signal of the same patient (or unbound device) and cause belongs to (clinical.md 6.4, 10.29).
CREATE TABLE alarm_group (
  key         text PRIMARY KEY,
  incident_id text NOT NULL,
  region      text NOT NULL,
  priority    text NOT NULL,
  last_at     timestamptz NOT NULL,
  signals     integer NOT NULL
);

-- An alarm a device holds open, by its own alarm id.
CREATE TABLE device_alarm (
  device_id   text NOT NULL,
  alarm_id    text NOT NULL,
  code        text NOT NULL,
  incident_id text,
  group_key   text,
  started_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  PRIMARY KEY (device_id, alarm_id)
);

CREATE TABLE vital_sample (
  device_id  text NOT NULL,
  msg_id     text NOT NULL,
  n          smallint NOT NULL,
  patient_id text,
  episode_id text,
  code       text NOT NULL,
  at         timestamptz NOT NULL,
  value      double precision,
  unit       text NOT NULL,
  lead       text,
  sqi        real,
  reason     text,
  PRIMARY KEY (device_id, msg_id, n)
);
CREATE INDEX vital_sample_patient ON vital_sample (patient_id, code, at);

-- Bytes that came over HTTPS, before or after the message that speaks of them.
CREATE TABLE ecg_upload (
  device_id     text NOT NULL,
  device_ecg_id text NOT NULL,
  sha256        text NOT NULL,
  bytes         integer NOT NULL,
  content_type  text NOT NULL,
  received_at   timestamptz NOT NULL,
  taken_at      timestamptz,
  PRIMARY KEY (device_id, device_ecg_id)
);
CREATE INDEX ecg_upload_waiting ON ecg_upload (received_at) WHERE taken_at IS NULL;

CREATE TABLE ecg (
  id               text PRIMARY KEY,
  device_id        text NOT NULL,
  device_ecg_id    text NOT NULL,
  site_id          text NOT NULL,
  episode_id       text,
  patient_id       text,
  reading_id       text,
  acquired_at      timestamptz NOT NULL,
  received_at      timestamptz NOT NULL,
  format           text NOT NULL,
  content_type     text NOT NULL,
  sha256           text NOT NULL,
  bytes            integer NOT NULL,
  canonical_sha256 text,
  fs               double precision,
  leads            text[] NOT NULL DEFAULT '{}',
  duration_ms      integer,
  -- DECODED, NO_PRE_READ (kept and read by a person without drawing) or QUARANTINED (shown as unverified).
  state            text NOT NULL CHECK (state IN ('DECODED', 'NO_PRE_READ', 'QUARANTINED')),
  reasons          text[] NOT NULL DEFAULT '{}',
  quality          jsonb NOT NULL DEFAULT '{}',
  flags            text[] NOT NULL DEFAULT '{}',
  synthetic        boolean NOT NULL DEFAULT false,
  -- How it found its episode, and the episodes a person may choose from when it did not.
  matched_by       text NOT NULL,
  suggested        text[] NOT NULL DEFAULT '{}',
  UNIQUE (device_id, device_ecg_id)
);
CREATE INDEX ecg_episode ON ecg (episode_id, acquired_at);
CREATE INDEX ecg_patient ON ecg (patient_id, acquired_at);

-- When each bound device is next expected to have spoken; `level` is how far its silence was told.
CREATE TABLE silence_clock (
  device_id    text PRIMARY KEY REFERENCES device (id),
  last_seen_at timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  level        smallint NOT NULL DEFAULT 0,
  incident_id  text
);
CREATE INDEX silence_clock_due ON silence_clock (due_at);

-- When gateways last listened: silence while nobody listened is not the devices'.
CREATE TABLE gateway_heartbeat (
  id         text PRIMARY KEY,
  beat_at    timestamptz NOT NULL,
  started_at timestamptz NOT NULL
);
