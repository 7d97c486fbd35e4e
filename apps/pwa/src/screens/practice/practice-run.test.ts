import assert from "node:assert/strict";
import { test } from "node:test";
import { readPracticeRun } from "./practice-run.ts";

const run = { key: "0190f5fe-0000-7000-8000-000000000000", seed: 7, mode: "on-my-own", saved: { acts: ["mo@400"], dwellMs: 400 } };

test("a run cut off in the middle is read back with its key, its seed and its acts", () => {
  assert.deepEqual(readPracticeRun(JSON.parse(JSON.stringify(run))), run);
});

test("a run that is over is not taken up again, and no bookmark is no run", () => {
  for (const bookmark of [{ ...run, outcome: { goalReached: true } }, undefined, null, "x", {}]) assert.equal(readPracticeRun(bookmark), undefined);
});
