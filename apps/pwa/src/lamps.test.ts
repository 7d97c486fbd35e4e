import assert from "node:assert/strict";
import { test } from "node:test";
import type { Framework, SimulatorId } from "@hocvuso/contract";
import type { Recall } from "@hocvuso/domain/learning";
import { lampsOf, type LightingLesson } from "./lamps.ts";
import { emptyRecord, type LearningRecord } from "./learning-record.ts";

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
const practised: LightingLesson = { id: "l" as LightingLesson["id"], components: ["f/1.1", "other/2.1"], level: 3, simulators: [simulator], subject: `simulator/${simulator}` };
const asked: LightingLesson = { ...practised, id: "q" as LightingLesson["id"], simulators: [], subject: "lesson/q" as LightingLesson["subject"] };
const alone = { simulator, mode: "on-my-own", hintCount: 0, goalReached: true, stepsReached: 5, stepCount: 5 } as const;
const lit = (...runs: LearningRecord["runs"]) => lampsOf(framework, { lessons: [practised], record: { ...emptyRecord, runs } });
const recall = (day: string, grade: Recall["grade"] = "good"): Recall => ({ key: day as Recall["key"], day, atMs: 0, grade });

test("a lamp stays dark without a run, and after a run that did not reach the goal", () => {
  const dark = [{ id: "1.1", lightShare: 0 }, { id: "1.2", lightShare: 0 }];
  assert.deepEqual(lit(), [{ domain: "1", lightShare: 0, flames: 0, components: dark }, { domain: "2", lightShare: 0, flames: 0, components: [{ id: "2.1", lightShare: 0 }] }]);
  assert.equal(lit({ ...alone, goalReached: false })[0]?.lightShare, 0);
});

test("a component done alone lights its share of the lamp, done with help half of that", () => {
  assert.deepEqual(lit(alone)[0], { domain: "1", lightShare: 0.5, flames: 2, components: [{ id: "1.1", lightShare: 1 }, { id: "1.2", lightShare: 0 }] });
  assert.equal(lit({ ...alone, hintCount: 1 })[0]?.lightShare, 0.25);
  assert.equal(lit({ ...alone, mode: "guided" })[0]?.lightShare, 0.25);
});

test("doing the same again, worse, does not dim a lamp", () => {
  assert.equal(lit(alone, { ...alone, hintCount: 3 })[0]?.lightShare, 0.5);
});

test("a component of another framework with the same number lights nothing", () => {
  assert.equal(lit(alone)[1]?.lightShare, 0);
});

test("a lesson without practice lights half when gone through, and whole once it was remembered on a later day", () => {
  const shareWith = (record: Partial<LearningRecord>) => lampsOf(framework, { lessons: [asked], record: { ...emptyRecord, ...record } })[0]?.components[0]?.lightShare;
  const finished = { q: "2026-11-02" };
  assert.equal(shareWith({}), 0);
  assert.equal(shareWith({ finished, recalls: { [asked.subject]: [recall("2026-11-02")] } }), 0.5);
  assert.equal(shareWith({ finished, recalls: { [asked.subject]: [recall("2026-11-02"), recall("2026-11-04", "hard")] } }), 0.5);
  assert.equal(shareWith({ finished, recalls: { [asked.subject]: [recall("2026-11-02", "again"), recall("2026-11-03")] } }), 1);
});

test("finishing a lesson that has something to practise lights nothing by itself", () => {
  assert.equal(lampsOf(framework, { lessons: [practised], record: { ...emptyRecord, finished: { l: "2026-11-02" } } })[0]?.lightShare, 0);
});
