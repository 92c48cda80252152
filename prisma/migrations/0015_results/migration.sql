-- Point-of-care and laboratory results of an episode.

CREATE TYPE test_kind AS ENUM (
  'HS_TROPONIN_I', 'HS_TROPONIN_T', 'TROPONIN_I', 'CREATININE', 'EGFR', 'GLUCOSE', 'LDL', 'HBA1C', 'LVEF', 'NT_PROBNP',
  'D_DIMER', 'SPO2', 'SBP', 'DBP', 'HR'
);
CREATE TYPE test_bound AS ENUM ('BELOW', 'ABOVE');

-- Append-only: a correction is a row that says which one it corrects. Written by record_flush.
CREATE TABLE test_result (
  episode_id       text NOT NULL,
  n                integer NOT NULL,
  kind             test_kind NOT NULL,
  value            double precision NOT NULL,
  unit             text NOT NULL,
  bound            test_bound,
  -- when the sample was taken
  at               timestamptz(3) NOT NULL,
  until_at         timestamptz(3),
  precision        time_precision NOT NULL,
  source           source NOT NULL,
  device_offset_ms bigint,
  reported_at      timestamptz(3) NOT NULL,
  -- as the laboratory told them
  assay            text,
  "limit"          double precision,
  recorded_by      text NOT NULL,
  recorded_role    role,
  received_at      timestamptz(3) NOT NULL,
  corrects         integer,
  withdraws        boolean,
  reason           text,
  from_episode_id  text,
  -- numbers of the clinical times that came with it
  marked           integer[],
  PRIMARY KEY (episode_id, n)
);

-- Among a flood of vitals the few point-of-care results are found by this alone.
CREATE INDEX vital_sample_test ON vital_sample (device_id, msg_id)
  WHERE code IN ('HS_TROPONIN_I', 'HS_TROPONIN_T', 'TROPONIN_I', 'CREATININE');
