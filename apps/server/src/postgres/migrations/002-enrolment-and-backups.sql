-- Which segments count: those of enrolled replicas, up to where they were revoked. The others are kept apart until somebody decides.
-- What came before enrolment existed counted, and goes on counting.
ALTER TABLE segment ADD COLUMN is_counted boolean NOT NULL DEFAULT true;
ALTER TABLE segment ALTER COLUMN is_counted SET DEFAULT false;
CREATE INDEX segment_apart ON segment (replica, from_place) WHERE NOT is_counted;

-- Decisions of the authority, as they were signed.
CREATE TABLE enrolment (
  replica bytea PRIMARY KEY,
  certificate bytea NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE revocation (
  replica bytea NOT NULL,
  last_good bytea NOT NULL,
  revoked_at timestamptz NOT NULL DEFAULT now(),
  bytes bytea NOT NULL,
  PRIMARY KEY (replica, last_good)
);

-- Tips that a verified backup holds: only these are named in receipts of level 2.
CREATE TABLE stable_tip (
  replica bytea NOT NULL,
  hash bytea NOT NULL,
  next_place bigint NOT NULL,
  PRIMARY KEY (replica, hash)
);

-- On a hub: what its upstream store said of replicas, to be handed on to them.
CREATE TABLE carried_document (
  replica bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('receipt', 'certificate')),
  -- level of a receipt, 0 of a certificate
  level smallint NOT NULL,
  signer bytea NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (replica, kind, level, signer)
);
