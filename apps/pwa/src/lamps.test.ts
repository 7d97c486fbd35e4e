import assert from "node:assert/strict";
import { test } from "node:test";
import type { Framework, Lesson, SimulatorId } from "@hocvuso/contract";
import { lampsOf } from "./lamps.ts";

const text = { vi: "x", en: "x" };
const framework: Pick<Framework, "id" | "domains" | "bands"> = {
  id: "f",
  domains: [
    { id: "1", title: text, components: [{ id: "1.1", title: text }, { id: "1.2", title: text }] },
    { id: "2", title: text, components: [{ id: "2.1", title: text }] },
  ],
  bands: [{ id: "first", title: text, levels: [{ level: 1 }, { level: 2 }] }, { id: "second", title: text, levels: [{ level: 3 }] }],
};
const simulator = "tra-tien" as SimulatorId;
const lesson: Lesson = {
  kind: "lesson", id: "l" as Lesson["id"], version: "1.0.0", title: text, promise: text, picture: "p", components: ["f/1.1", "other/2.1"], level: 3,
  minutes: { from: 1, to: 2 }, sources: [{ title: "x", certainty: "ours" }],
  steps: [{ kind: "practise", id: "s", shown: text, spoken: text, simulator, mode: "guided" }],
};
const alone = { simulator, mode: "on-my-own", hintCount: 0, goalReached: true, stepsReached: 5, stepCount: 5 } as const;
const lit = (...runs: Parameters<typeof lampsOf>[1]["runs"]) => lampsOf(framework, { lessons: [lesson], runs });

test("a lamp stays dark without a run, and after a run that did not reach the goal", () => {
  assert.deepEqual(lit(), [{ domain: "1", lightShare: 0, flames: 0 }, { domain: "2", lightShare: 0, flames: 0 }]);
  assert.equal(lit({ ...alone, goalReached: false })[0]?.lightShare, 0);
});

test("a component done alone lights its share of the lamp, done with help half of that", () => {
  assert.deepEqual(lit(alone)[0], { domain: "1", lightShare: 0.5, flames: 2 });
  assert.equal(lit({ ...alone, hintCount: 1 })[0]?.lightShare, 0.25);
  assert.equal(lit({ ...alone, mode: "guided" })[0]?.lightShare, 0.25);
});

test("doing the same again, worse, does not dim a lamp", () => {
  assert.equal(lit(alone, { ...alone, hintCount: 3 })[0]?.lightShare, 0.5);
});

test("a component of another framework with the same number lights nothing", () => {
  assert.equal(lit(alone)[1]?.lightShare, 0);
});
