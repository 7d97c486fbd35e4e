/**
 * What a person of the province sees of replicas, and decides about them. Each decision is signed by the authority, kept, and followed by
 * its consequences in one transaction; a running program shows the figures that follow at once.
 */
import { UnitId, type ReplicaId, type ReplicaRole, type SegmentHash } from "@hocvuso/contract";
import type { UnitRegister } from "@hocvuso/domain/units";
import { CHAIN_START, openCertificate, openEnrolmentRequest, openSegment, replicaIdOf, signRevocation } from "@hocvuso/journal";
import { Value } from "typebox/value";
import { enrolReplica, revokeReplica, type Consequent } from "../consequences.ts";
import type { Database, Transaction } from "../postgres/database.ts";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import type { Services } from "../services.ts";
import { certifyReplica } from "../signing/certify-replica.ts";

export type Deciding = Consequent & Pick<Services, "database" | "authority" | "enrolment" | "register" | "now">;

export type ReplicaSeen = {
  readonly replica: ReplicaId;
  /** Absent: not enrolled. */
  readonly enrolled?: { readonly roles: readonly ReplicaRole[]; readonly place: string; readonly at: Date };
  /** As what it asks to be enrolled, and a person has not answered. */
  readonly asksAs?: string;
  readonly revocations: readonly { readonly lastGood: SegmentHash; readonly at: Date; readonly because: string }[];
  readonly segments: number;
  /** Facts in segments that count, and in those kept apart. */
  readonly facts: number;
  readonly factsApart: number;
  /** Two segments follow one: a cloned profile wrote on. */
  readonly isForked: boolean;
  /** Absent: nothing has come yet. */
  readonly lastArrival?: Date;
};

/** In order of id: all, or the one asked for. */
export async function seeReplicas({ database, authority, primitives }: Pick<Deciding, "database" | "authority" | "primitives">, only?: ReplicaId): Promise<readonly ReplicaSeen[]> {
  const { rows } = await database.transaction((tx) => tx.query<{
    replica: ReplicaId; certificate: Buffer | null; enrolled_at: Date | null; segments: string; facts: string; apart: string; is_forked: boolean; last_arrival: Date | null; asks_as: string | null;
    revocations: { lastGood: SegmentHash; at: string; because: string }[];
  }>(
    `WITH held AS (
       SELECT replica, count(*) AS segments, coalesce(sum(fact_count) FILTER (WHERE is_counted), 0) AS facts, coalesce(sum(fact_count) FILTER (WHERE NOT is_counted), 0) AS apart,
         count(DISTINCT previous) < count(*) AS is_forked, max(received_at) AS last_arrival
       FROM segment WHERE $1::text IS NULL OR replica = decode($1, 'hex') GROUP BY replica)
     SELECT encode(replica, 'hex') AS replica, certificate, enrolled_at, role AS asks_as, coalesce(segments, 0) AS segments, coalesce(facts, 0) AS facts, coalesce(apart, 0) AS apart,
       coalesce(is_forked, false) AS is_forked, last_arrival,
       (SELECT coalesce(json_agg(json_build_object('lastGood', encode(r.last_good, 'hex'), 'at', r.revoked_at, 'because', r.because) ORDER BY r.revoked_at), '[]')
        FROM revocation r WHERE r.replica = known.replica) AS revocations
     FROM (SELECT replica FROM held UNION SELECT replica FROM enrolment UNION SELECT replica FROM revocation UNION SELECT replica FROM enrolment_request) known
     LEFT JOIN held USING (replica) LEFT JOIN enrolment USING (replica) LEFT JOIN enrolment_request USING (replica)
     WHERE $1::text IS NULL OR replica = decode($1, 'hex') ORDER BY replica`, [only ?? null]));
  return Promise.all(rows.map(async ({ replica, certificate, enrolled_at, asks_as, segments, facts, apart, is_forked, last_arrival, revocations }): Promise<ReplicaSeen> => {
    const opened = certificate === null ? undefined : await openCertificate(certificate, authority.publicKey, primitives);
    return {
      replica, segments: Number(segments), facts: Number(facts), factsApart: Number(apart), isForked: is_forked,
      revocations: revocations.map(({ lastGood, at, because }) => ({ lastGood, because, at: new Date(at) })),
      ...(enrolled_at === null ? {} : { enrolled: { roles: opened?.roles ?? [], place: opened?.place ?? "", at: enrolled_at } }),
      ...(asks_as === null ? {} : { asksAs: asks_as }),
      ...(last_arrival === null ? {} : { lastArrival: last_arrival }),
    };
  }));
}

/** Who is to be enrolled: a replica whose segments are kept here, or whoever signed a request. */
export type Applicant = { readonly replica: ReplicaId } | { readonly request: Uint8Array };

export type Enrolled =
  | { readonly is: "enrolled"; readonly replica: ReplicaId; readonly role: ReplicaRole; readonly certificate: Uint8Array }
  | { readonly is: "no-key-known" }
  | { readonly is: "not-a-request" }
  | { readonly is: "role-missing" }
  | { readonly is: "unit-unknown"; readonly place: string };

