-- How long a drive takes, as somebody entered it; the newest line of two places counts.
CREATE TABLE drive_time (
  from_site_id text NOT NULL REFERENCES site (id),
  to_site_id   text NOT NULL REFERENCES site (id),
  set_at       timestamptz(3) NOT NULL,
  minutes      double precision NOT NULL CHECK (minutes > 0),
  -- the day it was measured or looked up
  known_on     date NOT NULL,
  source       text NOT NULL,
  set_by       text NOT NULL,
  set_role     role NOT NULL,
  PRIMARY KEY (from_site_id, to_site_id, set_at)
);
