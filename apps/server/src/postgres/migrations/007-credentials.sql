-- Kept: the public halves of the keys that sign credentials. Each signs for a time; its secret half is a file beside the data.
CREATE TABLE issuer_key (
  id text PRIMARY KEY,
  public_key bytea NOT NULL,
  signs_from timestamptz NOT NULL,
  -- null: it signs today
  signs_until timestamptz,
  -- nothing it signed is believed any more
  withdrawn_at timestamptz,
  because text NOT NULL DEFAULT ''
);

-- Kept: what was issued, as it was signed. Goes when its person is erased.
CREATE TABLE credential (
  person uuid NOT NULL,
  id uuid NOT NULL,
  achievement text NOT NULL,
  -- of issuer_key
  key_id text NOT NULL,
  list integer NOT NULL,
  list_index integer NOT NULL,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  claims jsonb NOT NULL,
  code text NOT NULL,
  record jsonb NOT NULL,
  jwt text NOT NULL,
  PRIMARY KEY (person, id)
);
CREATE INDEX credential_by_id ON credential (id);
CREATE UNIQUE INDEX credential_by_place ON credential (list, list_index);

-- Kept: bits of the status lists that are set. Names nobody, so it outlives the credential.
CREATE TABLE revoked_credential (
  list integer NOT NULL,
  list_index integer NOT NULL,
  revoked_at timestamptz NOT NULL,
  -- in the words of whoever decided
  because text NOT NULL,
  PRIMARY KEY (list, list_index)
);

-- Projection: the first day on which a list from VNeID says that the person is confirmed.
ALTER TABLE standing ADD COLUMN confirmed_on date;
ALTER TABLE progress ADD COLUMN confirmed integer NOT NULL DEFAULT 0;
CREATE INDEX fact_vneid ON fact (what) WHERE kind = 'vneid-confirmed';
