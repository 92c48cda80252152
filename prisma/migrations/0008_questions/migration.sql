-- What the record asks people about itself, and why a time was corrected or taken back.

CREATE TYPE question_kind AS ENUM ('IMPOSSIBLE_ORDER', 'MISSING_TIME', 'UNCERTAIN_LIMIT');
CREATE TYPE question_status AS ENUM ('OPEN', 'ANSWERED', 'CONFIRMED', 'LEFT_OPEN');

-- Written by record_flush.
CREATE TABLE question (
  episode_id text NOT NULL,
  kind       question_kind NOT NULL,
  code       text NOT NULL,
  role       role NOT NULL,
  site_id    text NOT NULL,
  asked_at   timestamptz(3) NOT NULL,
  due_at     timestamptz(3) NOT NULL,
  about      integer[] NOT NULL,
  status     question_status NOT NULL,
  closed_at  timestamptz(3),
  closed_by  text,
  reason     text,
  PRIMARY KEY (episode_id, kind, code)
);
CREATE INDEX question_open ON question (site_id, role, due_at) WHERE status = 'OPEN';

ALTER TABLE milestone ADD COLUMN withdraws boolean;
ALTER TABLE milestone ADD COLUMN reason text;
