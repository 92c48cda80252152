-- A flapping electrode never stands before a heart: technical alarms are taken up after all others (clinical.md 6.2 W19–W21).
ALTER TABLE device_inbox ADD COLUMN technical boolean NOT NULL
  GENERATED ALWAYS AS (kind = 'alarm' AND COALESCE(payload #>> '{data,code}' IN ('LEAD_OFF', 'POOR_SIGNAL', 'LOW_BATTERY'), false)) STORED;
DROP INDEX device_inbox_urgent;
CREATE INDEX device_inbox_urgent ON device_inbox (technical, position)
  WHERE disposition IS NULL AND kind NOT IN ('vitals', 'status');
