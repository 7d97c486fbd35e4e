import { after, before, test } from "node:test";
import { depotStorePromises } from "../../../../packages/journal/src/depot-store.suite.ts";
import { eventStorePromises } from "../../../../packages/journal/src/event-store.suite.ts";
import type { DepotStore } from "@hocvuso/journal";
import { newNodeKey, nodePrimitives } from "../../../../tests/given.ts";
import { givenServer, type GivenServer } from "../../../../tests/given-server.ts";
import { openDepotStore } from "./depot-store.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

async function empty(): Promise<DepotStore> {
  for (const table of ["segment", "enrolment", "revocation", "stable_tip", "carried_document", "subject_key", "erased"]) await server.services.database.transaction((tx) => tx.query(`DELETE FROM ${table}`));
  return openDepotStore(server.services.database, nodePrimitives);
}

const given = { open: empty, newKey: newNodeKey, primitives: nodePrimitives };

for (const { title, check } of eventStorePromises) test(`PostgreSQL event store: ${title}`, () => check(given));
for (const { title, check } of depotStorePromises) test(`PostgreSQL depot: ${title}`, () => check(given));
