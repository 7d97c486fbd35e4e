-- Kept: whose words and figures are to be nowhere any more, as the authority signed it. The file `erased.txt` beside the data says the
-- same, so that a restore from an older backup does not bring anybody back.
CREATE TABLE erased (
  person uuid PRIMARY KEY,
  bytes bytea NOT NULL,
  erased_at timestamptz NOT NULL DEFAULT now()
);

-- Kept: keys that open personal words, as phones wrapped them to this store. Wrapped, so that a stolen table opens nothing without the
-- reader's key beside it; deleting the row destroys the key, since it travels in no segment.
CREATE TABLE subject_key (
  person uuid NOT NULL,
  hash bytea NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (person, hash)
);

-- Projections.

-- Ids that another one stands for: two registrations of one person.
CREATE TABLE alias (
  person uuid PRIMARY KEY,
  root uuid NOT NULL
);
CREATE INDEX alias_by_root ON alias (root);

-- Every version of every record that may change; of two facts with one version key the smallest source stands.
CREATE TABLE record_version (
  kind text NOT NULL,
  record uuid NOT NULL,
  version uuid NOT NULL,
  supersedes uuid[] NOT NULL,
  device_ms bigint NOT NULL,
  source bytea NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (kind, record, version)
);

-- Records with several heads, for a person to decide.
CREATE TABLE record_conflict (
  kind text NOT NULL,
  record uuid NOT NULL,
  PRIMARY KEY (kind, record)
);

-- true: group and place come from the person's profile, not from how they were first registered
ALTER TABLE standing ADD COLUMN is_profile boolean NOT NULL DEFAULT false;
