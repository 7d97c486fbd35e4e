-- Projection: who offered to help, whom the commune appointed, who ended. Of two facts with one name the smallest source stands.
CREATE TABLE ambassador_fact (
  kind text NOT NULL,
  -- of an application, or of an appointment that was made or ended
  key uuid NOT NULL,
  -- the applicant under the id of the fact, whoever stands for them now: see `alias`
  person uuid NOT NULL,
  source bytea NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE INDEX ambassador_fact_by_person ON ambassador_fact (person);
CREATE INDEX ambassador_fact_by_replica ON ambassador_fact (substr(source, 1, 32)) WHERE kind = 'ambassador-applied';
