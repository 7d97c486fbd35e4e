-- Projection: what offices decided to set the movement going (directives, campaigns, local models). Of two facts with one name the smallest source stands.
CREATE TABLE movement_fact (
  -- the directive, campaign or local model
  topic uuid NOT NULL,
  kind text NOT NULL,
  -- what makes it one of several: the answer, the reminder, the session
  name text NOT NULL,
  source bytea NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (topic, kind, name)
);

-- Who was at a session.
CREATE INDEX fact_attendance_by_session ON fact (what, person) WHERE kind = 'attendance-marked';

-- Kept: documents of directives, by their SHA-256.
CREATE TABLE directive_file (
  sha256 bytea PRIMARY KEY,
  media_type text NOT NULL,
  kept_at timestamptz NOT NULL,
  bytes bytea NOT NULL
);

-- Kept: a campaign's day as it stood at 20:00. Facts that come later change figures of that day, and not what was said of it.
CREATE TABLE campaign_day (
  campaign uuid NOT NULL,
  day date NOT NULL,
  frozen_at timestamptz NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (campaign, day)
);

-- Kept: where somebody of staff wants to be told that something waits. Goes when they say so.
CREATE TABLE notice_address (
  id uuid PRIMARY KEY,
  staff uuid NOT NULL REFERENCES staff (id),
  channel text NOT NULL CHECK (channel IN ('web-push', 'sms', 'zalo')),
  address text NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (staff, channel, address)
);
