import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { newNodeKey, nodePrimitives } from "../../../tests/given.ts";
import { replicaKeyOf } from "../../../apps/server/src/signing/store-keys.ts";
import { depotStorePromises } from "./depot-store.suite.ts";
import { eventStorePromises } from "./event-store.suite.ts";
import { memoryDepotStore } from "./memory-depot-store.ts";
import { memoryEventStore } from "./memory-event-store.ts";
import { memoryShelf } from "./memory-shelf.ts";
import { fullDiskPromises, phoneJournalPromises } from "./phone-journal.suite.ts";
import type { KeyMaker } from "./phone-journal.ts";
import type { ReplicaKey } from "./primitives.ts";
import { shelfEventStore } from "./shelf-event-store.ts";
import { shelfPromises } from "./shelf.suite.ts";

const given = { newKey: newNodeKey, primitives: nodePrimitives };

for (const { title, check } of eventStorePromises) {
  test(`memory event store: ${title}`, () => check({ ...given, open: async () => memoryEventStore() }));
  test(`a phone's event store on a shelf in memory: ${title}`, () => check({ ...given, open: async () => shelfEventStore(memoryShelf(), nodePrimitives) }));
}

for (const { title, check } of depotStorePromises) test(`memory depot: ${title}`, () => check({ ...given, open: async () => memoryDepotStore() }));

for (const { title, check } of shelfPromises) test(`memory shelf: ${title}`, () => check(async () => memoryShelf()));

const keys: KeyMaker = {
  make: async () => replicaKeyOf(generateKeyPairSync("ed25519").privateKey),
  open: (kept) => kept as ReplicaKey, // made just above
};
for (const { title, check } of phoneJournalPromises) test(`a phone on a shelf in memory: ${title}`, () => check({ ...given, keys, open: async () => memoryShelf() }));
for (const { title, check } of fullDiskPromises) test(`a phone on a shelf in memory: ${title}`, () => check({ ...given, keys, open: async () => memoryShelf() }));
