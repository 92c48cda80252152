-- How a device came to be no longer its patient's (R34), and why it is not to be handed out until somebody has looked.
CREATE TYPE device_end AS ENUM ('RETURNED', 'FAULT', 'LOST');
ALTER TABLE device_binding ADD COLUMN ended_as device_end, ADD COLUMN ended_by text;
ALTER TABLE device ADD COLUMN out_as device_end;
