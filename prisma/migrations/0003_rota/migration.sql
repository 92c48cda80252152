-- What a person changes in the plan, who confirmed having taken over, and which roles a site must never be without.

-- Wins over every edition of the plan; never changed, a later one wins over an earlier one.
CREATE TABLE rota_substitution (
  id         text NOT NULL,
  role       role NOT NULL,
  site_id    text NOT NULL REFERENCES site (id),
  person_id  text NOT NULL REFERENCES person (id),
  instead_of text REFERENCES person (id),
  from_at    timestamptz(3) NOT NULL,
  to_at      timestamptz(3) NOT NULL,
  reason     text NOT NULL,
  made_by    text NOT NULL REFERENCES person (id),
  made_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  CHECK (to_at > from_at),
  CHECK (person_id <> instead_of)
);
CREATE INDEX rota_substitution_when ON rota_substitution (to_at, from_at);

-- The successor's word: `duty_id` is the shift or the substitution that was taken over.
CREATE TABLE rota_hand_over (
  duty_id   text NOT NULL,
  person_id text NOT NULL REFERENCES person (id),
  taken_at  timestamptz(3) NOT NULL,
  PRIMARY KEY (duty_id)
);

-- A role that must be held at a site around the clock: a time without anybody is a hole.
CREATE TABLE rota_need (
  site_id text NOT NULL REFERENCES site (id),
  role    role NOT NULL,
  PRIMARY KEY (site_id, role)
);
