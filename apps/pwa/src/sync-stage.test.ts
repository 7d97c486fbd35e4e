import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyOutbox as outbox } from "./device/device.ts";
import { stageOf } from "./sync-stage.ts";

test("the sync stage is the least that is true of all acts", () => {
  assert.equal(stageOf(outbox), "nothing");
  assert.equal(stageOf({ ...outbox, safe: 9 }), "safe");
  assert.equal(stageOf({ ...outbox, received: 1, safe: 9 }), "received");
  assert.equal(stageOf({ ...outbox, sent: 1, received: 9 }), "sent");
  assert.equal(stageOf({ ...outbox, unsent: 1, sent: 4, received: 9 }), "kept");
});
