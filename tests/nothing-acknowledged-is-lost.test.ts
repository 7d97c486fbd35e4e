import assert from "node:assert/strict";
import { test } from "node:test";
import { killWhilePhonesSend } from "../bench/kill-nine.ts";

test("five SIGKILLs of the server while six phones send lose no acknowledged segment and count nobody twice", async () => {
  const report = await killWhilePhonesSend({ kills: 5, pauseMs: () => 400 });
  assert.ok(report.acknowledged > 20, JSON.stringify(report));
  assert.equal(report.lost, 0, JSON.stringify(report));
  assert.equal(report.counted, report.held, JSON.stringify(report));
});
