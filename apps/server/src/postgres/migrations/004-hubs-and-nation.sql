-- Whose data these are: a province that was started on a hub's would count nothing of what is there.
ALTER TABLE store_state ADD COLUMN role text NOT NULL DEFAULT '' CHECK (role IN ('', 'province', 'hub', 'nation'));

-- On a hub: certificates of stores are handed to everybody who asks.
ALTER TABLE carried_document ADD COLUMN is_store boolean NOT NULL DEFAULT false;

-- On a hub: whom it met upstream. The first authority is believed for good.
CREATE TABLE upstream (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  authority bytea,
  -- public key of the store that answered last
  store bytea NOT NULL,
  holds_sample boolean NOT NULL,
  met_at timestamptz NOT NULL
);

-- In a province: replicas that asked for a role that a person has to approve.
CREATE TABLE enrolment_request (
  replica bytea PRIMARY KEY,
  public_key bytea NOT NULL,
  role text NOT NULL,
  first_asked_at timestamptz NOT NULL DEFAULT now(),
  last_asked_at timestamptz NOT NULL DEFAULT now()
);

-- In the nation: provinces that reported, each under the authority that is believed for it.
CREATE TABLE nation_province (
  unit text PRIMARY KEY,
  authority bytea NOT NULL UNIQUE,
  -- 'listed' by the operator, or 'first-seen'
  believed_as text NOT NULL CHECK (believed_as IN ('listed', 'first-seen')),
  -- of the store's newest certificate: the key of a store that was put back to a backup and its key replaced speaks no more
  epoch integer NOT NULL,
  -- good for one report
  challenge bytea NOT NULL,
  reported_at timestamptz
);

-- Every end of a log that a province ever reported. Never deleted: it shows a history that was lost or changed.
CREATE TABLE nation_tip (
  unit text NOT NULL,
  replica bytea NOT NULL,
  hash bytea NOT NULL,
  next_place bigint NOT NULL,
  first_reported_at timestamptz NOT NULL,
  last_reported_at timestamptz NOT NULL,
  is_current boolean NOT NULL,
  PRIMARY KEY (unit, replica, hash)
);
CREATE INDEX nation_tip_by_hash ON nation_tip (unit, hash);
CREATE INDEX nation_tip_current ON nation_tip (unit, replica) WHERE is_current;

CREATE TABLE nation_cell (
  unit text NOT NULL,
  place text NOT NULL,
  population_group text NOT NULL,
  listed integer NOT NULL,
  reached integer NOT NULL,
  capable integer NOT NULL,
  sample integer NOT NULL,
  PRIMARY KEY (unit, place, population_group)
);
