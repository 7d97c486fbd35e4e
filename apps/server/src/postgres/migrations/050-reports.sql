-- What was reported, as it was told: the files are made of it whenever they are asked for. Kept.
CREATE TABLE report (
  id uuid PRIMARY KEY,
  unit text NOT NULL,
  kind text NOT NULL,
  -- the day it speaks of; of those written by the clock there is one a day, or one a month
  day date NOT NULL,
  made_at timestamptz NOT NULL,
  -- absent: by the clock
  made_by uuid REFERENCES staff (id),
  state jsonb NOT NULL
);
CREATE INDEX report_of_unit ON report (unit, made_at DESC);
CREATE UNIQUE INDEX report_by_clock ON report (unit, kind, day) WHERE kind <> 'ordered';
