import assert from "node:assert/strict";
import { test } from "node:test";
import { stageOf } from "./sync-stage.ts";

const outbox = { unsent: 0, sent: 0, received: 0, isSampleServer: false };

test("the sync stage is the least that is true of all acts", () => {
  assert.equal(stageOf(outbox), "nothing");
  assert.equal(stageOf({ ...outbox, received: 9 }), "received");
  assert.equal(stageOf({ ...outbox, sent: 1, received: 9 }), "sent");
  assert.equal(stageOf({ ...outbox, unsent: 1, sent: 4, received: 9 }), "kept");
});
