/**
 * Port: a set of verified segments, kept by hash. Phones keep it on their shelf, servers in PostgreSQL, tests in memory;
 * `event-store.suite.ts` is the one suite that all pass.
 *
 * Promises: what was answered "stored" survives any crash; adding again changes nothing; both branches of a fork are kept;
 * one segment never holds back another; nothing is ever overwritten.
 */
import { segmentLimits, type ReplicaId, type Segment, type SegmentHash, type Tip } from "@hocvuso/contract";
import type { Link } from "./chain.ts";

export interface EventStore {
  /** Durable before it resolves. One answer a segment, in the order given; a repeat within one call is "have". */
  add(segments: readonly Segment[]): Promise<readonly ("stored" | "have")[]>;
  /** Keeps bytes that are no valid segment, for a person to look at. */
  setAside(bytes: Uint8Array, found: { readonly hash: SegmentHash; readonly why: string }): Promise<void>;
  /** Every replica of which something is held, in order. */
  replicas(): Promise<readonly ReplicaId[]>;
  /** Tips by replica, in order of hash; replicas of which nothing is held are absent. */
  tips(replicas: readonly ReplicaId[]): Promise<ReadonlyMap<ReplicaId, readonly Tip[]>>;
  /** What is known of one replica's chain, in no order. A phone keeps the links of segments whose bytes it has let go. */
  links(replica: ReplicaId): Promise<readonly Link[]>;
  /** The segments of one replica that a peer lacks and that are held here, in log order; as many as fit in a put, at least one if there is one. */
  after(replica: ReplicaId, peer: Peer): Promise<readonly Segment[]>;
}

export type Peer = {
  readonly tips: readonly Tip[];
  /** Segments not to offer again in this meeting. */
  readonly except: ReadonlySet<SegmentHash>;
};

/** The segments, from the first, whose frames fit in one put; at least one if there is one. */
export function fitting<S extends { readonly bytes: Uint8Array }>(segments: readonly S[]): readonly S[] {
  let sum = 0;
  const end = segments.findIndex(({ bytes }, i) => (sum += 4 + bytes.length) > segmentLimits.putBytes && i > 0);
  return end === -1 ? segments : segments.slice(0, end);
}
