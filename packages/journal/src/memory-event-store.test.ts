import { test } from "node:test";
import { newNodeKey, nodePrimitives } from "../../../tests/given.ts";
import { eventStorePromises } from "./event-store.suite.ts";
import { memoryEventStore, memoryReplicaLog } from "./memory-event-store.ts";
import { replicaLogPromises } from "./replica-log.suite.ts";

for (const { title, check } of eventStorePromises) {
  test(`memory event store: ${title}`, () => check({ open: async () => memoryEventStore(), newKey: newNodeKey, primitives: nodePrimitives }));
}

for (const { title, check } of replicaLogPromises) {
  const open = async () => {
    const store = memoryEventStore();
    return { store, log: memoryReplicaLog(store) };
  };
  test(`memory replica log: ${title}`, () => check({ open, newKey: newNodeKey, primitives: nodePrimitives }));
}
