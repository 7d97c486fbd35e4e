import assert from "node:assert/strict";
import { test } from "node:test";
import { mayDisturb } from "./quiet-hours.ts";

test("people are told things from 7:00 until 20:30 in Việt Nam, on any machine", () => {
  const at = (clock: string) => mayDisturb(Date.parse(`2026-11-23T${clock}:00+07:00`));
  assert.deepEqual(["00:00", "06:59", "07:00", "20:00", "20:29", "20:30", "23:59"].map(at), [false, false, true, true, true, false, false]);
});
