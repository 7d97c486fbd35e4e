/** The promises of every event store, checked inside a real page against the real IndexedDB: `checkPromise(i)` rejects when promise i is broken. */
import type { ReplicaKey } from "@hocvuso/journal";
import { eventStorePromises } from "../../../../packages/journal/src/event-store.suite.ts";
import { openPhoneDatabase } from "./database.ts";
import { indexeddbEventStore, indexeddbReplicaLog } from "./indexeddb-event-store.ts";
import { replicaLogPromises } from "../../../../packages/journal/src/replica-log.suite.ts";
import { openReplicaKey, webPrimitives } from "./web-primitives.ts";

let opened = 0;

function openFresh() {
  return openPhoneDatabase(`suite-${opened++}`);
}

async function newKey(): Promise<ReplicaKey> {
  return openReplicaKey(await openFresh());
}

export const titles = [...eventStorePromises, ...replicaLogPromises].map(({ title }) => title);

export async function checkPromise(index: number): Promise<void> {
  const storePromise = eventStorePromises[index];
  if (storePromise !== undefined) return storePromise.check({ open: async () => indexeddbEventStore(await openFresh(), webPrimitives), newKey, primitives: webPrimitives });
  const logPromise = replicaLogPromises[index - eventStorePromises.length];
  if (logPromise === undefined) throw new RangeError(`no promise ${index}`);
  const open = async () => {
    const db = await openFresh();
    return { log: indexeddbReplicaLog(db), store: indexeddbEventStore(db, webPrimitives) };
  };
  return logPromise.check({ open, newKey, primitives: webPrimitives });
}
