-- Projections: what an office decided about sampling rounds, and what came of each visit. Of two facts with one name the smallest source stands.

CREATE TABLE round_fact (
  round uuid NOT NULL,
  kind text NOT NULL,
  -- the commune of a draw or a case, the answer, or nothing
  name text NOT NULL,
  source bytea NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (round, kind, name)
);

CREATE TABLE retest (
  round uuid NOT NULL,
  key uuid NOT NULL,
  person uuid NOT NULL,
  assessor uuid NOT NULL,
  outcome text NOT NULL,
  visit smallint NOT NULL,
  device_ms bigint NOT NULL,
  task_dwell_ms integer[],
  source bytea NOT NULL,
  is_sample boolean NOT NULL,
  PRIMARY KEY (round, key)
);
CREATE INDEX retest_by_person ON retest (person);

-- Kept: the seed of a draw, until the round closes and a fact shows it.
CREATE TABLE round_seed (
  round uuid PRIMARY KEY,
  seed bytea NOT NULL
);

-- Forecasts ask for what became of people in the last weeks, and which classes were held.
CREATE INDEX fact_capable_by_time ON fact (device_ms, person) WHERE rung = 2;
CREATE INDEX fact_class_by_time ON fact (device_ms, what) WHERE kind = 'class-held';
