/** The journal's ports on the phone: its own log, and the set of segments it holds. */
import type { ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { CHAIN_START, chainTips, fitting, missingAfter, openSegment, type EventStore, type Link, type Primitives, type ReplicaLog } from "@hocvuso/journal";
import { emptyLog, strict, type KeptSegment, type PhoneDatabase } from "./database.ts";

export function indexeddbEventStore(db: PhoneDatabase, primitives: Primitives): EventStore {
  async function linksOf(replica: ReplicaId): Promise<Link[]> {
    const tx = db.transaction("segments");
    const range = IDBKeyRange.bound([replica], [replica, []]);
    const links: Link[] = [];
    for (let cursor = await tx.store.index("links").openKeyCursor(range); cursor !== null; cursor = await cursor.continue()) {
      const [, from, count, hash, previous] = cursor.key;
      links.push({ from, count, hash: hash as SegmentHash, previous: previous as SegmentHash }); // written by `add` from a verified segment
    }
    return links;
  }
  return {
    async add(segments) {
      const tx = db.transaction("segments", "readwrite", strict);
      const answers: ("stored" | "have")[] = [];
      for (const segment of segments) {
        const isHeld = (await tx.store.getKey(segment.hash)) !== undefined;
        if (!isHeld) await tx.store.put(keptForm(segment));
        answers.push(isHeld ? "have" : "stored");
      }
      await tx.done;
      return answers;
    },
    async setAside(bytes, { hash, why }) {
      const tx = db.transaction("aside", "readwrite", strict);
      await tx.store.put({ why, bytes: bytes.slice() }, hash);
      await tx.done;
    },
    async tips(replicas) {
      const tips = new Map<ReplicaId, readonly Tip[]>();
      for (const replica of replicas) {
        const own = chainTips(await linksOf(replica));
        if (own.length > 0) tips.set(replica, own);
      }
      return tips;
    },
    async after(replica, peer) {
      const segments: Segment[] = [];
      for (const { hash } of missingAfter(await linksOf(replica), peer).slice(0, 256)) {
        const kept = await db.get("segments", hash);
        if (kept === undefined) continue;
        const opened = await openSegment(kept.bytes, primitives);
        if (opened.is === "valid") segments.push(opened.segment);
      }
      return fitting(segments);
    },
  };
}

export function indexeddbReplicaLog(db: PhoneDatabase): ReplicaLog {
  return {
    async append(facts) {
      const tx = db.transaction(["tail", "log"], "readwrite", strict);
      const log = (await tx.objectStore("log").get("state")) ?? emptyLog;
      await Promise.all(facts.map((fact, i) => tx.objectStore("tail").put(fact, log.next + i)));
      await tx.objectStore("log").put({ ...log, next: log.next + facts.length }, "state");
      await tx.done;
    },
    async tail(limit) {
      const tx = db.transaction(["tail", "log"]);
      const log = (await tx.objectStore("log").get("state")) ?? emptyLog;
      const facts = await tx.objectStore("tail").getAll(null, limit);
      return { from: log.sealedNext, previous: log.previous ?? CHAIN_START, facts };
    },
    async commitSeal(segment) {
      const tx = db.transaction(["tail", "log", "segments"], "readwrite", strict);
      const log = (await tx.objectStore("log").get("state")) ?? emptyLog;
      const { from, count, previous } = segment.header;
      const isCurrent = log.sealedNext === from && (log.previous ?? CHAIN_START) === previous && from + count <= log.next;
      if (isCurrent) {
        await tx.objectStore("segments").put(keptForm(segment));
        await tx.objectStore("tail").delete(IDBKeyRange.bound(from, from + count - 1));
        await tx.objectStore("log").put({ ...log, sealedNext: from + count, previous: segment.hash }, "state");
      }
      await tx.done;
      return isCurrent;
    },
  };
}

function keptForm({ hash, replica, header, bytes }: Segment): KeptSegment {
  return { hash, replica, from: header.from, count: header.count, previous: header.previous, bytes: bytes.slice() };
}
