/**
 * The set of segments in PostgreSQL, which of them count, and the decisions that say so. Lives inside one transaction: what it answers
 * "stored" is durable when that commits, together with every projection of it.
 */
import { type PersonId, type ReplicaId, type Segment, type SegmentHash, type Tip } from "@hocvuso/contract";
import { CHAIN_START, fitting, missingAfter, storedSegment, type Decision, type DepotStore, type Link, type Primitives } from "@hocvuso/journal";
import type { Database, Transaction } from "./database.ts";

export function postgresDepotStore(tx: Transaction, primitives: Primitives): DepotStore {
  async function linksOf(replica: ReplicaId): Promise<Link[]> {
    const { rows } = await tx.query<{ hash: SegmentHash; previous: SegmentHash; from: string; count: number }>(
      `SELECT encode(hash, 'hex') AS hash, encode(previous, 'hex') AS previous, from_place AS from, fact_count AS count
       FROM segment WHERE replica = decode($1, 'hex')`, [replica]);
    return rows.map(({ hash, previous, from, count }) => ({ hash, previous, from: Number(from), count }));
  }

  /** In the order of `hashes`; those not held are absent. */
  async function segmentsOf(replica: ReplicaId, hashes: readonly SegmentHash[]): Promise<Segment[]> {
    const { rows } = await tx.query<{ hash: SegmentHash; bytes: Buffer }>(
      `SELECT w.hash, s.bytes FROM unnest($2::text[]) WITH ORDINALITY AS w(hash, place)
       JOIN segment s ON s.replica = decode($1, 'hex') AND s.hash = decode(w.hash, 'hex') ORDER BY w.place`, [replica, hashes]);
    return Promise.all(rows.map(async ({ hash, bytes }) => {
      const segment = await storedSegment(bytes, hash, primitives);
      if (segment === undefined) throw new Error(`A stored segment is no longer what it was: ${hash}`);
      return segment;
    }));
  }

  return {
    async add(segments, counting = new Set()) {
      const unique = [...new Map(segments.map((segment) => [segment.hash, segment])).values()];
      const { rows } = await tx.query<{ hash: string }>(
        `INSERT INTO segment (replica, hash, from_place, fact_count, previous, scope, bytes, is_counted)
         SELECT decode(r, 'hex'), decode(h, 'hex'), f, n, decode(p, 'hex'), s, b, c
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::bytea[], $8::boolean[]) AS t(r, h, f, n, p, s, b, c)
         ON CONFLICT DO NOTHING RETURNING encode(hash, 'hex') AS hash`,
        [
          unique.map(({ replica }) => replica), unique.map(({ hash }) => hash),
          unique.map(({ header }) => header.from), unique.map(({ header }) => header.count),
          unique.map(({ header }) => header.previous), unique.map(({ header }) => header.scope),
          unique.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
          unique.map(({ hash }) => counting.has(hash)),
        ],
      );
      const fresh = new Set<string>(rows.map(({ hash }) => hash));
      if (fresh.size > 0) await link(tx, [...fresh]);
      return segments.map(({ hash }) => (fresh.delete(hash) ? "stored" : "have"));
    },

    async setAside(bytes, { hash, why }) {
      await tx.query("INSERT INTO set_aside (hash, why, bytes) VALUES (decode($1, 'hex'), $2, $3) ON CONFLICT DO NOTHING", [hash, why, Buffer.from(bytes)]);
    },

    async replicas() {
      const { rows } = await tx.query<{ replica: ReplicaId }>("SELECT DISTINCT encode(replica, 'hex') AS replica FROM segment ORDER BY 1");
      return rows.map(({ replica }) => replica);
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
      return tipsByReplica(rows);
    },

    links: linksOf,

    async after(replica, peer) {
      const wanted = missingAfter(await linksOf(replica), peer).slice(0, 256).map(({ hash }) => hash);
      return fitting(await segmentsOf(replica, wanted));
    },

    segments: segmentsOf,

    async decisions(replicas) {
      const { rows } = await tx.query<{ replica: ReplicaId; certificate: Buffer; revoked: SegmentHash[] | null }>(
        `SELECT encode(e.replica, 'hex') AS replica, e.certificate,
           (SELECT array_agg(encode(r.last_good, 'hex') ORDER BY r.last_good) FROM revocation r WHERE r.replica = e.replica) AS revoked
         FROM enrolment e WHERE e.replica = ANY (SELECT decode(r, 'hex') FROM unnest($1::text[]) r)`, [replicas]);
      return new Map(rows.map(({ replica, certificate, revoked }): [ReplicaId, Decision] => [replica, { certificate, revokedAfter: revoked ?? [] }]));
    },

    async keepCertificate(replica, certificate) {
      await tx.query(
        "INSERT INTO enrolment (replica, certificate) VALUES (decode($1, 'hex'), $2) ON CONFLICT (replica) DO UPDATE SET certificate = excluded.certificate",
        [replica, Buffer.from(certificate)]);
    },

    async keepRevocation(replica, { lastGood, bytes }) {
      await tx.query("INSERT INTO revocation (replica, last_good, bytes) VALUES (decode($1, 'hex'), decode($2, 'hex'), $3) ON CONFLICT DO NOTHING", [replica, lastGood, Buffer.from(bytes)]);
    },

    async counting(replica) {
      const { rows } = await tx.query<{ hash: SegmentHash; is_counted: boolean }>(
        "SELECT encode(hash, 'hex') AS hash, is_counted FROM segment WHERE replica = decode($1, 'hex') ORDER BY from_place, hash", [replica]);
      const those = (isCounted: boolean) => rows.filter(({ is_counted }) => is_counted === isCounted).map(({ hash }) => hash);
      return { counts: those(true), apart: those(false) };
    },

    async setCounting(replica, hashes, isCounting) {
      await tx.query("UPDATE segment SET is_counted = $3 WHERE replica = decode($1, 'hex') AND hash = ANY (SELECT decode(h, 'hex') FROM unnest($2::text[]) h)", [replica, hashes, isCounting]);
    },

    async stableTips(replicas) {
      const { rows } = await tx.query<{ replica: ReplicaId; next: string; hash: SegmentHash }>(
        `SELECT encode(replica, 'hex') AS replica, next_place AS next, encode(hash, 'hex') AS hash FROM stable_tip
         WHERE replica = ANY (SELECT decode(r, 'hex') FROM unnest($1::text[]) r) ORDER BY 1, 3`, [replicas]);
      return tipsByReplica(rows);
    },

    async keepParcels(parcels) {
      const { rows } = await tx.query<{ hash: string }>(
        `INSERT INTO subject_key SELECT p, decode(h, 'hex'), b FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS t(p, h, b)
         WHERE NOT EXISTS (SELECT FROM erased WHERE person = p) ON CONFLICT DO NOTHING RETURNING encode(hash, 'hex') AS hash`,
        [parcels.map(({ person }) => person), parcels.map(({ hash }) => hash), parcels.map(({ bytes }) => Buffer.from(bytes))]);
      const fresh = new Set(rows.map(({ hash }) => hash));
      return parcels.map(({ hash }) => (fresh.delete(hash) ? "stored" : "have"));
    },

    async parcels() {
      return (await tx.query<{ person: PersonId; bytes: Buffer }>("SELECT person, bytes FROM subject_key ORDER BY person, hash")).rows;
    },

    async handedOn(parcels) {
      await tx.query("DELETE FROM subject_key WHERE hash = ANY (SELECT decode(h, 'hex') FROM unnest($1::text[]) h)", [parcels]);
    },

    async erase(persons, erasure) {
      await tx.query("INSERT INTO erased (person, bytes) SELECT unnest($1::uuid[]), $2 ON CONFLICT DO NOTHING", [persons, Buffer.from(erasure)]);
      await tx.query("DELETE FROM subject_key WHERE person = ANY ($1::uuid[])", [persons]);
    },

    async erasures(beginnings) {
      const { rows } = beginnings === undefined ? await tx.query<{ bytes: Buffer }>("SELECT DISTINCT bytes FROM erased") : await tx.query<{ bytes: Buffer }>(
        // Ranges of the key, so that the table is not read through.
        `SELECT DISTINCT e.bytes FROM unnest($1::text[]) b JOIN erased e ON e.person BETWEEN (b || repeat('0', 24))::uuid AND (b || repeat('f', 24))::uuid`, [beginnings]);
      return rows.map(({ bytes }) => bytes);
    },

    async carried(replicas) {
      const { rows } = await tx.query<{ kind: string; bytes: Buffer }>(
        `SELECT kind, bytes FROM carried_document WHERE is_store OR replica = ANY (SELECT decode(r, 'hex') FROM unnest($1::text[]) r) ORDER BY is_store DESC, replica, kind, level, signer`, [replicas]);
      const those = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ bytes }) => bytes);
      return { receipts: those("receipt"), certificates: those("certificate") };
    },

    async keepCarried(documents) {
      if (documents.length === 0) return;
      await tx.query(
        `INSERT INTO carried_document (replica, kind, level, signer, is_store, bytes)
         SELECT decode(r, 'hex'), k, l, s, i, b FROM unnest($1::text[], $2::text[], $3::smallint[], $4::bytea[], $5::boolean[], $6::bytea[]) AS t(r, k, l, s, i, b)
         ON CONFLICT (replica, kind, level, signer) DO UPDATE SET is_store = excluded.is_store, bytes = excluded.bytes`,
        [
          documents.map(({ replica }) => replica), documents.map(({ kind }) => kind),
          documents.map((document) => (document.kind === "receipt" ? document.level : 0)),
          documents.map(({ signer }) => Buffer.from(signer)),
          documents.map((document) => document.kind === "certificate" && document.isStore),
          documents.map(({ bytes }) => Buffer.from(bytes)),
        ]);
    },
  };
}

