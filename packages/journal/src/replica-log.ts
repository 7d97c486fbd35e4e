/**
 * Port: the one log this replica writes. New facts wait in the tail, durable at once; sealing turns the oldest of them into a
 * segment in one step, so that a fact is always in exactly one of the two.
 */
import type { Segment, SegmentHash } from "@hocvuso/contract";
import type { WireFact } from "./columns.ts";

export type Tail = {
  /** Log place of the first waiting fact. */
  readonly from: number;
  readonly previous: SegmentHash;
  readonly facts: readonly WireFact[];
};

export interface ReplicaLog {
  /** Resolves when the facts survive a power cut: all or none. */
  append(facts: readonly WireFact[]): Promise<void>;
  /** At most `limit` waiting facts, oldest first. */
  tail(limit: number): Promise<Tail>;
  /** Keeps the segment and takes its facts from the tail, in one durable step. False, and nothing done, if the tail has moved on. */
  commitSeal(segment: Segment): Promise<boolean>;
}
