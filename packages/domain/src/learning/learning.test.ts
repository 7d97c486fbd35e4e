import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Lesson } from "@hocvuso/contract";
import { nextStep, orderProblems, progressOf } from "./index.ts";

// content/ is checked against the schema by tools/check-content.ts.
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../../content/${path}`, import.meta.url), "utf8"));
const lesson = read("lessons/tra-tien-qr.json") as Lesson;

test("a lesson goes on at the first step not done, however the done ones came in", () => {
  assert.deepEqual(progressOf(lesson, []), { doneCount: 0, stepCount: 9, isFinished: false, next: 0 });
  assert.deepEqual(progressOf(lesson, [1, 0, 1, 4]), { doneCount: 3, stepCount: 9, isFinished: false, next: 2 });
  assert.equal(nextStep(lesson, [0, 1, 2, 3])?.id, "lam-cung");
});

test("a lesson is finished when every step is done, and steps it does not have change nothing", () => {
  const all = lesson.steps.keys();
  assert.deepEqual(progressOf(lesson, [...all, 9, -1, 200]), { doneCount: 9, stepCount: 9, isFinished: true, next: undefined });
  assert.equal(nextStep(lesson, lesson.steps.keys()), undefined);
});

test("the first lesson explains, does it together, lets do alone, then asks", () => {
  assert.deepEqual(orderProblems(lesson), []);
  assert.deepEqual(lesson.steps.map((step) => (step.kind === "practise" ? step.mode : step.kind)),
    ["explain", "explain", "explain", "explain", "guided", "on-my-own", "question", "question", "question"]);
});

test("a lesson out of order is named", () => {
  const steps = structuredClone(lesson.steps);
  const [why, how] = [steps[0] ?? assert.fail(), steps[4] ?? assert.fail()];
  const problemsOf = (changed: Lesson["steps"]): string => orderProblems({ ...lesson, steps: changed }).join(" ");
  assert.match(problemsOf(steps.slice(4)), /begins with an explanation/);
  assert.match(problemsOf(steps.filter((step) => step !== how)), /before it was done together/);
  assert.match(problemsOf([why, why]), /same id/);
  assert.match(problemsOf([...steps, { ...why, id: "sau" }]), /comes after a question/);
  assert.match(orderProblems({ ...lesson, minutes: { from: 6, to: 3 } }).join(" "), /backwards/);
});
