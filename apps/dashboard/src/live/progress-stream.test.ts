import assert from "node:assert/strict";
import { test } from "node:test";
import { reopenDelayMs } from "./progress-stream.ts";

test("the stream is opened again after one second, then more slowly, and never more than ten seconds apart", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 50].map(reopenDelayMs), [1000, 2000, 4000, 8000, 10_000, 10_000]);
});