/** @param role as what; absent: as what the request asks for. @param place unit where it serves; empty: the whole province. */
export async function enrolByPerson(applicant: Applicant, { role, place }: { readonly role: ReplicaRole | undefined; readonly place: string }, services: Deciding): Promise<Enrolled> {
  const { database, register, primitives } = services;
  if (place !== "" && !isUnit(place, register)) return { is: "unit-unknown", place };
  const found = "request" in applicant ? await requested(applicant.request, services) : await database.transaction((tx) => keyOf(applicant.replica, tx, services));
  if (found === undefined) return { is: "request" in applicant ? "not-a-request" : "no-key-known" };
  const as = role ?? found.role;
  if (as === undefined) return { is: "role-missing" };
  const { publicKey } = found;
  const certificate = await certifyReplica({ publicKey, role: as, place }, services);
  const replica = await replicaIdOf(publicKey, primitives);
  await database.transaction(async (tx) => {
    await enrolReplica(tx, replica, certificate, services);
    await tx.query("DELETE FROM enrolment_request WHERE replica = decode($1, 'hex')", [replica]);
  });
  return { is: "enrolled", replica, role: as, certificate };
}

/** Hamlets are known by their commune: not all of them are in the register. */
function isUnit(place: string, register: UnitRegister): boolean {
  return Value.Check(UnitId, place) && Value.Check(UnitId, place.split("-")[0]) && register.units.has(place.split("-")[0] as UnitId); // as just checked
}

type KeyFound = { readonly publicKey: Uint8Array; readonly role?: ReplicaRole };

async function requested(request: Uint8Array, { primitives }: Deciding): Promise<KeyFound | undefined> {
  const opened = await openEnrolmentRequest(request, primitives);
  return opened === undefined ? undefined : { publicKey: opened.publicKey, role: opened.role };
}

/** From what it asked, or from any of its segments: each carries the whole public key. */
async function keyOf(replica: ReplicaId, tx: Transaction, { primitives }: Deciding): Promise<KeyFound | undefined> {
  const { rows: [asked] } = await tx.query<{ public_key: Buffer; role: ReplicaRole }>("SELECT public_key, role FROM enrolment_request WHERE replica = decode($1, 'hex')", [replica]);
  if (asked !== undefined) return { publicKey: asked.public_key, role: asked.role };
  const { rows: [row] } = await tx.query<{ bytes: Buffer }>("SELECT bytes FROM segment WHERE replica = decode($1, 'hex') LIMIT 1", [replica]);
  const opened = row === undefined ? undefined : await openSegment(row.bytes, primitives);
  return opened?.is === "valid" ? { publicKey: opened.segment.header.publicKey } : undefined;
}

export type Revoked =
  | { readonly is: "revoked"; readonly lastGood: SegmentHash }
  | { readonly is: "unknown-replica" }
  | { readonly is: "segment-not-held" }
  /** "now" does not say which branch is the honest one. */
  | { readonly is: "forked"; readonly tips: readonly SegmentHash[] };

/** @param after its last good segment; "nothing": no fact of it counts; "now": all that is here without a gap counts, and nothing that comes. */
export async function revokeByPerson(replica: ReplicaId, { after, because }: { readonly after: SegmentHash | "nothing" | "now"; readonly because: string }, services: Deciding): Promise<Revoked> {
  const { database, authority, primitives, now } = services;
  const [seen] = await seeReplicas(services, replica);
  if (seen === undefined) return { is: "unknown-replica" };
  return database.transaction(async (tx) => {
    const lastGood = await lastGoodOf();
    if (typeof lastGood !== "string") return lastGood;
    const bytes = await signRevocation({ replica, lastGood, timeMs: now() }, authority);
    await revokeReplica(tx, replica, { lastGood, bytes }, services);
    // Said again of the same segment, it is a new decision, on what has come since.
    await tx.query("UPDATE revocation SET because = $3, revoked_at = now() WHERE replica = decode($1, 'hex') AND last_good = decode($2, 'hex')", [replica, lastGood, because]);
    return { is: "revoked", lastGood };

    async function lastGoodOf(): Promise<SegmentHash | Revoked> {
      const store = postgresDepotStore(tx, primitives);
      if (after === "nothing") return CHAIN_START;
      if (after !== "now") return (await store.links(replica)).some(({ hash }) => hash === after) ? after : { is: "segment-not-held" };
      const tips = (await store.tips([replica])).get(replica) ?? [];
      return tips.length > 1 ? { is: "forked", tips: tips.map(({ hash }) => hash) } : tips[0]?.hash ?? CHAIN_START;
    }
  });
}

/** The newest certificate of a replica, as it was signed. */
export async function certificateFor(replica: ReplicaId, { database, primitives }: { readonly database: Database } & Pick<Services, "primitives">): Promise<Uint8Array | undefined> {
  return database.transaction(async (tx) => (await postgresDepotStore(tx, primitives).decisions([replica])).get(replica)?.certificate);
}
