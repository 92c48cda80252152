-- What the machine measured of a recording, once for each patient it was thought to be. A hint, never a diagnosis: in
-- SHADOW nobody is shown it, in HINT it may move a reading up the queue.
CREATE TABLE pre_read (
  ecg_id      text PRIMARY KEY REFERENCES ecg (id) ON DELETE CASCADE,
  reading_id  text,
  patient_id  text,
  acquired_at timestamptz NOT NULL,
  made_at     timestamptz NOT NULL,
  took_ms     integer NOT NULL,
  mode        text NOT NULL CHECK (mode IN ('SHADOW', 'HINT')),
  algorithm   text NOT NULL,
  version     text NOT NULL,
  verdict     text NOT NULL CHECK (verdict IN ('MEETS_CRITERIA', 'DOES_NOT_MEET', 'CANNOT_ASSESS')),
  reasons     text[] NOT NULL,
  leads       text[] NOT NULL,
  territories text[] NOT NULL,
  hr          double precision,
  qrs_ms      integer,
  -- Level of the J point by lead, mV.
  j_mv        jsonb NOT NULL
);
CREATE INDEX pre_read_patient ON pre_read (patient_id, acquired_at);
CREATE INDEX pre_read_reading ON pre_read (reading_id);
CREATE INDEX ecg_received ON ecg (received_at);

-- The agreement log: what a person signed of each recording beside what the machine had said.
CREATE VIEW pre_read_agreement AS
SELECT p.ecg_id, p.reading_id, p.algorithm, p.version, p.mode, p.verdict, p.reasons, p.made_at, r.finding, r.signed_at
  FROM pre_read p JOIN reading r ON r.id = p.reading_id
 WHERE r.status = 'SIGNED' AND r.finding IS NOT NULL;
