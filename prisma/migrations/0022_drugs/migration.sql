-- What was given at the bedside, and what a person measured there by hand.

CREATE TYPE drug AS ENUM (
  'ASPIRIN', 'CLOPIDOGREL', 'TICAGRELOR', 'PRASUGREL', 'ATORVASTATIN', 'ROSUVASTATIN', 'UNFRACTIONATED_HEPARIN',
  'ENOXAPARIN', 'BIVALIRUDIN', 'OXYGEN', 'NITROGLYCERIN', 'TENECTEPLASE', 'RETEPLASE', 'ALTEPLASE', 'PROUROKINASE',
  'UROKINASE', 'STREPTOKINASE'
);
CREATE TYPE given_unit AS ENUM ('MG', 'U', 'MU', 'U_PER_H', 'MG_PER_H', 'UG', 'UG_PER_MIN', 'L_PER_MIN');
CREATE TYPE route AS ENUM ('ORAL', 'IV', 'SC', 'SUBLINGUAL', 'INHALED');

-- Append-only: a correction is a row that says which one it corrects. Written by record_flush.
CREATE TABLE drug_given (
  episode_id       text NOT NULL,
  n                integer NOT NULL,
  drug             drug NOT NULL,
  amount           double precision NOT NULL,
  unit             given_unit NOT NULL,
  route            route NOT NULL,
  -- when it was given, or a rate begun
  at               timestamptz(3) NOT NULL,
  until_at         timestamptz(3),
  precision        time_precision NOT NULL,
  source           source NOT NULL,
  device_offset_ms bigint,
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
