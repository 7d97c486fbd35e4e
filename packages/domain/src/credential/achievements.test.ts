import assert from "node:assert/strict";
import { test } from "node:test";
import type { EvidenceLevel, SimulatorId } from "@hocvuso/contract";
import { earnedLevel, type Achievement } from "./achievements.ts";

const words = { vi: "x", en: "x" };
const achievement: Achievement = {
  id: "hai-viec", kind: "skill", title: words, criteria: words, lowestRung: "simulator-without-hints", simulators: ["a", "b", "c"] as SimulatorId[], simulatorsAtLeast: 2, validDays: 730, // slugs
};
const held = (...done: readonly (readonly [string, EvidenceLevel])[]) => new Map(done);

test("what is earned stands on the highest rung on which enough of its tasks were done", () => {
  assert.equal(earnedLevel(achievement, held(["a", "simulator-without-hints"], ["b", "observed"]), false), "simulator-without-hints");
  assert.equal(earnedLevel(achievement, held(["a", "independent-retest"], ["b", "observed"], ["c", "quiz"]), false), "observed");
});

test("too few tasks, tasks of something else, or a rung too low earn nothing", () => {
  assert.equal(earnedLevel(achievement, held(["a", "observed"]), false), undefined);
  assert.equal(earnedLevel(achievement, held(["a", "observed"], ["d", "observed"]), false), undefined);
  assert.equal(earnedLevel(achievement, held(["a", "observed"], ["b", "quiz"]), false), undefined);
  assert.equal(earnedLevel({ ...achievement, lowestRung: "observed" }, held(["a", "observed"], ["b", "simulator-without-hints"]), false), undefined);
});

test("what asks for the test is earned by whoever passed it, with the tasks that it asks for besides", () => {
  const tested: Achievement = { ...achievement, simulators: [], simulatorsAtLeast: 0, test: "certification" };
  assert.equal(earnedLevel(tested, held(), true), "simulator-without-hints");
  assert.equal(earnedLevel(tested, held(["a", "observed"]), false), undefined);
  assert.equal(earnedLevel({ ...tested, lowestRung: "observed" }, held(), true), undefined);
  assert.equal(earnedLevel({ ...achievement, test: "certification" }, held(["a", "observed"]), true), undefined);
  assert.equal(earnedLevel({ ...achievement, test: "certification" }, held(["a", "observed"], ["b", "observed"]), true), "observed");
  assert.equal(earnedLevel({ ...achievement, simulators: [], simulatorsAtLeast: 0 }, held(), true), undefined);
});

test("a helper's badge is earned by no act", () => {
  assert.equal(earnedLevel({ ...achievement, kind: "helper", lowestRung: "none", simulators: [], simulatorsAtLeast: 0 }, held(["a", "observed"]), false), undefined);
});
