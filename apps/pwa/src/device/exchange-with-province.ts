/** One meeting with the province: loaded only when there is something to say, so that the first lesson does not wait for it. */
import { exchange, type Exchanged, type Transport } from "@hocvuso/journal";
import { strict, type Delivered, type PhoneDatabase } from "./database.ts";
import { indexeddbEventStore, indexeddbReplicaLog } from "./indexeddb-event-store.ts";
import { openReplicaKey, webPrimitives } from "./web-primitives.ts";

/** A slow line may take this long for one call, then it counts as no answer. */
const PATIENCE_MS = 60_000;

const transport: Transport = {
  have: (message) => post("/sync/have", message),
  put: (frames) => post("/sync/put", frames),
};

async function post(path: string, body: Uint8Array): Promise<Uint8Array> {
  const answer = await fetch(path, { method: "POST", body: new Uint8Array(body), headers: { "content-type": "application/cbor" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Seals, sends, and keeps what the province said it holds. Rejects when nobody answered. One tab at a time. */
export function exchangeWithProvince(db: PhoneDatabase): Promise<Delivered> {
  return navigator.locks.request("hocvuso-exchange", async () => {
    const store = indexeddbEventStore(db, webPrimitives);
    const key = await openReplicaKey(db);
    const exchanged = await exchange({ key, log: indexeddbReplicaLog(db), store, primitives: webPrimitives, scope: "", now: () => Date.now() }, transport);
    const delivered = await deliveredBy(db, exchanged);
    const tx = db.transaction("delivered", "readwrite", strict);
    await tx.store.put(delivered, "state");
    await tx.done;
    return delivered;
  });
}

/** Only tips whose hash this phone's own chain holds count: numbers alone could be a cloned twin's. They may fall, when a store was restored. */
async function deliveredBy(db: PhoneDatabase, { peer, held, receipts }: Exchanged): Promise<Delivered> {
  const isOwn = async (hash: string) => (await db.getKey("segments", hash)) !== undefined;
  const furthest = async (tips: readonly { readonly next: number; readonly hash: string }[]) => {
    let next = 0;
    for (const tip of tips) if (tip.next > next && (await isOwn(tip.hash))) next = tip.next;
    return next;
  };
  const peerKey = String(peer.publicKey);
  const committed = receipts.filter(({ level, store }) => level >= 1 && String(store) === peerKey);
  return { sentNext: await furthest(held), receivedNext: await furthest(committed.flatMap(({ tips }) => tips)), isSampleServer: peer.holdsSample };
}
