-- Who works here, in which role, for which unit, from when until when. Kept.
CREATE TABLE staff (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE TABLE staff_role (
  id uuid PRIMARY KEY,
  staff uuid NOT NULL REFERENCES staff (id),
  role text NOT NULL,
  unit text NOT NULL,
  first_day date NOT NULL,
  -- absent: until it is ended
  last_day date,
  given_by uuid
);
CREATE INDEX staff_role_by_staff ON staff_role (staff);

-- Public halves of passkeys, and accounts at another service that signs people in (OpenID Connect). Kept.
CREATE TABLE passkey (
  id text PRIMARY KEY,
  staff uuid NOT NULL REFERENCES staff (id),
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE foreign_account (
  issuer text NOT NULL,
  subject text NOT NULL,
  staff uuid NOT NULL REFERENCES staff (id),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject)
);

-- Of this running installation: never in a backup, for a restore must not let anybody in again. Secrets are kept as their SHA-256.
CREATE TABLE session (
  digest bytea PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  staff uuid NOT NULL REFERENCES staff (id),
  device text NOT NULL,
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL
);
CREATE TABLE one_time_code (
  digest bytea PRIMARY KEY,
  -- absent: whoever sets the program up
  staff uuid REFERENCES staff (id),
  ends_at timestamptz NOT NULL
);
CREATE TABLE ceremony (
  digest bytea PRIMARY KEY,
  kind text NOT NULL,
  said jsonb NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE TABLE attempt (
  who text NOT NULL,
  since timestamptz NOT NULL,
  tries integer NOT NULL,
  PRIMARY KEY (who, since)
);

-- Who looked at or changed what of whom. Kept; nothing in it is ever changed or taken away.
CREATE TABLE audit (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  -- absent: the program itself, or somebody who has not signed in
  staff uuid,
  act text NOT NULL,
  person uuid,
  unit text,
  said jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_person ON audit (person, at);
CREATE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_to_change_audit();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit();
