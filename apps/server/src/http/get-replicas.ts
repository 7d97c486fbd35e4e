/** GET /api/replicas: how many phones and hubs there are, and those about whom a person has to decide, forked logs first. Counted where they lie. */
import type { ReplicasToDecide, ReplicaToDecide, SegmentHash } from "@hocvuso/contract";
import { sql } from "kysely";
import { Type } from "typebox";
import { query } from "./endpoint.ts";

const PAGE = 200;

export const getReplicas = query(Type.Object({}), async (_, { database, now }): Promise<ReplicasToDecide> => {
  // A log is read whole for those listed alone; of all others the indexes say enough.
  const { rows: [found] } = await sql<Row>`
    WITH log AS (SELECT replica, count(DISTINCT previous) < count(*) AS is_forked FROM segment GROUP BY replica),
    apart AS (SELECT replica, max(received_at) AS came_at FROM segment WHERE NOT is_counted GROUP BY replica),
    revoked AS (SELECT replica, max(revoked_at) AS at FROM revocation GROUP BY replica),
    seen AS MATERIALIZED (
      SELECT replica, e.replica IS NOT NULL AS is_enrolled, r.at IS NOT NULL AS is_revoked, coalesce(is_forked, false) AS is_forked, came_at IS NOT NULL AS has_apart, q.role AS asks_as,
        CASE WHEN e.replica IS NULL AND r.at IS NULL AND came_at IS NOT NULL THEN 'not-enrolled'
          WHEN is_forked AND r.at IS NULL THEN 'forked'
          WHEN came_at > r.at THEN 'revoked'
          WHEN q.role IS NOT NULL THEN 'asks' END AS why
      FROM (SELECT replica FROM log UNION SELECT replica FROM enrolment UNION SELECT replica FROM revocation UNION SELECT replica FROM enrolment_request) known
      LEFT JOIN log USING (replica) LEFT JOIN apart USING (replica) LEFT JOIN revoked r USING (replica) LEFT JOIN enrolment e USING (replica) LEFT JOIN enrolment_request q USING (replica)),
    listed AS (
      SELECT s.*, array_position(ARRAY['forked', 'not-enrolled', 'revoked', 'asks'], why) AS gravity FROM seen s WHERE why IS NOT NULL ORDER BY gravity, replica LIMIT ${PAGE})
    SELECT (SELECT count(*) FROM seen WHERE why IS NOT NULL)::int AS waiting,
      (SELECT json_build_object('known', count(*), 'enrolled', count(*) FILTER (WHERE is_enrolled), 'keptApart', count(*) FILTER (WHERE has_apart AND NOT is_enrolled AND NOT is_revoked),
        'revoked', count(*) FILTER (WHERE is_revoked), 'forked', count(*) FILTER (WHERE is_forked), 'requests', count(asks_as)) FROM seen) AS counts,
      (SELECT count(*) FROM set_aside)::int AS set_aside,
      (SELECT coalesce(json_agg(json_build_object('replica', encode(replica, 'hex'), 'why', why, 'facts', facts, 'factsApart', facts_apart, 'lastArrival', last_arrival, 'asksAs', asks_as,
         'lastGood', (SELECT encode(last_good, 'hex') FROM revocation r WHERE r.replica = listed.replica ORDER BY revoked_at DESC LIMIT 1)) ORDER BY gravity, replica), '[]')
       FROM listed CROSS JOIN LATERAL (
         SELECT coalesce(sum(fact_count) FILTER (WHERE is_counted), 0) AS facts, coalesce(sum(fact_count) FILTER (WHERE NOT is_counted), 0) AS facts_apart, max(received_at) AS last_arrival
         FROM segment WHERE segment.replica = listed.replica) held) AS listed`.execute(database.reads);
  if (found === undefined) throw new Error("a SELECT of scalars gave no row");
  return {
    asOf: new Date(now()).toISOString(), waiting: found.waiting, counts: found.counts, setAside: found.set_aside,
    replicas: found.listed.map(({ replica, why, facts, factsApart, lastArrival, lastGood, asksAs }) => ({
      replica, why, facts, factsApart,
      ...(lastArrival === null ? {} : { lastArrival: new Date(lastArrival).toISOString() }),
      ...(lastGood === null ? {} : { lastGood }),
      ...(asksAs === null ? {} : { asksAs }),
    })),
  };
});

type Row = {
  waiting: number; counts: ReplicasToDecide["counts"]; set_aside: number;
  listed: (Pick<ReplicaToDecide, "replica" | "why" | "facts" | "factsApart"> & { lastArrival: string | null; lastGood: SegmentHash | null; asksAs: string | null })[];
};
