/** The store of tests and simulations: everything is gone with the object. */
import type { ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { chainTips, missingAfter, type Link } from "./chain.ts";
import { fitting, type EventStore } from "./event-store.ts";
import type { ReplicaLog } from "./replica-log.ts";
import { CHAIN_START } from "./segment.ts";
import type { WireFact } from "./columns.ts";

export function linkOf({ hash, header }: Segment): Link {
  return { hash, previous: header.previous, from: header.from, count: header.count };
}

export function memoryEventStore(): EventStore & { readonly asideCount: () => number } {
  const held = new Map<SegmentHash, Segment>();
  const aside = new Map<SegmentHash, Uint8Array>();
  const linksOf = (replica: ReplicaId) => [...held.values()].filter((segment) => segment.replica === replica).map(linkOf);
  return {
    asideCount: () => aside.size,
    async add(segments) {
      return segments.map((segment) => {
        if (held.has(segment.hash)) return "have";
        held.set(segment.hash, segment);
        return "stored";
      });
    },
    async setAside(bytes, { hash }) {
      aside.set(hash, bytes);
    },
    async tips(replicas) {
      const tips = new Map<ReplicaId, readonly Tip[]>();
      for (const replica of replicas) {
        const own = chainTips(linksOf(replica));
        if (own.length > 0) tips.set(replica, own);
      }
      return tips;
    },
    async after(replica, peer) {
      return fitting(missingAfter(linksOf(replica), peer).flatMap((link) => held.get(link.hash) ?? []));
    },
  };
}

/** A log whose sealed segments go to `store`. */
export function memoryReplicaLog(store: EventStore): ReplicaLog {
  let from = 0;
  let previous = CHAIN_START;
  let waiting: WireFact[] = [];
  return {
    async append(facts) {
      waiting.push(...facts);
    },
    async tail(limit) {
      return { from, previous, facts: waiting.slice(0, limit) };
    },
    async commitSeal(segment) {
      if (segment.header.from !== from || segment.header.previous !== previous) return false;
      // Moved before anything is awaited: two sealers at once must not both find the tail where it was.
      waiting = waiting.slice(segment.header.count);
      from += segment.header.count;
      previous = segment.hash;
      await store.add([segment]);
      return true;
    },
  };
}
