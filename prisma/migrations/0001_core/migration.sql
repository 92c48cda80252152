-- What the region is, what runs in it, and the one function that writes a running thing down.

CREATE TYPE phase AS ENUM (
  'HELP_SOUGHT', 'FD_ENGAGED', 'EMS_DISPATCHED', 'FMC', 'ECG_PENDING_READ', 'DIAGNOSED', 'NSTE_ACS', 'OTHER_DX',
  'STRATEGY', 'LYSIS', 'POST_LYSIS', 'TRANSFER', 'LAB_ACTIVATED', 'IN_LAB', 'INPATIENT', 'STEP_DOWN', 'FOLLOW_UP',
  'REGISTER', 'CLOSED'
);
CREATE TYPE milestone_code AS ENUM (
  'ONSET', 'HELP_SOUGHT', 'CALL_RING', 'CALL_ANSWERED', 'CALL120', 'DISPATCH', 'ROLLING', 'ON_SCENE', 'LEAVE_SCENE',
  'FMC', 'TRIAGE', 'FIRST_DOCTOR', 'ECG1_ACQUIRED', 'ECG1_SENT', 'ECG1_RECEIVED', 'ECG1_REPORTED', 'ECG_REPEATED',
  'STEMI_DX', 'NSTE_DX', 'RISK_LABEL', 'CONSULT_REQUESTED', 'CONSULT_STARTED', 'REF_DOOR_IN', 'REF_DOOR_OUT', 'DOOR',
  'ED_ROOM', 'CCU', 'ASPIRIN', 'P2Y12', 'ANTICOAG', 'STATIN', 'STRATEGY', 'LYSIS_SCREEN', 'LYSIS_CONSENT_START',
  'LYSIS_CONSENT_SIGNED', 'LYSIS_START', 'LYSIS_END', 'LYSIS_ASSESSED', 'LAB_CALLED', 'LAB_READY', 'LAB_IN',
  'PCI_CONSENT_START', 'PCI_CONSENT_SIGNED', 'PUNCTURE', 'ANGIO', 'WIRE', 'DEVICE', 'PCI_END', 'TN_DRAWN',
  'TN_REPORTED', 'TN2_DRAWN', 'CT_NOTIFIED', 'CT_SCAN_START', 'ECHO_REQUESTED', 'ECHO_DONE', 'ADMIT', 'READY',
  'BED_ASKED', 'BED_ACCEPTED', 'LEFT', 'DISCHARGE', 'DEATH', 'DOWN_REF_SENT', 'DOWN_REF_ACCEPTED', 'COMMUNITY_VISIT1',
  'UP_REF', 'UP_REF_CONTACT'
);
CREATE TYPE time_precision AS ENUM ('SECOND', 'MINUTE', 'HOUR', 'INTERVAL');
CREATE TYPE source AS ENUM ('DEVICE', 'SYSTEM', 'HUMAN', 'BACK_ENTERED');
CREATE TYPE role AS ENUM (
  'FAMILY_DOCTOR', 'COMMUNITY_LEAD', 'EMS_DISPATCHER', 'EMS_CREW', 'DISPATCH_LEAD', 'REFERRING_DOCTOR',
  'REFERRING_CHEST_PAIN_LEAD', 'ECG_READER', 'SECOND_READER', 'ON_CALL_CARDIOLOGIST', 'HUB_READER',
  'SECOND_CARDIOLOGIST', 'ED_DOCTOR', 'ED_LEAD', 'INTERVENTIONIST', 'SECOND_INTERVENTIONIST', 'LAB_NURSE',
  'LAB_TECHNICIAN', 'BACKUP_LAB_TEAM', 'LABORATORY_DUTY', 'LABORATORY_LEAD', 'RADIOLOGY_DUTY', 'RADIOLOGY_LEAD',
  'ECHO_DUTY', 'ECHO_LEAD', 'COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY', 'WARD_DOCTOR', 'WARD_LEAD',
  'DESK_NURSE', 'SECOND_DESK_NURSE', 'DESK_LEAD', 'DUTY_DOCTOR', 'DEVICE_STAFF', 'IT_DUTY', 'MANAGER', 'AUDITOR',
  'ADMIN'
);
CREATE TYPE channel AS ENUM ('DESK', 'PUSH', 'SMS', 'VOICE');
CREATE TYPE level AS ENUM ('HALF', 'NEAR_BREACH', 'BREACH', 'ESCALATED');
CREATE TYPE clock_status AS ENUM (
  'RUNNING', 'MET', 'MET_REPORTED_LATE', 'MISSED', 'VOID', 'BEFORE_START', 'UNCERTAIN', 'REPORTED'
);
CREATE TYPE void_reason AS ENUM (
  'STRATEGY_PPCI', 'STRATEGY_LYSIS', 'STRATEGY_NONE', 'NOT_STEMI', 'DIED', 'CLOSED', 'REFUSED', 'STOOD_DOWN',
  'SURGERY', 'BLEEDING', 'LEFT_AGAINST_ADVICE', 'READ_AT_BEDSIDE', 'HOSPITAL_FOLLOW_UP', 'GOES_ON_ELSEWHERE',
  'NOT_APPLICABLE'
);
CREATE TYPE delay_reason AS ENUM (
  'CONSENT', 'CARDIAC_ARREST', 'INTUBATION', 'SHOCK_STABILISATION', 'VASCULAR_ACCESS', 'LAB_OCCUPIED', 'TEAM_LATE',
  'VEHICLE', 'ROAD_OR_WEATHER', 'ECG_NON_DIAGNOSTIC', 'READER_LATE', 'DIAGNOSIS_DOUBT', 'ADMINISTRATIVE',
  'DEVICE_OR_NETWORK', 'OTHER'
);
CREATE TYPE ladder_status AS ENUM ('CLIMBING', 'ANSWERED', 'SUPERSEDED', 'NOBODY_ANSWERED', 'CLEARED');
CREATE TYPE page_status AS ENUM ('ASKED', 'SENT', 'FAILED', 'ACKNOWLEDGED', 'SUPERSEDED', 'UNANSWERED');
CREATE TYPE help_channel AS ENUM (
  'FAMILY_DOCTOR', 'CALL_120', 'WALK_IN', 'WARD', 'WEARABLE_ALARM', 'TRANSFER_IN', 'OTHER'
);
CREATE TYPE arrival_class AS ENUM (
  'IN_HOSPITAL_ONSET', 'NETWORK_TRANSFER', 'NON_NETWORK_TRANSFER', 'AMBULANCE', 'WALK_IN'
);
CREATE TYPE finding AS ENUM (
  'STEMI', 'STEMI_EQUIVALENT', 'NSTE_ACS', 'DISSECTION_SUSPECTED', 'PE_SUSPECTED', 'PERICARDITIS_SUSPECTED',
  'OTHER_DIAGNOSIS', 'NOT_ACUTE', 'UNCLEAR'
);
CREATE TYPE reading_status AS ENUM ('WAITING', 'OPENED', 'SIGNED', 'UNREADABLE', 'DRILL_OVER');
CREATE TYPE strategy AS ENUM ('PPCI_ON_SITE', 'PPCI_BY_TRANSFER', 'LYSIS', 'NONE');
CREATE TYPE consent_kind AS ENUM ('TRANSFER', 'LYSIS', 'PCI');
CREATE TYPE consent_state AS ENUM ('NOT_STARTED', 'IN_DISCUSSION', 'SIGNED', 'REFUSED', 'INCAPABLE_EMERGENCY');
CREATE TYPE lab_status AS ENUM ('FREE', 'HELD', 'BLOCKED');
CREATE TYPE department AS ENUM ('CCU', 'CARDIOLOGY', 'ICU', 'GENERAL_WARD');
CREATE TYPE task_kind AS ENUM (
  'VISIT', 'PHONE_VISIT', 'DRUG_STOP_DECISION', 'DAPT_GAP', 'DEVICE_ISSUE', 'DELAY_REASON', 'LATE_RECORD', 'IDENTIFY_PATIENT',
  'DEVICE_SILENT', 'DEVICE_REPLACEMENT'
);
CREATE TYPE task_status AS ENUM ('OPEN', 'DONE', 'SUSPENDED', 'CANCELLED');
CREATE TYPE close_reason AS ENUM (
  'RECOVERED', 'DIED', 'LEFT_AGAINST_ADVICE', 'OTHER_DIAGNOSIS', 'LOST_TO_FOLLOW_UP', 'DUPLICATE', 'ENTERED_IN_ERROR',
  'DRILL_OVER'
);
CREATE TYPE site_kind AS ENUM ('COMMUNITY_CENTRE', 'NON_PCI_HOSPITAL', 'PCI_HOSPITAL', 'EMS_STATION');
CREATE TYPE sex AS ENUM ('FEMALE', 'MALE', 'UNKNOWN');
CREATE TYPE subject_kind AS ENUM ('EPISODE', 'READING', 'INCIDENT', 'LAB', 'ROTA_HOLE', 'DIGEST');
CREATE TYPE outcome AS ENUM ('APPLIED', 'NOTED', 'NO_LONGER_APPLIES', 'DUPLICATE', 'REFUSED');
CREATE TYPE alarm_code AS ENUM (
  'VF_ASYSTOLE', 'SUSTAINED_VT', 'NON_SUSTAINED_VT', 'PAUSE', 'BRADYCARDIA', 'AV_BLOCK', 'TACHYCARDIA', 'AF_ONSET',
  'PRE_EXCITED_AF', 'LONG_QTC', 'ST_ELEVATION_12_LEAD', 'ST_ELEVATION_FEW_LEADS', 'ST_DEPRESSION', 'SPO2_LOW',
  'BP_ABNORMAL', 'GLUCOSE_ABNORMAL', 'SOS', 'CHEST_PAIN_REPORTED', 'LEAD_OFF', 'POOR_SIGNAL', 'LOW_BATTERY',
  'NO_DATA', 'PLATFORM_FAULT', 'MISSED_MEASUREMENT', 'WEIGHT_GAIN'
);
CREATE TYPE priority AS ENUM ('HIGH', 'MEDIUM', 'LOW', 'INFO');
CREATE TYPE incident_status AS ENUM ('NOTIFIED', 'ACKED', 'ASSESSED', 'ACTED', 'FALSE', 'CLOSED');
CREATE TYPE incident_action AS ENUM ('UP_REFERRAL', 'CALL_120', 'SAME_DAY_PLAN', 'ADVICE', 'NONE');
CREATE TYPE actor_kind AS ENUM ('HUMAN', 'DEVICE', 'SYSTEM');
CREATE TYPE history_kind AS ENUM ('CONDITION', 'ALLERGY', 'DRUG', 'ECG', 'NOTE');

