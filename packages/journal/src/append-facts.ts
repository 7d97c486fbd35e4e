/** Where facts begin: kept in the tail of the replica's log. Alone in its file, so that a phone's first screen loads nothing else of the journal. */
import type { ReplicaId, SegmentHash } from "@hocvuso/contract";
import type { WireFact } from "./columns.ts";
import type { ShelfTransaction } from "./shelf.ts";

export type LogState = {
  /** Log place of the next fact. */
  readonly next: number;
  /** Log place of the first fact not yet in a segment. */
  readonly sealedNext: number;
  readonly previous: SegmentHash | null;
  /** Logs this replica wrote under former keys, the oldest first. */
  readonly former?: readonly ReplicaId[];
};

export const emptyLog: LogState = { next: 0, sealedNext: 0, previous: null };

export async function logState(tx: ShelfTransaction): Promise<LogState> {
  return (await tx.get("log", "state") as LogState | undefined) ?? emptyLog; // only the journal writes it
}

/** Keeps facts in a transaction that writes "tail" and "log": all or none, with whatever else it does. */
export async function appendFacts(tx: ShelfTransaction, facts: readonly WireFact[]): Promise<void> {
  const log = await logState(tx);
  for (const [i, fact] of facts.entries()) await tx.put("tail", log.next + i, fact);
  await tx.put("log", "state", { ...log, next: log.next + facts.length });
}
