/**
 * Every consequence of facts arriving and of decisions about replicas, in order, in one list. The first ones are in the transaction
 * that stores the segments, so a fact and what follows from it are there together or not at all; the last is said when it commits.
 */
import type { ReplicaId, Segment, SegmentHash } from "@hocvuso/contract";
import { enrol, keepArrived, revoke, type Arrived, type Kept } from "@hocvuso/journal";
import type { Transaction } from "./postgres/database.ts";
import { postgresDepotStore } from "./postgres/depot-store.ts";
import { lockAppend, project } from "./projections/project.ts";
import { factsOf } from "./projections/read-facts.ts";
import { rebuildProjections } from "./projections/rebuild.ts";
import type { HubServices, Services } from "./services.ts";

export const PROGRESS_CHANNEL = "progress_changed";

export type Consequent = Pick<Services, "primitives" | "policy" | "simulators" | "readers" | "level">;

export async function storeSegments(tx: Transaction, arrived: Pick<Arrived, "valid" | "aside">, services: Consequent | HubServices): Promise<Kept> {
  await lockAppend(tx);
  const kept = await keepArrived({ ...arrived, leftoverBytes: 0 }, postgresDepotStore(tx, services.primitives), services);
  if (services.level === 1) await countSegments(tx, kept.counted, services);
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

async function countSegments(tx: Transaction, segments: readonly Segment[], services: Consequent): Promise<void> {
  const read = await Promise.all(segments.map((segment) => factsOf(segment, services)));
  const changed = await project(tx, { facts: read.flatMap(({ facts }) => facts), unread: read.flatMap(({ unread }) => unread) }, services.policy);
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