-- The region: places, people, who is on duty, who is ill.

CREATE TABLE site (
  id                text NOT NULL,
  region            text NOT NULL,
  name_zh           text NOT NULL,
  name_en           text NOT NULL,
  kind              site_kind NOT NULL,
  hub_site_id       text REFERENCES site (id),
  neighbour_site_id text REFERENCES site (id),
  ems_site_id       text REFERENCES site (id),
  referring_site_id text REFERENCES site (id),
  phone             text NOT NULL,
  utc_offset_min    integer NOT NULL,
  days_off          integer[] NOT NULL,
  holidays          text[] NOT NULL,
  PRIMARY KEY (id)
);

-- Who refers to whom, and since when; the last day is in (clinical.md 10.42).
CREATE TABLE agreement (
  referrer_site_id  text NOT NULL REFERENCES site (id),
  receiving_site_id text NOT NULL REFERENCES site (id),
  from_at           timestamptz(3) NOT NULL,
  to_at             timestamptz(3),
  PRIMARY KEY (referrer_site_id, receiving_site_id, from_at)
);

CREATE TABLE cath_lab (
  id      text NOT NULL,
  site_id text NOT NULL REFERENCES site (id),
  name    text NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE person (
  id        text NOT NULL,
  name      text NOT NULL,
  phone     text NOT NULL,
  synthetic boolean NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE person_role (
  person_id text NOT NULL REFERENCES person (id),
  role      role NOT NULL,
  site_id   text NOT NULL REFERENCES site (id),
  PRIMARY KEY (person_id, role, site_id)
);

-- Who is on duty for a role at a site, from an instant until just before another.
CREATE TABLE rota_shift (
  id        text NOT NULL,
  role      role NOT NULL,
  site_id   text NOT NULL REFERENCES site (id),
  person_id text NOT NULL REFERENCES person (id),
  from_at   timestamptz(3) NOT NULL,
  to_at     timestamptz(3) NOT NULL,
  version   integer NOT NULL,
  PRIMARY KEY (id),
  CHECK (to_at > from_at)
);
CREATE INDEX rota_shift_when ON rota_shift (to_at, from_at);

CREATE TABLE patient (
  id                   text NOT NULL,
  name                 text NOT NULL,
  sex                  sex NOT NULL,
  birth_date           date,
  phone                text,
  emergency_contact    text,
  contracted_doctor_id text REFERENCES person (id),
  community_site_id    text NOT NULL REFERENCES site (id),
  synthetic            boolean NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE patient_history (
  patient_id text NOT NULL REFERENCES patient (id),
  n          integer NOT NULL,
  kind       history_kind NOT NULL,
  code       text NOT NULL,
  text       text NOT NULL,
  since      date,
  PRIMARY KEY (patient_id, n)
);

-- What runs. Nothing here refers to the tables above by foreign key: a flush is retried for ever, so it must never be
-- refused because a person or a site was taken off a list.

-- A running thing as the record knows it: one line for each episode, reading, incident and lab.
CREATE TABLE subject (
  kind       subject_kind NOT NULL,
  id         text NOT NULL,
  region     text NOT NULL,
  epoch      integer NOT NULL,
  seq        integer NOT NULL,
  closed     boolean NOT NULL,
  state      jsonb NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX subject_open ON subject (region) WHERE NOT closed;

-- What happened to a running thing or was asked of it; appended once, never changed.
CREATE TABLE happening (
  subject_kind subject_kind NOT NULL,
  subject_id   text NOT NULL,
  epoch        integer NOT NULL,
  seq          integer NOT NULL,
  id           text NOT NULL,
  type         text NOT NULL,
  at           timestamptz(3) NOT NULL,
  received_at  timestamptz(3) NOT NULL,
  actor_kind   actor_kind NOT NULL,
  actor_id     text NOT NULL,
  actor_role   role,
  outcome      outcome NOT NULL,
  payload      jsonb NOT NULL,
  written_at   timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (subject_id, epoch, seq)
);
-- A word counts once, also when it was heard again after a crash under another number.
CREATE UNIQUE INDEX happening_word ON happening (subject_id, id);

CREATE TABLE episode (
  id                text NOT NULL,
  region            text NOT NULL,
  patient_id        text NOT NULL,
  phase             phase NOT NULL,
  opened_at         timestamptz(3) NOT NULL,
  closed_at         timestamptz(3),
  close_reason      close_reason,
  community_site_id text NOT NULL,
  referring_site_id text,
  receiving_site_id text,
  help_channel      help_channel NOT NULL,
  arrival_class     arrival_class,
  drill             boolean NOT NULL,
  pathway_edition   text NOT NULL,
  linked_from_id    text,
  continued_by_id   text,
  finding           finding,
  strategy          strategy,
  lab_id            text,
  bypass_ed         boolean,
  bypass_ccu        boolean,
  next_due_at       timestamptz(3),
  next_target       text,
  worst_level       level,
  nobody_answered   boolean NOT NULL,
  open_incidents    integer NOT NULL,
  facts             jsonb NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX episode_board ON episode (region, next_due_at) WHERE closed_at IS NULL;
CREATE INDEX episode_patient ON episode (patient_id, opened_at);

CREATE TABLE milestone (
  episode_id       text NOT NULL,
  n                integer NOT NULL,
  code             milestone_code NOT NULL,
  at               timestamptz(3) NOT NULL,
  until_at         timestamptz(3),
  precision        time_precision NOT NULL,
  source           source NOT NULL,
  recorded_by      text NOT NULL,
  recorded_role    role,
  device_offset_ms bigint,
  received_at      timestamptz(3) NOT NULL,
  corrects         integer,
  PRIMARY KEY (episode_id, n)
);

CREATE TABLE clock (
  episode_id   text NOT NULL,
  target       text NOT NULL,
  status       clock_status NOT NULL,
  started_at   timestamptz(3) NOT NULL,
  due_at       timestamptz(3),
  limit_min    double precision,
  ended_at     timestamptz(3),
  took_min     double precision,
  level        level,
  level_at     timestamptz(3),
  owner_role   role NOT NULL,
  void_reason  void_reason,
  reason_owed  boolean NOT NULL,
  delay_reason delay_reason,
  delay_text   text,
  PRIMARY KEY (episode_id, target)
);

CREATE TABLE task (
  id         text NOT NULL,
  episode_id text NOT NULL,
  kind       task_kind NOT NULL,
  code       text NOT NULL,
  owner_role role NOT NULL,
  site_id    text NOT NULL,
  opens_at   timestamptz(3) NOT NULL,
  due_at     timestamptz(3) NOT NULL,
  status     task_status NOT NULL,
  done_at    timestamptz(3),
  done_by    text,
  detail     jsonb NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX task_episode ON task (episode_id);
CREATE INDEX task_open ON task (site_id, due_at) WHERE status = 'OPEN';

CREATE TABLE consent (
  episode_id  text NOT NULL,
  kind        consent_kind NOT NULL,
  state       consent_state NOT NULL,
  started_at  timestamptz(3),
  signed_at   timestamptz(3),
  by_name     text,
  relation    text,
  reason      text,
  -- the picture of the signed form: its bytes lie under their sum
  form_sha256 text,
  form_type   text,
  PRIMARY KEY (episode_id, kind)
);

CREATE TABLE stay (
  episode_id    text NOT NULL,
  site_id       text NOT NULL,
  department    department NOT NULL,
  admitted_at   timestamptz(3) NOT NULL,
  ready_at      timestamptz(3),
  discharged_at timestamptz(3),
  PRIMARY KEY (episode_id)
);
CREATE INDEX stay_discharged ON stay (discharged_at);

CREATE TABLE reading (
  id          text NOT NULL,
  ecg_id      text NOT NULL,
  episode_id  text,
  patient_id  text,
  site_id     text NOT NULL,
  acquired_at timestamptz(3) NOT NULL,
  status      reading_status NOT NULL,
  opened_at   timestamptz(3),
  opened_by   text,
  signed_at   timestamptz(3),
  signed_by   text,
  finding     finding,
  report      jsonb,
  PRIMARY KEY (id)
);
CREATE INDEX reading_episode ON reading (episode_id);
CREATE INDEX reading_acquired ON reading (acquired_at);
CREATE INDEX reading_ecg ON reading (ecg_id);

CREATE TABLE incident (
  id             text NOT NULL,
  patient_id     text,
  episode_id     text,
  device_id      text NOT NULL,
  site_id        text NOT NULL,
  code           alarm_code NOT NULL,
  priority       priority NOT NULL,
  status         incident_status NOT NULL,
  onset_at       timestamptz(3) NOT NULL,
  raised_at      timestamptz(3) NOT NULL,
  ended_at       timestamptz(3),
  signals        integer NOT NULL,
  value          double precision,
  unit           text,
  late           boolean NOT NULL,
  ack_at         timestamptz(3),
  ack_by         text,
  assessed_at    timestamptz(3),
  assessed_by    text,
  assessment     text,
  action         incident_action,
  acted_at       timestamptz(3),
  acted_by       text,
  up_referral_id text,
  closed_at      timestamptz(3),
  closed_by      text,
  PRIMARY KEY (id)
);
CREATE INDEX incident_episode ON incident (episode_id);
CREATE INDEX incident_raised ON incident (raised_at);

CREATE TABLE lab_state (
  id        text NOT NULL,
  site_id   text NOT NULL,
  status    lab_status NOT NULL,
  holder_id text,
  held_at   timestamptz(3),
  waiters   text[] NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE ladder (
  id           text NOT NULL,
  subject_kind subject_kind NOT NULL,
  subject_id   text NOT NULL,
  key          text NOT NULL,
  status       ladder_status NOT NULL,
  started_at   timestamptz(3) NOT NULL,
  climbed      integer NOT NULL,
  next_at      timestamptz(3),
  answered_at  timestamptz(3),
  answered_by  text,
  ended_at     timestamptz(3),
  cleared_by   text,
  PRIMARY KEY (id)
);
CREATE INDEX ladder_subject ON ladder (subject_id);

CREATE TABLE page (
  id           text NOT NULL,
  ladder_id    text NOT NULL,
  subject_kind subject_kind NOT NULL,
  subject_id   text NOT NULL,
  rung         integer NOT NULL,
  role         role NOT NULL,
  site_id      text NOT NULL,
  channel      channel NOT NULL,
  because      jsonb NOT NULL,
  status       page_status NOT NULL,
  asked_at     timestamptz(3) NOT NULL,
  sent_at      timestamptz(3),
  person_id    text,
  simulated    boolean,
  fault        text,
  ack_at       timestamptz(3),
  ack_by       text,
  PRIMARY KEY (id)
);
CREATE INDEX page_ladder ON page (ladder_id);
CREATE INDEX page_subject ON page (subject_id);
CREATE INDEX page_person ON page (person_id, asked_at);

-- What screens and auditors follow.

-- What a screen may have to draw again; positions have no gaps.
CREATE TABLE change (
  position bigint NOT NULL,
  kind     subject_kind NOT NULL,
  id       text NOT NULL,
  version  bigint NOT NULL,
  at       timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (position)
);

-- The last position given: one row, taken last in each transaction.
CREATE TABLE live_position (
  one      boolean NOT NULL DEFAULT true,
  position bigint NOT NULL,
  PRIMARY KEY (one),
  CHECK (one)
);

-- Who changed or read what.
CREATE TABLE audit (
  id           bigint GENERATED ALWAYS AS IDENTITY,
  at           timestamptz(3) NOT NULL,
  actor_kind   actor_kind NOT NULL,
  actor_id     text NOT NULL,
  actor_role   role,
  action       text NOT NULL,
  subject_kind text NOT NULL,
  subject_id   text NOT NULL,
  detail       jsonb NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX audit_subject ON audit (subject_id, at);

-- What was asked and refused, kept as it was sent.
CREATE TABLE refusal (
  id       bigint GENERATED ALWAYS AS IDENTITY,
  at       timestamptz(3) NOT NULL DEFAULT now(),
  actor    text,
  code     text NOT NULL,
  sentence text NOT NULL,
  mutation text NOT NULL,
  input    jsonb NOT NULL,
  PRIMARY KEY (id)
);
INSERT INTO live_position (position) VALUES (0);

-- Whether the record holds other happenings under the numbers of this flush.
CREATE FUNCTION record_differs(flush jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM jsonb_to_recordset(flush -> 'happening') AS told (seq integer, id text)
    JOIN happening AS held
      ON held.subject_id = flush ->> 'id' AND held.epoch = (flush ->> 'epoch')::integer AND held.seq = told.seq
    WHERE held.id <> told.id
  )
$$;

-- The last words of people and devices a running thing heard, oldest first: an engine that forgot them must not take
-- a client's retry for a new word.
CREATE FUNCTION record_words(its_kind subject_kind, its_id text, at_most integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'epoch', epoch, 'seq', seq, 'outcome', outcome)
    ORDER BY epoch, seq), '[]')
  FROM (
    SELECT id, epoch, seq, outcome FROM happening
    WHERE subject_kind = its_kind AND subject_id = its_id AND actor_kind <> 'SYSTEM'
    ORDER BY epoch DESC, seq DESC LIMIT at_most
  ) AS last_words
$$;

-- Tells every screen. Last in its transaction, because from here to the commit every other write waits for this row:
-- that is what leaves no gaps.
CREATE FUNCTION announce_change(its_kind subject_kind, its_id text, its_epoch integer, its_seq integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  the_position bigint;
  its_version  bigint := its_epoch * 1000000::bigint + its_seq;
BEGIN
  UPDATE live_position SET position = position + 1 RETURNING position INTO the_position;
  INSERT INTO change (position, kind, id, version) VALUES (the_position, its_kind, its_id, its_version);
  PERFORM pg_notify('wiretime_change', jsonb_build_object('position', the_position, 'kind', its_kind, 'id', its_id,
    'version', its_version)::text);
END $$;

-- Writes one flush of a running thing in one transaction, and answers what then stands: `state` only when the record
-- is ahead of the engine, or tells another story of the same numbers, because the engine was restored from older days
-- or was killed between this write and its own. A write of the same number and story replaces the former.
CREATE FUNCTION record_flush(
  flush jsonb, OUT stands_epoch integer, OUT stands_seq integer, OUT stands_state jsonb, OUT stands_words jsonb
)
LANGUAGE plpgsql AS $$
DECLARE
  its_kind     subject_kind := (flush ->> 'kind')::subject_kind;
  its_id       text := flush ->> 'id';
  its_epoch    integer := (flush ->> 'epoch')::integer;
  its_seq      integer := (flush ->> 'seq')::integer;
  is_closed    boolean := (flush ->> 'closed')::boolean;
  stored       subject;
BEGIN
  stands_epoch := its_epoch;
  stands_seq := its_seq;
  INSERT INTO subject (kind, id, region, epoch, seq, closed, state, updated_at)
  VALUES (its_kind, its_id, flush ->> 'region', its_epoch, its_seq, is_closed, flush -> 'state', clock_timestamp())
  ON CONFLICT (kind, id) DO NOTHING;

  IF NOT FOUND THEN
    SELECT * INTO stored FROM subject WHERE kind = its_kind AND id = its_id FOR UPDATE;
    IF (stored.epoch, stored.seq) > (its_epoch, its_seq) OR record_differs(flush) THEN
      stands_epoch := stored.epoch;
      -- An engine that forgot what is stored here and counted past it: to it too the record must look ahead.
      stands_seq := CASE WHEN stored.epoch > its_epoch THEN stored.seq ELSE greatest(stored.seq, its_seq + 1) END;
      stands_state := stored.state;
      stands_words := record_words(its_kind, its_id, 256);
      RETURN;
    ELSIF (stored.epoch, stored.seq) = (its_epoch, its_seq) AND stored.state = flush -> 'state' THEN
      RETURN;
    END IF;
    UPDATE subject
    SET epoch = its_epoch, seq = its_seq, closed = is_closed, state = flush -> 'state', updated_at = clock_timestamp()
    WHERE kind = its_kind AND id = its_id;
  END IF;

  IF flush ? 'episode' THEN
    INSERT INTO episode SELECT * FROM jsonb_populate_recordset(NULL::episode, flush -> 'episode')
    ON CONFLICT (id) DO UPDATE SET
      (region, patient_id, phase, opened_at, closed_at, close_reason, community_site_id, referring_site_id,
      receiving_site_id, help_channel, arrival_class, drill, pathway_edition, linked_from_id, continued_by_id,
      finding, strategy, lab_id, bypass_ed, bypass_ccu, next_due_at, next_target, worst_level, nobody_answered,
      open_incidents, facts, merged_into_id)
      = ROW(excluded.region, excluded.patient_id, excluded.phase, excluded.opened_at, excluded.closed_at,
      excluded.close_reason, excluded.community_site_id, excluded.referring_site_id, excluded.receiving_site_id,
      excluded.help_channel, excluded.arrival_class, excluded.drill, excluded.pathway_edition,
      excluded.linked_from_id, excluded.continued_by_id, excluded.finding, excluded.strategy, excluded.lab_id,
      excluded.bypass_ed, excluded.bypass_ccu, excluded.next_due_at, excluded.next_target, excluded.worst_level,
      excluded.nobody_answered, excluded.open_incidents, excluded.facts,
      excluded.merged_into_id);
  END IF;
  IF flush ? 'milestone' THEN
    INSERT INTO milestone SELECT * FROM jsonb_populate_recordset(NULL::milestone, flush -> 'milestone')
    ON CONFLICT (episode_id, n) DO UPDATE SET
      (code, at, until_at, precision, source, recorded_by, recorded_role, device_offset_ms, received_at, corrects,
      withdraws, reason, ecg_id, from_episode_id)
      = ROW(excluded.code, excluded.at, excluded.until_at, excluded.precision, excluded.source, excluded.recorded_by,
      excluded.recorded_role, excluded.device_offset_ms, excluded.received_at, excluded.corrects,
      excluded.withdraws, excluded.reason, excluded.ecg_id, excluded.from_episode_id);
  END IF;
  IF flush ? 'clock' THEN
    INSERT INTO clock SELECT * FROM jsonb_populate_recordset(NULL::clock, flush -> 'clock')
    ON CONFLICT (episode_id, target) DO UPDATE SET
      (status, started_at, due_at, limit_min, ended_at, took_min, level, level_at, owner_role, void_reason,
      reason_owed, delay_reason, delay_text, flag)
      = ROW(excluded.status, excluded.started_at, excluded.due_at, excluded.limit_min, excluded.ended_at,
      excluded.took_min, excluded.level, excluded.level_at, excluded.owner_role, excluded.void_reason,
      excluded.reason_owed, excluded.delay_reason, excluded.delay_text, excluded.flag);
  END IF;
  IF flush ? 'task' THEN
    INSERT INTO task SELECT * FROM jsonb_populate_recordset(NULL::task, flush -> 'task')
    ON CONFLICT (id) DO UPDATE SET
      (episode_id, kind, code, owner_role, site_id, opens_at, due_at, status, done_at, done_by, detail)
      = ROW(excluded.episode_id, excluded.kind, excluded.code, excluded.owner_role, excluded.site_id,
      excluded.opens_at, excluded.due_at, excluded.status, excluded.done_at, excluded.done_by, excluded.detail);
  END IF;
  IF flush ? 'question' THEN
    INSERT INTO question SELECT * FROM jsonb_populate_recordset(NULL::question, flush -> 'question')
    ON CONFLICT (episode_id, kind, code) DO UPDATE SET
      (role, site_id, asked_at, due_at, about, status, closed_at, closed_by, reason)
      = ROW(excluded.role, excluded.site_id, excluded.asked_at, excluded.due_at, excluded.about, excluded.status,
      excluded.closed_at, excluded.closed_by, excluded.reason);
  END IF;
  IF flush ? 'held_ecg' THEN
    INSERT INTO held_ecg SELECT * FROM jsonb_populate_recordset(NULL::held_ecg, flush -> 'held_ecg')
    ON CONFLICT (reading_id) DO UPDATE SET (ecg_id, episode_id) = ROW(excluded.ecg_id, excluded.episode_id);
  END IF;
  IF flush ? 'consent' THEN
    INSERT INTO consent SELECT * FROM jsonb_populate_recordset(NULL::consent, flush -> 'consent')
    ON CONFLICT (episode_id, kind) DO UPDATE SET
      (state, started_at, signed_at, by_name, relation, reason, form_sha256, form_type)
      = ROW(excluded.state, excluded.started_at, excluded.signed_at, excluded.by_name, excluded.relation,
      excluded.reason, excluded.form_sha256, excluded.form_type);
  END IF;
  IF flush ? 'test_result' THEN
    INSERT INTO test_result SELECT * FROM jsonb_populate_recordset(NULL::test_result, flush -> 'test_result')
    ON CONFLICT (episode_id, n) DO UPDATE SET
      (kind, value, unit, bound, at, until_at, precision, source, device_offset_ms, reported_at, assay, "limit",
      recorded_by, recorded_role, received_at, corrects, withdraws, reason, from_episode_id, marked)
      = ROW(excluded.kind, excluded.value, excluded.unit, excluded.bound, excluded.at, excluded.until_at,
      excluded.precision, excluded.source, excluded.device_offset_ms, excluded.reported_at, excluded.assay,
      excluded."limit", excluded.recorded_by, excluded.recorded_role, excluded.received_at, excluded.corrects,
      excluded.withdraws, excluded.reason, excluded.from_episode_id, excluded.marked);
  END IF;
  IF flush ? 'drug_given' THEN
    INSERT INTO drug_given SELECT * FROM jsonb_populate_recordset(NULL::drug_given, flush -> 'drug_given')
    ON CONFLICT (episode_id, n) DO UPDATE SET
      (drug, amount, unit, route, at, until_at, precision, source, device_offset_ms, recorded_by, recorded_role,
      received_at, corrects, withdraws, reason, from_episode_id, marked)
      = ROW(excluded.drug, excluded.amount, excluded.unit, excluded.route, excluded.at, excluded.until_at,
      excluded.precision, excluded.source, excluded.device_offset_ms, excluded.recorded_by, excluded.recorded_role,
      excluded.received_at, excluded.corrects, excluded.withdraws, excluded.reason, excluded.from_episode_id,
      excluded.marked);
  END IF;
  IF flush ? 'stay' THEN
    INSERT INTO stay SELECT * FROM jsonb_populate_recordset(NULL::stay, flush -> 'stay')
    ON CONFLICT (episode_id) DO UPDATE SET
      (site_id, department, admitted_at, ready_at, discharged_at)
      = ROW(excluded.site_id, excluded.department, excluded.admitted_at, excluded.ready_at, excluded.discharged_at);
  END IF;
  IF flush ? 'reading' THEN
    INSERT INTO reading SELECT * FROM jsonb_populate_recordset(NULL::reading, flush -> 'reading')
    ON CONFLICT (id) DO UPDATE SET
      (ecg_id, episode_id, patient_id, site_id, acquired_at, status, opened_at, opened_by, signed_at, signed_by,
      finding, report)
      = ROW(excluded.ecg_id, excluded.episode_id, excluded.patient_id, excluded.site_id, excluded.acquired_at,
      excluded.status, excluded.opened_at, excluded.opened_by, excluded.signed_at, excluded.signed_by,
      excluded.finding, excluded.report);
  END IF;
  IF flush ? 'incident' THEN
    INSERT INTO incident SELECT * FROM jsonb_populate_recordset(NULL::incident, flush -> 'incident')
    ON CONFLICT (id) DO UPDATE SET
      (patient_id, episode_id, device_id, site_id, code, priority, status, onset_at, raised_at, ended_at, signals,
      value, unit, late, ack_at, ack_by, assessed_at, assessed_by, assessment, action, acted_at, acted_by,
      up_referral_id, closed_at, closed_by)
      = ROW(excluded.patient_id, excluded.episode_id, excluded.device_id, excluded.site_id, excluded.code,
      excluded.priority, excluded.status, excluded.onset_at, excluded.raised_at, excluded.ended_at,
      excluded.signals, excluded.value, excluded.unit, excluded.late, excluded.ack_at, excluded.ack_by,
      excluded.assessed_at, excluded.assessed_by, excluded.assessment, excluded.action, excluded.acted_at,
      excluded.acted_by, excluded.up_referral_id, excluded.closed_at, excluded.closed_by);
  END IF;
  IF flush ? 'reach_attempt' THEN
    INSERT INTO reach_attempt SELECT * FROM jsonb_populate_recordset(NULL::reach_attempt, flush -> 'reach_attempt')
    ON CONFLICT (incident_id, n) DO UPDATE SET
      (way, at, told_by, reached, remark, place, seen_at, ems_site_id, ended_at, ended_by)
      = ROW(excluded.way, excluded.at, excluded.told_by, excluded.reached, excluded.remark, excluded.place,
      excluded.seen_at, excluded.ems_site_id, excluded.ended_at, excluded.ended_by);
  END IF;
  IF flush ? 'lab_state' THEN
    INSERT INTO lab_state SELECT * FROM jsonb_populate_recordset(NULL::lab_state, flush -> 'lab_state')
    ON CONFLICT (id) DO UPDATE SET
      (site_id, status, holder_id, held_at, waiters)
      = ROW(excluded.site_id, excluded.status, excluded.holder_id, excluded.held_at, excluded.waiters);
  END IF;
  IF flush ? 'ladder' THEN
    INSERT INTO ladder SELECT * FROM jsonb_populate_recordset(NULL::ladder, flush -> 'ladder')
    ON CONFLICT (id) DO UPDATE SET
      (subject_kind, subject_id, key, status, started_at, climbed, next_at, answered_at, answered_by, ended_at,
      cleared_by)
      = ROW(excluded.subject_kind, excluded.subject_id, excluded.key, excluded.status, excluded.started_at,
      excluded.climbed, excluded.next_at, excluded.answered_at, excluded.answered_by, excluded.ended_at,
      excluded.cleared_by);
  END IF;
  IF flush ? 'page' THEN
    INSERT INTO page SELECT * FROM jsonb_populate_recordset(NULL::page, flush -> 'page')
    ON CONFLICT (id) DO UPDATE SET
      (ladder_id, subject_kind, subject_id, rung, role, site_id, channel, because, status, asked_at, sent_at,
      person_id, simulated, fault, ack_at, ack_by)
      = ROW(excluded.ladder_id, excluded.subject_kind, excluded.subject_id, excluded.rung, excluded.role,
      excluded.site_id, excluded.channel, excluded.because, excluded.status, excluded.asked_at, excluded.sent_at,
      excluded.person_id, excluded.simulated, excluded.fault, excluded.ack_at, excluded.ack_by);
  END IF;

  WITH told AS (
    INSERT INTO happening (subject_kind, subject_id, epoch, seq, id, type, at, received_at,
      actor_kind, actor_id, actor_role, outcome, payload)
    SELECT its_kind, its_id, its_epoch, h.seq, h.id, h.type, h.at, h.received_at,
      h.actor_kind, h.actor_id, h.actor_role, h.outcome, h.payload
    FROM jsonb_populate_recordset(NULL::happening, flush -> 'happening') AS h
    ON CONFLICT DO NOTHING
    RETURNING *
  )
  INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
  SELECT received_at, actor_kind, actor_id, actor_role, type, subject_kind::text, subject_id,
    jsonb_build_object('happening', id, 'outcome', outcome)
  FROM told WHERE actor_kind <> 'SYSTEM' ORDER BY seq;

  PERFORM announce_change(its_kind, its_id, its_epoch, its_seq);
END $$;
