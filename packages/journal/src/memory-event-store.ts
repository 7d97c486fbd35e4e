/** The store of tests and simulations: everything is gone with the object. */
import type { ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { chainTips, linkOf, missingAfter, type Link } from "./chain.ts";
import { fitting, type EventStore } from "./event-store.ts";

export type MemoryEventStore = EventStore & {
  /** Every segment held, by hash. */
  readonly held: ReadonlyMap<SegmentHash, Segment>;
  readonly aside: ReadonlyMap<SegmentHash, Uint8Array>;
  /** Another store that holds the same: a backup, or what a restore puts back. */
  readonly copy: () => MemoryEventStore;
};

export function memoryEventStore(from: Pick<MemoryEventStore, "held" | "aside"> = { held: new Map(), aside: new Map() }): MemoryEventStore {
  const held = new Map(from.held);
  const aside = new Map(from.aside);
  const byReplica = new Map<ReplicaId, Link[]>();
  const tipsFound = new Map<ReplicaId, readonly Tip[]>();
  for (const segment of held.values()) addLink(segment);

  function tipsOf(replica: ReplicaId): readonly Tip[] {
    const found = tipsFound.get(replica) ?? chainTips(byReplica.get(replica) ?? []);
    tipsFound.set(replica, found);
    return found;
  }

  function addLink(segment: Segment): void {
    tipsFound.delete(segment.replica);
    const links = byReplica.get(segment.replica);
    if (links === undefined) byReplica.set(segment.replica, [linkOf(segment)]);
    else links.push(linkOf(segment));
  }
  return {
    held, aside,
    copy: () => memoryEventStore({ held, aside }),
    async add(segments) {
      return segments.map((segment) => {
        if (held.has(segment.hash)) return "have";
        held.set(segment.hash, segment);
        addLink(segment);
        return "stored";
      });
    },
    async setAside(bytes, { hash }) {
      aside.set(hash, bytes);
    },
    async replicas() {
      return [...byReplica.keys()].toSorted();
    },
    async tips(replicas) {
      const tips = new Map<ReplicaId, readonly Tip[]>();
      for (const replica of replicas) {
        const own = tipsOf(replica);
        if (own.length > 0) tips.set(replica, own);
      }
      return tips;
    },
    async links(replica) {
      return byReplica.get(replica) ?? [];
    },
    async after(replica, peer) {
      return fitting(missingAfter(byReplica.get(replica) ?? [], peer).flatMap((link) => held.get(link.hash) ?? []));
    },
  };
}
