/**
 * Every consequence of facts arriving, in order, in one list. The first ones are in the transaction that stores the segments,
 * so a fact and what follows from it are there together or not at all; the last is said when it commits.
 */
import type { Segment, SegmentHash } from "@hocvuso/contract";
import type { Transaction } from "./postgres/database.ts";
import { postgresEventStore } from "./postgres/event-store.ts";
import { lockAppend, project } from "./projections/project.ts";
import { factsOf } from "./projections/read-facts.ts";
import type { Services } from "./services.ts";

export const PROGRESS_CHANNEL = "progress_changed";

export type Arrived = {
  readonly valid: readonly Segment[];
  readonly aside: readonly { readonly hash: SegmentHash; readonly why: string; readonly bytes: Uint8Array }[];
};

/** @returns one answer a valid segment, in their order. */
export async function storeSegments(
  tx: Transaction, { valid, aside }: Arrived, { primitives, policy, simulators }: Pick<Services, "primitives" | "policy" | "simulators">,
): Promise<readonly ("stored" | "have")[]> {
  await lockAppend(tx);
  const store = postgresEventStore(tx, primitives);
  for (const found of aside) await store.setAside(found.bytes, found);
  if (valid.length === 0) return [];
  const answers = await store.add(valid);
  const read = await Promise.all(valid.filter((_, i) => answers[i] === "stored").map((segment) => factsOf(segment, { primitives, simulators })));
  const changed = await project(tx, { facts: read.flatMap(({ facts }) => facts), unread: read.flatMap(({ unread }) => unread) }, policy);
  if (changed.size > 0) await tx.query("SELECT pg_notify($1, $2)", [PROGRESS_CHANNEL, namesThatFit(changed)]);
  return answers;
}

/** NOTIFY carries at most 8,000 bytes; "*" stands for more places than fit. */
function namesThatFit(places: ReadonlySet<string>): string {
  const names = JSON.stringify([...places]);
  return names.length < 7_900 ? names : '["*"]';
}
