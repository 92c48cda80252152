-- What a gate or beacon means from a time on: never changed, the newest one that has begun holds. What stands in `reader`
-- holds until the first of them.
CREATE TABLE reader_meaning (
  reader_id text NOT NULL REFERENCES reader (id),
  from_at   timestamptz(3) NOT NULL,
  arrives   milestone_code,
  leaves    milestone_code,
  reason    text NOT NULL,
  set_by    text NOT NULL REFERENCES person (id),
  set_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (reader_id, from_at)
);
CREATE INDEX sighting_reader ON sighting (reader_id, at);
