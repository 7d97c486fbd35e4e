/**
 * The one log a replica writes, on its shelf. New facts wait in the tail, durable at once (`append-facts.ts`); sealing turns the oldest of them into a
 * segment in one step, so that a fact is always in exactly one of the two.
 */
import type { ReplicaId, Segment, SegmentHash } from "@hocvuso/contract";
import { logState, type LogState } from "./append-facts.ts";
import type { WireFact } from "./columns.ts";
import { CHAIN_START } from "./segment.ts";
import { putSegment } from "./shelf-event-store.ts";
import type { Shelf } from "./shelf.ts";

export type Tail = {
  /** Log place of the first waiting fact. */
  readonly from: number;
  readonly previous: SegmentHash;
  /** Oldest first. */
  readonly facts: readonly WireFact[];
};

/** At most `limit` waiting facts. */
export function readTail(shelf: Shelf, limit: number): Promise<Tail> {
  return shelf.read(["tail", "log"], async (tx) => {
    const log = await logState(tx);
    const facts = await tx.list("tail", { limit }) as readonly WireFact[]; // only `appendFacts` writes this board
    return { from: log.sealedNext, previous: log.previous ?? CHAIN_START, facts };
  });
}

/** Keeps the segment and takes its facts from the tail, in one durable step. False, and nothing done, if the tail has moved on. */
export function commitSeal(shelf: Shelf, segment: Segment): Promise<boolean> {
  return shelf.write(["tail", "log", "segments", "links"], async (tx) => {
    const log = await logState(tx);
    const { from, count, previous } = segment.header;
    if (log.former?.includes(segment.replica) === true) return false; // sealed just before the key was changed
    if (log.sealedNext !== from || (log.previous ?? CHAIN_START) !== previous || from + count > log.next) return false;
    await putSegment(tx, segment);
    for (let place = from; place < from + count; place++) await tx.delete("tail", place);
    await tx.put("log", "state", { ...log, sealedNext: from + count, previous: segment.hash });
    return true;
  });
}

/** The kind of the fact that travels in place of one that no segment can hold. No version reads it, so every store lists it as unread. */
const TOO_LARGE = "too-large";

/** One fact must not hold back those behind it: the oldest waiting one, larger than a segment, stays on the shelf, and word of it goes in its place. */
export function sendWordOfTooLarge(shelf: Shelf, { from, facts: [fact] }: Tail): Promise<void> {
  return shelf.write(["tail", "aside"], async (tx) => {
    if (fact === undefined || (await tx.get("tail", from)) === undefined) return; // another tab was first
    const { kind, key, actor, subject, wallMs, monoMs } = fact;
    await tx.put("aside", `${TOO_LARGE} ${key}`, { why: TOO_LARGE, fact });
    await tx.put("tail", from, { kind: TOO_LARGE, of: kind, key, actor, subject, wallMs, monoMs } satisfies WireFact);
  });
}

/**
 * Begins a log under a new key, after the old one was found to be written by two (a cloned profile). What was sealed stays and is
 * still sent; what waits goes into the new log. False, and nothing done, if another tab was first.
 */
export function beginNewLog(shelf: Shelf, { former, newKey }: { readonly former: ReplicaId; readonly newKey: unknown }): Promise<boolean> {
  return shelf.write(["tail", "log", "replicaKey"], async (tx) => {
    const log = await logState(tx);
    if (log.former?.includes(former) === true) return false;
    const waiting = await tx.list("tail");
    for (let place = log.sealedNext; place < log.next; place++) await tx.delete("tail", place);
    for (const [place, fact] of waiting.entries()) await tx.put("tail", place, fact);
    await tx.put("log", "state", { next: waiting.length, sealedNext: 0, previous: null, former: [...(log.former ?? []), former] } satisfies LogState);
    await tx.put("replicaKey", "own", newKey);
    return true;
  });
}
