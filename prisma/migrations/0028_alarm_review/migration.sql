-- The weekly review counts what devices told of within a week.
CREATE INDEX device_alarm_started ON device_alarm (started_at);
