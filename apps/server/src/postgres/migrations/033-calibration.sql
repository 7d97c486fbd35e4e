-- Projections.

-- What people answered, raw: the first try of each question, and each run without guidance. Of two facts with one name the smallest source stands.
CREATE TABLE answer (
  person uuid NOT NULL,
  -- the sitting of an answer, the attempt of a run
  sitting uuid NOT NULL,
  -- an item or a simulator
  item text NOT NULL,
  -- null: a run
  picked text[],
  -- of a run
  mode text,
  steps_reached smallint,
  step_count smallint,
  dwell_ms integer NOT NULL,
  actor uuid NOT NULL,
  device_ms bigint NOT NULL,
  source bytea NOT NULL,
  is_sample boolean NOT NULL,
  PRIMARY KEY (person, sitting, item)
);

-- What is known of people beside their place and group, as first registered; the smallest source stands. Profiles say it anew.
CREATE TABLE person_trait (
  person uuid PRIMARY KEY,
  sex text,
  birth_year smallint,
  source bytea NOT NULL
);

-- How many times the chance of others somebody has to be asked once more; made anew at each calibration. Whoever is not here has theirs.
CREATE TABLE second_look (
  person uuid PRIMARY KEY,
  weight real NOT NULL
);

-- Kept: every calibration that was ever made. Nothing of it is changed: tests name the version by which they were asked.
CREATE TABLE calibration (
  version integer PRIMARY KEY,
  made_at timestamptz NOT NULL,
  -- SHA-256 of all it was made from
  made_from bytea NOT NULL,
  -- answers that arrived until then are in it
  answers_until timestamptz NOT NULL,
  persons integer NOT NULL,
  answers integer NOT NULL,
  mean_logits double precision NOT NULL,
  sd double precision NOT NULL,
  is_sample boolean NOT NULL,
  -- SHA-256 of the set that phones take
  digest text NOT NULL,
  -- as text, so that it keeps its digest
  parameters json NOT NULL
);
CREATE TABLE calibrated_item (
  version integer NOT NULL REFERENCES calibration (version),
  id text NOT NULL,
  -- of the version in which it began to count; null: it does not count
  scored_since integer,
  -- as `ItemParameters` of domain/assessment
  parameters jsonb NOT NULL,
  -- as `ItemFinding` of contract
  finding jsonb NOT NULL,
  PRIMARY KEY (version, id)
);
CREATE FUNCTION refuse_to_change_calibration() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a calibration is never changed'; END $$;
CREATE TRIGGER calibration_only_grows BEFORE UPDATE OR DELETE ON calibration FOR EACH ROW EXECUTE FUNCTION refuse_to_change_calibration();
CREATE TRIGGER calibrated_item_only_grows BEFORE UPDATE OR DELETE ON calibrated_item FOR EACH ROW EXECUTE FUNCTION refuse_to_change_calibration();

-- Kept: at which minute of the night it runs by the office's choice, by the clock of Vietnam, and what the last run came to.
CREATE TABLE calibration_night (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  at_minute smallint NOT NULL DEFAULT 150 CHECK (at_minute BETWEEN 0 AND 1439),
  run_at timestamptz,
  outcome text,
  version integer
);
INSERT INTO calibration_night DEFAULT VALUES;

-- The answers of what came before are projected at the next start.
UPDATE store_state SET projected_with = '';
