-- A trace that a wearable sends while its wearer waits for help, piece by piece; it belongs to the device's own alarm.
CREATE TABLE trace_piece (
  device_id   text NOT NULL,
  alarm_id    text NOT NULL,
  n           integer NOT NULL,
  -- A screen asks for what came after the last it has; a piece that was missing comes late.
  position    bigint GENERATED ALWAYS AS IDENTITY,
  at          timestamptz(3) NOT NULL,
  lead        text NOT NULL,
  fs          double precision NOT NULL,
  uv_per_lsb  double precision NOT NULL,
  -- int16, little endian.
  samples     bytea NOT NULL,
  is_last     boolean NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_id, alarm_id, n)
);
CREATE INDEX device_alarm_incident ON device_alarm (incident_id);

-- Taken up with vitals: it never stands before an alarm.
DROP INDEX device_inbox_urgent;
DROP INDEX device_inbox_bulk;
CREATE INDEX device_inbox_urgent ON device_inbox (technical, position)
  WHERE disposition IS NULL AND kind NOT IN ('vitals', 'status', 'ecg/stream');
CREATE INDEX device_inbox_bulk ON device_inbox (position)
  WHERE disposition IS NULL AND kind IN ('vitals', 'status', 'ecg/stream');
