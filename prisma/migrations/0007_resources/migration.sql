-- Beds, vehicles and lytic packs: a row is one of them, and one column of it says which patient has it.

CREATE TYPE resource_kind AS ENUM ('CCU_BED', 'WARD_BED', 'AMBULANCE', 'TRANSFER_VEHICLE', 'LYTIC');

CREATE TABLE resource (
  id         text NOT NULL,
  kind       resource_kind NOT NULL,
  site_id    text NOT NULL REFERENCES site (id),
  name       text NOT NULL,
  -- the pack: whose dose table holds for it, its lot, and the last day on which it may be given
  product    text,
  lot        text,
  expires_on date,
  -- the episode that has it
  holder_id  text,
  held_at    timestamptz(3),
  held_by    text,
  -- why nobody can have it
  out_of_use text,
  PRIMARY KEY (id),
  CHECK (kind <> 'LYTIC' OR (product IS NOT NULL AND lot IS NOT NULL AND expires_on IS NOT NULL)),
  CHECK ((holder_id IS NULL) = (held_at IS NULL) AND (holder_id IS NULL) = (held_by IS NULL)),
  CHECK (holder_id IS NULL OR out_of_use IS NULL)
);
CREATE INDEX resource_site ON resource (site_id, kind);
-- One patient has one bed and one vehicle of a kind; of lytics a second pack may be needed.
CREATE UNIQUE INDEX resource_holder ON resource (holder_id, kind) WHERE kind <> 'LYTIC';

-- Where a vehicle was last seen, and when its crew means to arrive; each with the moment it was said.
CREATE TABLE vehicle_fix (
  resource_id text NOT NULL REFERENCES resource (id),
  at          timestamptz(3) NOT NULL,
  latitude    double precision NOT NULL,
  longitude   double precision NOT NULL,
  eta_at      timestamptz(3),
  eta_said_at timestamptz(3),
  said_by     text NOT NULL,
  PRIMARY KEY (resource_id),
  CHECK ((eta_at IS NULL) = (eta_said_at IS NULL))
);

-- In which order the receivers of one referrer are asked; the first that holds is its hub.
ALTER TABLE agreement ADD COLUMN rank integer NOT NULL DEFAULT 1;

-- Arrival to wire of the last 90 days is asked at every forecast.
CREATE INDEX milestone_arrivals ON milestone (at) WHERE code IN ('DOOR', 'WIRE');
