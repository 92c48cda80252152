-- What a person should know of the end of a clock, beside how it ended.
CREATE TYPE clock_flag AS ENUM ('MET_BY_DEVICE', 'TOO_EARLY', 'END_BEFORE_START');
ALTER TABLE clock ADD COLUMN flag clock_flag;
