-- Kept: what each test was asked from (items with their keys, policy, framework), so that one that arrives years later is drawn again by what its phone had.
CREATE TABLE test_bank (
  purpose text NOT NULL,
  -- first 8 hexadecimal digits of the hash of the items
  version text NOT NULL,
  policy text NOT NULL,
  content json NOT NULL,
  PRIMARY KEY (purpose, version, policy)
);

-- Projection: every fact of a whole test that ever came, also those that do not fit together.
CREATE TABLE test_fact (
  source bytea PRIMARY KEY,
  person uuid NOT NULL,
  test uuid NOT NULL,
  fact jsonb NOT NULL,
  is_sample boolean NOT NULL
);
CREATE INDEX test_fact_by_test ON test_fact (person, test);

-- Projection: what the facts of each test come to.
CREATE TABLE test_result (
  person uuid NOT NULL,
  test uuid NOT NULL,
  purpose text NOT NULL,
  outcome text NOT NULL,
  -- why it is not borne out by its facts, and at which place
  fault text,
  fault_at smallint,
  ability double precision,
  posterior_sd double precision,
  decision text,
  was_supervised boolean NOT NULL,
  begun_ms bigint NOT NULL,
  answers smallint NOT NULL,
  neutralised smallint NOT NULL,
  resumed smallint NOT NULL,
  phone_ability double precision,
  phone_posterior_sd double precision,
  is_sample boolean NOT NULL,
  PRIMARY KEY (person, test)
);

-- The tests of what came before are projected at the next start.
UPDATE store_state SET projected_with = '';
