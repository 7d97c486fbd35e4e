/**
 * The set of segments in PostgreSQL. Lives inside one transaction: what it answers "stored" is durable when that commits,
 * together with every projection of it.
 */
import { type ReplicaId, type Segment, type SegmentHash, type Tip } from "@hocvuso/contract";
import { CHAIN_START, fitting, missingAfter, openSegment, type EventStore, type Link, type Primitives } from "@hocvuso/journal";
import type { Transaction } from "./database.ts";

export function postgresEventStore(tx: Transaction, primitives: Primitives): EventStore {
  return {
    async add(segments) {
      const unique = [...new Map(segments.map((segment) => [segment.hash, segment])).values()];
      const { rows } = await tx.query<{ hash: string }>(
        `INSERT INTO segment (replica, hash, from_place, fact_count, previous, scope, bytes)
         SELECT decode(r, 'hex'), decode(h, 'hex'), f, n, decode(p, 'hex'), s, b
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::bytea[]) AS t(r, h, f, n, p, s, b)
         ON CONFLICT DO NOTHING RETURNING encode(hash, 'hex') AS hash`,
        [
          unique.map(({ replica }) => replica), unique.map(({ hash }) => hash),
          unique.map(({ header }) => header.from), unique.map(({ header }) => header.count),
          unique.map(({ header }) => header.previous), unique.map(({ header }) => header.scope),
          unique.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
        ],
      );
      const fresh = new Set<string>(rows.map(({ hash }) => hash));
      if (fresh.size > 0) await link(tx, [...fresh]);
      return segments.map(({ hash }) => (fresh.delete(hash) ? "stored" : "have"));
    },

    async setAside(bytes, { hash, why }) {
      await tx.query("INSERT INTO set_aside (hash, why, bytes) VALUES (decode($1, 'hex'), $2, $3) ON CONFLICT DO NOTHING", [hash, why, Buffer.from(bytes)]);
    },

    async tips(replicas) {
      const { rows } = await tx.query<{ replica: ReplicaId; next: string; hash: SegmentHash }>(
        `SELECT encode(s.replica, 'hex') AS replica, s.from_place + s.fact_count AS next, encode(s.hash, 'hex') AS hash
         FROM segment s
         WHERE s.replica = ANY (SELECT decode(r, 'hex') FROM unnest($1::text[]) r) AND s.linked
           AND NOT EXISTS (SELECT FROM segment c WHERE c.replica = s.replica AND c.previous = s.hash AND c.linked)
         ORDER BY 1, 3`,
        [replicas],
      );
      const tips = new Map<ReplicaId, Tip[]>();
      for (const { replica, next, hash } of rows) tips.set(replica, [...(tips.get(replica) ?? []), { next: Number(next), hash }]);
      return tips;
    },

    async after(replica, peer) {
      const { rows } = await tx.query<{ hash: SegmentHash; previous: SegmentHash; from: string; count: number }>(
        `SELECT encode(hash, 'hex') AS hash, encode(previous, 'hex') AS previous, from_place AS from, fact_count AS count
         FROM segment WHERE replica = decode($1, 'hex')`, [replica]);
      const links: Link[] = rows.map(({ hash, previous, from, count }) => ({ hash, previous, from: Number(from), count }));
      const wanted = missingAfter(links, peer).slice(0, 256).map(({ hash }) => hash);
      const found = await tx.query<{ bytes: Buffer }>(
        `SELECT s.bytes FROM unnest($2::text[]) WITH ORDINALITY AS w(hash, place)
         JOIN segment s ON s.replica = decode($1, 'hex') AND s.hash = decode(w.hash, 'hex') ORDER BY w.place`, [replica, wanted]);
      const segments: Segment[] = [];
      for (const { bytes } of found.rows) {
        const opened = await openSegment(bytes, primitives);
        if (opened.is === "corrupt") throw new Error(`A stored segment no longer verifies: ${opened.hash}, ${opened.why}`);
        segments.push(opened.segment);
      }
      return fitting(segments);
    },
  };
}

/** Marks the new segments, and those that waited for them, as linked: every segment before them is here. */
async function link(tx: Transaction, fresh: readonly string[]): Promise<void> {
  await tx.query(
    `WITH RECURSIVE chain AS (
       SELECT s.replica, s.hash, s.from_place + s.fact_count AS next FROM segment s
       WHERE s.hash = ANY (SELECT decode(h, 'hex') FROM unnest($1::text[]) h)
         AND ((s.from_place = 0 AND s.previous = decode($2, 'hex'))
           OR EXISTS (SELECT FROM segment p WHERE p.replica = s.replica AND p.hash = s.previous AND p.linked AND p.from_place + p.fact_count = s.from_place))
       UNION
       SELECT c.replica, c.hash, c.from_place + c.fact_count FROM segment c
       JOIN chain ON c.replica = chain.replica AND c.previous = chain.hash AND c.from_place = chain.next
     )
     UPDATE segment s SET linked = true FROM chain WHERE s.replica = chain.replica AND s.hash = chain.hash AND NOT s.linked`,
    [fresh, CHAIN_START],
  );
}

