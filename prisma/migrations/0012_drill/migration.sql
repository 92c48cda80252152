-- Hospitals that drill every day, and at which minute of their local day; without a row nobody is drilled.
CREATE TABLE drill_plan (
  site_id    text NOT NULL REFERENCES site (id),
  at_min     integer NOT NULL CHECK (at_min BETWEEN 0 AND 1439),
  planned_by text NOT NULL REFERENCES person (id),
  planned_at timestamptz(3) NOT NULL,
  PRIMARY KEY (site_id)
);
