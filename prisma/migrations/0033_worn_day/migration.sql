-- Hours (UTC, bit 0 is the first of the day) in which a wearable measured something on its wearer: a device in a drawer is
-- handed out and not worn.
CREATE TABLE worn_day (
  patient_id text NOT NULL,
  device_id  text NOT NULL,
  day        date NOT NULL,
  hours      integer NOT NULL,
  PRIMARY KEY (patient_id, device_id, day)
);
CREATE INDEX worn_day_day ON worn_day (day);
