-- The way a drill's ECG took from its cart: through the door, the broker and the gateway to its episode.
CREATE TABLE drill_ecg (
  episode_id  text PRIMARY KEY,
  began_at    timestamptz(3) NOT NULL,
  -- the last try; one gateway at a time plays the cart
  tried_at    timestamptz(3) NOT NULL,
  -- the door let the cart in and it hears its receipts
  entered_at  timestamptz(3),
  sent_at     timestamptz(3),
  receipt_at  timestamptz(3),
  -- the first leg that stayed silent, and the incident it is
  silent_leg  text CHECK (silent_leg IN ('PAGE', 'DOOR', 'RECEIPT', 'MATCH', 'READER')),
  incident_id text
);