/** The same store outside any transaction: each call is one of its own. For meetings with a peer, during which none may stay open. */
export function openDepotStore(database: Pick<Database, "transaction">, primitives: Primitives): DepotStore {
  const store = <Result>(act: (store: DepotStore) => Promise<Result>) => database.transaction((tx) => act(postgresDepotStore(tx, primitives)));
  return {
    add: (segments, counting) => store((own) => own.add(segments, counting)),
    setAside: (bytes, found) => store((own) => own.setAside(bytes, found)),
    replicas: () => store((own) => own.replicas()),
    tips: (replicas) => store((own) => own.tips(replicas)),
    links: (replica) => store((own) => own.links(replica)),
    after: (replica, peer) => store((own) => own.after(replica, peer)),
    decisions: (replicas) => store((own) => own.decisions(replicas)),
    keepCertificate: (replica, certificate) => store((own) => own.keepCertificate(replica, certificate)),
    keepRevocation: (replica, revocation) => store((own) => own.keepRevocation(replica, revocation)),
    counting: (replica) => store((own) => own.counting(replica)),
    setCounting: (replica, hashes, isCounting) => store((own) => own.setCounting(replica, hashes, isCounting)),
    segments: (replica, hashes) => store((own) => own.segments(replica, hashes)),
    stableTips: (replicas) => store((own) => own.stableTips(replicas)),
    keepParcels: (parcels) => store((own) => own.keepParcels(parcels)),
    parcels: () => store((own) => own.parcels()),
    handedOn: (parcels) => store((own) => own.handedOn(parcels)),
    erase: (persons, erasure) => store((own) => own.erase(persons, erasure)),
    erasures: (beginnings) => store((own) => own.erasures(beginnings)),
    carried: (replicas) => store((own) => own.carried(replicas)),
    keepCarried: (documents) => store((own) => own.keepCarried(documents)),
  };
}

function tipsByReplica(rows: readonly { readonly replica: ReplicaId; readonly next: string; readonly hash: SegmentHash }[]): Map<ReplicaId, readonly Tip[]> {
  const tips = new Map<ReplicaId, Tip[]>();
  for (const { replica, next, hash } of rows) {
    const own = tips.get(replica);
    if (own === undefined) tips.set(replica, [{ next: Number(next), hash }]);
    else own.push({ next: Number(next), hash });
  }
  return tips;
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

