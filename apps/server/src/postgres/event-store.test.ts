import { after, before, test } from "node:test";
import { eventStorePromises } from "../../../../packages/journal/src/event-store.suite.ts";
import type { EventStore } from "@hocvuso/journal";
import { newNodeKey, nodePrimitives } from "../../../../tests/given.ts";
import { givenServer, type GivenServer } from "../../../../tests/given-server.ts";
import { postgresEventStore } from "./event-store.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

/** Each call in its own transaction, as the server does it. */
function transactional(): EventStore {
  const { database } = server.services;
  const store = <Result>(act: (store: EventStore) => Promise<Result>) => database.transaction((tx) => act(postgresEventStore(tx, nodePrimitives)));
  return {
    add: (segments) => store((own) => own.add(segments)),
    setAside: (bytes, found) => store((own) => own.setAside(bytes, found)),
    tips: (replicas) => store((own) => own.tips(replicas)),
    after: (replica, peer) => store((own) => own.after(replica, peer)),
  };
}

for (const { title, check } of eventStorePromises) {
  test(`PostgreSQL event store: ${title}`, async () => {
    await server.services.database.transaction((tx) => tx.query("DELETE FROM segment"));
    await check({ open: async () => transactional(), newKey: newNodeKey, primitives: nodePrimitives });
  });
}
