-- Keys begin with what a table would be sharded by (replica, person, place), so that Citus can spread them unchanged.

-- The journal: never updated but for `linked`, never deleted from.
CREATE TABLE segment (
  replica bytea NOT NULL,
  hash bytea NOT NULL,
  from_place bigint NOT NULL,
  fact_count integer NOT NULL,
  previous bytea NOT NULL,
  scope text NOT NULL,
  -- true: every segment before it is here too
  linked boolean NOT NULL DEFAULT false,
  received_at timestamptz NOT NULL DEFAULT now(),
  bytes bytea NOT NULL,
  PRIMARY KEY (replica, hash)
);
CREATE INDEX segment_by_previous ON segment (replica, previous);
CREATE INDEX segment_by_hash ON segment (hash);

-- Bytes that are no valid segment, kept for a person to look at.
CREATE TABLE set_aside (
  hash bytea PRIMARY KEY,
  why text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  bytes bytea NOT NULL
);

CREATE TABLE store_state (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  -- rises at each restore from a backup
  epoch integer NOT NULL,
  -- false until the first start has loaded the sample, or was told to load none
  is_sample_settled boolean NOT NULL DEFAULT false,
  -- digest of the policy and simulators that the projections were made with
  projected_with text NOT NULL DEFAULT ''
);
INSERT INTO store_state (epoch) VALUES (1);

-- Projections: functions of the set of segments, rebuilt from nothing by `npm run rebuild-projections`.

CREATE TABLE fact (
  person uuid NOT NULL,
  -- first 16 bytes of the SHA-256 of the fact's natural key
  identity bytea NOT NULL,
  kind text NOT NULL,
  what text NOT NULL,
  -- EvidenceRung of domain/measurement
  rung smallint NOT NULL,
  device_ms bigint NOT NULL,
  -- segment hash, then 2 bytes of place in it; of several facts with one identity the highest rung, then the smallest source stands
  source bytea NOT NULL,
  is_sample boolean NOT NULL,
  PRIMARY KEY (person, identity)
);

-- Facts this version cannot read: kept in their segments, listed here.
CREATE TABLE unread_fact (
  source bytea PRIMARY KEY,
  kind text NOT NULL,
  why text NOT NULL
);

CREATE TABLE standing (
  person uuid PRIMARY KEY,
  population_group text,
  place text,
  registered_ms bigint,
  registered_source bytea,
  is_reached boolean NOT NULL,
  own_simulators text[] NOT NULL,
  is_sample boolean NOT NULL
);
CREATE INDEX standing_by_commune ON standing (split_part(place, '-', 1), population_group, person);
CREATE INDEX standing_by_place ON standing (place, population_group, person);

CREATE TABLE progress (
  place text NOT NULL,
  population_group text NOT NULL,
  listed integer NOT NULL,
  reached integer NOT NULL,
  capable integer NOT NULL,
  sample integer NOT NULL,
  PRIMARY KEY (place, population_group)
);
