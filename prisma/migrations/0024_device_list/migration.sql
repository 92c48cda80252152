-- The list of devices counts each one's refused messages that nobody has worked off.
CREATE INDEX dead_letter_device ON dead_letter (device_id) WHERE handled_at IS NULL;

-- By how much the clock of a device is behind ours, at most (ms; below zero: ahead). Before, this said by how much its
-- last message was moved.
UPDATE device_presence SET clock_off_ms = NULL;
