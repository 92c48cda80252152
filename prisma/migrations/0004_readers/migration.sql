-- The reader map: what it means when a wristband is seen at a gate or beacon, for each of them.
CREATE TABLE reader (
  id      text PRIMARY KEY,
  site_id text NOT NULL REFERENCES site (id),
  place   text NOT NULL,
  -- The clinical time of coming (entered or seen) and of going; a reader that means nothing has neither.
  arrives milestone_code,
  leaves  milestone_code
);

-- Every sighting as it was reported, also those that mean nothing.
CREATE TABLE sighting (
  device_id  text NOT NULL,
  msg_id     text NOT NULL,
  n          smallint NOT NULL,
  tag_id     text NOT NULL,
  reader_id  text NOT NULL,
  event      text NOT NULL CHECK (event IN ('enter', 'leave', 'seen')),
  at         timestamptz NOT NULL,
  rssi       double precision,
  patient_id text,
  episode_id text,
  -- The clinical time it was told to the episode as.
  milestone  milestone_code,
  PRIMARY KEY (device_id, msg_id, n)
);
CREATE INDEX sighting_tag ON sighting (tag_id, at);
CREATE INDEX sighting_episode ON sighting (episode_id, milestone) WHERE milestone IS NOT NULL;

-- A sighting may start a clock: it is taken up with alarms and recordings, not behind vitals.
DROP INDEX device_inbox_urgent;
DROP INDEX device_inbox_bulk;
CREATE INDEX device_inbox_urgent ON device_inbox (position) WHERE disposition IS NULL AND kind NOT IN ('vitals', 'status');
CREATE INDEX device_inbox_bulk ON device_inbox (position) WHERE disposition IS NULL AND kind IN ('vitals', 'status');
