/** A phone's set of segments on its shelf: its own, and those it carries for others. Links stay when bytes are let go. */
import type { ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { chainTips, missingAfter, type Link } from "./chain.ts";
import { fitting, type EventStore } from "./event-store.ts";
import type { Primitives } from "./primitives.ts";
import { storedSegment } from "./segment.ts";
import type { Shelf, ShelfKey, ShelfRange, ShelfTransaction } from "./shelf.ts";

/** As phones have kept it since their first version. */
export type KeptSegment = { readonly hash: string; readonly replica: string; readonly from: number; readonly count: number; readonly previous: string; readonly bytes: Uint8Array };

/** @property isLetGo its bytes were deleted under a receipt of level 2. */
export type KeptLink = Omit<KeptSegment, "bytes"> & { readonly isLetGo?: true };

export function linkKey({ replica, from, hash }: Pick<KeptLink, "replica" | "from" | "hash">): ShelfKey {
  return [replica, from, hash];
}

const ofReplica = (replica: string): ShelfRange => ({ from: [replica], to: [replica, Number.MAX_SAFE_INTEGER, "~"] });

/** In the order of the log. */
export async function linksOf(tx: ShelfTransaction, replica: ReplicaId): Promise<readonly (KeptLink & Link)[]> {
  return await tx.list("links", ofReplica(replica)) as readonly (KeptLink & Link)[]; // only `putSegment` and letting go write this board: links of verified segments
}

export async function putSegment(tx: ShelfTransaction, { hash, replica, header, bytes }: Segment): Promise<void> {
  const link: KeptLink = { hash, replica, from: header.from, count: header.count, previous: header.previous };
  await tx.put("links", linkKey(link), link);
  await tx.put("segments", hash, { ...link, bytes: bytes.slice() } satisfies KeptSegment);
}

export function shelfEventStore(shelf: Shelf, primitives: Primitives): EventStore {
  return {
    add: (segments) => shelf.write(["segments", "links"], async (tx) => {
      const answers: ("stored" | "have")[] = [];
      for (const segment of segments) {
        // A link whose bytes were let go says that the province keeps them: they are not taken in again.
        const link = { replica: segment.replica, from: segment.header.from, hash: segment.hash };
        const isHeld = (await tx.get("links", linkKey(link))) !== undefined;
        if (!isHeld) await putSegment(tx, segment);
        answers.push(isHeld ? "have" : "stored");
      }
      return answers;
    }),
    setAside: (bytes, { hash, why }) => shelf.write(["aside"], (tx) => tx.put("aside", hash, { why, bytes: bytes.slice() })),
    replicas: () => shelf.read(["links"], async (tx) => {
      const found: ReplicaId[] = [];
      for (let [next] = await firstLink(tx, ""); next !== undefined; [next] = await firstLink(tx, next.replica)) found.push(next.replica as ReplicaId); // of a verified segment
      return found;
    }),
    tips: (replicas) => shelf.read(["links"], async (tx) => {
      const tips = new Map<ReplicaId, readonly Tip[]>();
      for (const replica of replicas) {
        const own = chainTips(await linksOf(tx, replica));
        if (own.length > 0) tips.set(replica, own);
      }
      return tips;
    }),
    links: (replica) => shelf.read(["links"], (tx) => linksOf(tx, replica)),
    async after(replica, peer) {
      const kept = await shelf.read(["segments", "links"], async (tx) => {
        const links = await linksOf(tx, replica);
        const letGo = new Set(links.flatMap(({ hash, isLetGo }) => (isLetGo === true ? [hash] : [])));
        const wanted = missingAfter(links, peer).filter(({ hash }) => !letGo.has(hash)).slice(0, 256);
        const found: KeptSegment[] = [];
        for (const { hash } of wanted) {
          const segment = await tx.get("segments", hash) as KeptSegment | undefined; // only `putSegment` writes this board
          if (segment !== undefined) found.push(segment);
        }
        return found;
      });
      const segments: Segment[] = [];
      for (const { bytes, hash } of kept) {
        const segment = await storedSegment(bytes, hash as SegmentHash, primitives); // the key under which it was kept
        if (segment !== undefined) segments.push(segment);
      }
      return fitting(segments);
    },
  };
}

async function firstLink(tx: ShelfTransaction, afterReplica: string): Promise<readonly KeptLink[]> {
  return await tx.list("links", { from: afterReplica === "" ? [""] : [afterReplica, Number.MAX_SAFE_INTEGER, "~"], limit: 1 }) as readonly KeptLink[]; // as in `linksOf`
}
