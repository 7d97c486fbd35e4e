-- By what a person of a list or a desk is found again: keyed digests (HMAC-SHA-256) of what was said of them, so that no name stands here.
-- Kept; goes with the person who is erased.
CREATE TABLE known_person (
  -- 'whole': everything a list said; 'like': name without marks and year of birth
  kind text NOT NULL CHECK (kind IN ('whole', 'like')),
  digest bytea NOT NULL,
  person uuid NOT NULL,
  PRIMARY KEY (kind, digest, person)
);
CREATE INDEX known_person_by_person ON known_person (person);

-- Whose data are only kept, at their wish, and not used. Kept.
CREATE TABLE restriction (
  person uuid PRIMARY KEY,
  since timestamptz NOT NULL
);

-- What people asked for about their own data, and when it was answered and done. Kept, also of those who are erased: it shows that it was done.
CREATE TABLE rights_request (
  id uuid PRIMARY KEY,
  person uuid NOT NULL,
  unit text NOT NULL,
  kind text NOT NULL,
  received_on date NOT NULL,
  with_others boolean NOT NULL,
  is_extended boolean NOT NULL DEFAULT false,
  answered_at timestamptz,
  done_at timestamptz
);
CREATE INDEX rights_request_by_unit ON rights_request (unit, received_on);
CREATE INDEX rights_request_by_person ON rights_request (person);
