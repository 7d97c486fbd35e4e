/** The promises of the shelf, of the event store on it and of the phone's journal, checked inside a real page against the real IndexedDB: `checkPromise(i)` rejects when promise i is broken. */
import { shelfEventStore, type ReplicaKey, type Shelf } from "@hocvuso/journal";
import { eventStorePromises } from "../../../../packages/journal/src/event-store.suite.ts";
import { phoneJournalPromises } from "../../../../packages/journal/src/phone-journal.suite.ts";
import { shelfPromises } from "../../../../packages/journal/src/shelf.suite.ts";
import { indexeddbShelf, openPhoneDatabase } from "./database.ts";
import { webKeys, webPrimitives } from "./web-primitives.ts";

let opened = 0;

async function open(): Promise<Shelf> {
  return indexeddbShelf(await openPhoneDatabase(`suite-${opened++}`));
}

async function newKey(): Promise<ReplicaKey> {
  return webKeys.open(await webKeys.make());
}

const given = { newKey, primitives: webPrimitives, keys: webKeys };

const promises = [
  ...shelfPromises.map(({ title, check }) => ({ title, check: () => check(open) })),
  ...eventStorePromises.map(({ title, check }) => ({ title, check: () => check({ ...given, open: async () => shelfEventStore(await open(), webPrimitives) }) })),
  ...phoneJournalPromises.map(({ title, check }) => ({ title, check: () => check({ ...given, open }) })),
];

export const titles = promises.map(({ title }) => title);

export async function checkPromise(index: number): Promise<void> {
  const promise = promises[index];
  if (promise === undefined) throw new RangeError(`no promise ${index}`);
  await promise.check();
}
