import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { storeSegments } from "../apps/server/src/consequences.ts";
import { registered, sealedBy } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

test("what is being stored becomes visible one put after another, in the order in which they began to store: nobody who has seen the later one meets the earlier one afterwards", async () => {
  const { services } = server;
  const [first] = await sealedBy(await server.enrolledKey(), [registered("bác Lài")]);
  const [second] = await sealedBy(await server.enrolledKey(), [registered("bác Tám")]);
  const seen = async () => (await services.database.transaction((tx) => tx.query("SELECT FROM segment"))).rows.length;
  let goOn: () => void = () => {};
  const held = new Promise<void>((resolve) => { goOn = resolve; });
  const earlier = services.database.transaction(async (tx) => {
    await storeSegments(tx, { valid: [first ?? assert.fail()], parcels: [], aside: [] }, services);
    await held; // a slow one: stored, not yet committed
  });
  await pause(100);
  let isLaterThere = false;
  const later = services.database.transaction((tx) => storeSegments(tx, { valid: [second ?? assert.fail()], parcels: [], aside: [] }, services)).then(() => { isLaterThere = true; });
  await pause(300);
  assert.deepEqual([isLaterThere, await seen()], [false, 0]);
  goOn();
  await earlier;
  await later;
  assert.deepEqual([isLaterThere, await seen()], [true, 2]);
});
