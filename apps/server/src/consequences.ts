/**
 * Every consequence of facts arriving and of decisions about replicas, in order, in one list. The first ones are in the transaction
 * that stores the segments, so a fact and what follows from it are there together or not at all; the last is said when it commits.
 */
import type { PersonId, ReplicaId, Segment, SegmentHash } from "@hocvuso/contract";
import { enrol, keepArrived, revoke, signErasure, type Arrived, type Kept, type ToKeep } from "@hocvuso/journal";
import type { Transaction } from "./postgres/database.ts";
import { postgresDepotStore } from "./postgres/depot-store.ts";
import { dropPersons, lockAppend, project } from "./projections/project.ts";
import { factsOf, type SegmentFacts } from "./projections/read-facts.ts";
import { readSegments } from "./projections/read-segments.ts";
import { rebuildProjections } from "./projections/rebuild.ts";
import type { HubServices, Services } from "./services.ts";

export const PROGRESS_CHANNEL = "progress_changed";

export type Consequent = Pick<Services, "primitives" | "policy" | "simulators" | "readers" | "tests" | "level">;

/** What segments say, read before anything waits for the append lock, so that one put is read while another is written. */
export type ReadAhead = ReadonlyMap<SegmentHash, Promise<SegmentFacts>>;

/** Of segments that this store has already nothing is read. */
export async function readAhead({ valid }: Pick<Arrived, "valid">, services: Services | HubServices): Promise<ReadAhead> {
  if (services.level === 0 || valid.length === 0) return new Map();
  const held = await services.database.transaction((tx) => tx.query<{ hash: SegmentHash }>(
    "SELECT encode(hash, 'hex') AS hash FROM segment WHERE hash = ANY (SELECT decode(h, 'hex') FROM unnest($1::text[]) h)", [valid.map(({ hash }) => hash)]));
  const known = new Set(held.rows.map(({ hash }) => hash));
  const ahead = new Map(valid.filter(({ hash }) => !known.has(hash)).map((segment) => [segment.hash, factsOf(segment, services)]));
  await Promise.all(ahead.values());
  return ahead;
}

export async function storeSegments(tx: Transaction, arrived: ToKeep, services: Consequent | HubServices, ahead: ReadAhead = new Map()): Promise<Kept> {
  await lockAppend(tx);
  const kept = await keepArrived(arrived, postgresDepotStore(tx, services.primitives), services);
  if (services.level === 1) await countSegments(tx, kept.counted, services, ahead);
  return kept;
}

/** What the replica wrote before it was known counts from now on. */
export async function enrolReplica(tx: Transaction, replica: ReplicaId, certificate: Uint8Array, services: Consequent): Promise<void> {
  await lockAppend(tx);
  await countSegments(tx, await enrol(replica, certificate, postgresDepotStore(tx, services.primitives)), services);
}

/** What the replica wrote after its last good segment counts no more: every figure is made again without it. */
export async function revokeReplica(tx: Transaction, replica: ReplicaId, revocation: { readonly lastGood: SegmentHash; readonly bytes: Uint8Array }, services: Consequent): Promise<void> {
  await lockAppend(tx);
  const taken = await revoke(replica, revocation, postgresDepotStore(tx, services.primitives));
  if (taken.length === 0) return;
  await rebuildProjections(tx, services);
  await tellChanged(tx, '["*"]');
}

/**
 * The person is nowhere any more: the key to their words is destroyed, standing and records are dropped, what comes later of them counts
 * for nothing. Segments stay as they are, so every chain still verifies.
 * @returns every id that was this person.
 */
export async function erasePerson(tx: Transaction, person: PersonId, services: Consequent & Pick<Services, "authority">): Promise<readonly PersonId[]> {
  await lockAppend(tx);
  const { rows } = await tx.query<{ person: PersonId }>(
    `WITH one AS (SELECT coalesce((SELECT root FROM alias WHERE person = $1), $1::uuid) AS root)
     SELECT root AS person FROM one UNION SELECT a.person FROM alias a JOIN one ON a.root = one.root ORDER BY 1`, [person]);
  const persons = rows.map((row) => row.person);
  await postgresDepotStore(tx, services.primitives).erase(persons, await signErasure(persons, services.authority));
  for (const table of ["known_person", "restriction"]) await tx.query(`DELETE FROM ${table} WHERE person = ANY ($1::uuid[])`, [persons]);
  const changed = await dropPersons(tx, persons, services.policy);
  if (changed.size > 0) await tellChanged(tx, namesThatFit(changed));
  return persons;
}

async function countSegments(tx: Transaction, segments: readonly Segment[], services: Consequent, ahead: ReadAhead = new Map()): Promise<void> {
  const changed = await project(tx, await readSegments(tx, segments, services, ahead), services);
  if (changed.size > 0) await tellChanged(tx, namesThatFit(changed));
}

async function tellChanged(tx: Transaction, places: string): Promise<void> {
  await tx.query("SELECT pg_notify($1, $2)", [PROGRESS_CHANNEL, places]);
}

/** NOTIFY carries at most 8,000 bytes; "*" stands for more places than fit. */
function namesThatFit(places: ReadonlySet<string>): string {
  const names = JSON.stringify([...places]);
  return names.length < 7_900 ? names : '["*"]';
}
