-- The episode that was told of a day's silence (W22): it hears too when the device speaks again.
ALTER TABLE silence_clock ADD COLUMN episode_id text;
