import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, LessonId, SimulatorId } from "@hocvuso/contract";
import { isDoneAlone, joinedRecords, readLearningRecord, recordFinished, recordReview, recordRun, withRun } from "./learning-record.ts";
import { deviceWithoutMemory } from "./screens/lesson/device-without-memory.ts";

const run = { simulator: "tra-tien-qr" as SimulatorId, mode: "on-my-own", hintCount: 2, goalReached: true, stepsReached: 5, stepCount: 5 } as const;

test("a run with fewer hints takes the place of one with more, and not the other way round", () => {
  const better = { ...run, hintCount: 0 };
  assert.deepEqual(withRun([run], better), [better]);
  assert.deepEqual(withRun([better], run), [better]);
});

test("of two runs without a hint the one that earned every step is remembered, so that the mark of doing it alone can still come", () => {
  const clumsy = { ...run, hintCount: 0, stepsReached: 4 };
  const whole = { ...run, hintCount: 0 };
  assert.deepEqual(withRun([clumsy], whole), [whole]);
  assert.deepEqual(withRun([whole], clumsy), [whole]);
});

test("only a whole run without a hint and without company was done alone", () => {
  const whole = { ...run, hintCount: 0 };
  assert.equal(isDoneAlone(whole), true);
  for (const short of [{ hintCount: 1 }, { stepsReached: 4 }, { goalReached: false }, { mode: "guided" }] as const) assert.equal(isDoneAlone({ ...whole, ...short }), false);
});

test("a run that did not reach the goal never hides one that did", () => {
  assert.deepEqual(withRun([run], { ...run, hintCount: 0, goalReached: false }), [run]);
});

test("runs in different modes stand side by side", () => {
  assert.equal(withRun([run], { ...run, mode: "guided" }).length, 2);
});

const at = (day: number, hour: number, key: string) => ({ key: key as FactKey, now: new Date(2026, 10, day, hour) });

test("a run done unaided is a recall of its simulator, once however often it is written; a guided one is none", async () => {
  const device = deviceWithoutMemory();
  await recordRun(device, { ...run, mode: "guided" }, at(2, 8, "together"));
  assert.deepEqual((await readLearningRecord(device)).recalls, {});
  for (const _ of [1, 2]) await recordRun(device, { ...run, hintCount: 0 }, at(2, 9, "alone"));
  await recordRun(device, run, at(4, 9, "with hints"));
  const { recalls, runs } = await readLearningRecord(device);
  assert.deepEqual(recalls?.["simulator/tra-tien-qr" as `simulator/${SimulatorId}`]?.map(({ key, day, grade }) => [key, day, grade]), [["alone", "2026-11-02", "good"], ["with hints", "2026-11-04", "hard"]]);
  assert.equal(runs.length, 2);
});

test("a lesson gone through keeps its day and what its questions showed; looking at it again does not change the day", async () => {
  const device = deviceWithoutMemory();
  const lesson = "tin-that-tin-gia" as LessonId;
  await recordFinished(device, { lesson, grade: "hard", ...at(2, 8, "first") });
  await recordReview(device, { lesson, grade: "good", ...at(3, 8, "second") });
  const { finished, recalls } = await readLearningRecord(device);
  assert.deepEqual(finished, { [lesson]: "2026-11-02" });
  assert.deepEqual(recalls?.[`lesson/${lesson}`]?.map(({ day, grade }) => [day, grade]), [["2026-11-02", "hard"], ["2026-11-03", "good"]]);
});

test("a record from before there were reviews is read, and goes on", async () => {
  const device = deviceWithoutMemory();
  await device.saveBookmark("learning-record", { runs: [run], finished: { "tra-tien-qr": "2026-10-01" } });
  assert.deepEqual((await readLearningRecord(device)).recalls, {});
  await recordRun(device, { ...run, hintCount: 0 }, at(2, 9, "alone"));
  assert.equal((await readLearningRecord(device)).finished["tra-tien-qr"], "2026-10-01");
});

test("two records of one person are joined, in whatever order, with nothing lost or doubled", async () => {
  const [one, other] = [deviceWithoutMemory(), deviceWithoutMemory()];
  await recordRun(one, { ...run, hintCount: 0 }, at(2, 9, "a"));
  await recordRun(other, run, at(2, 7, "b"));
  await recordRun(other, run, at(5, 7, "c"));
  await recordFinished(other, { lesson: "tra-tien-qr" as LessonId, grade: undefined, ...at(5, 8, "d") });
  const [a, b] = [await readLearningRecord(one), await readLearningRecord(other)];
  assert.deepEqual(joinedRecords(a, b), joinedRecords(b, a));
  assert.deepEqual(joinedRecords(joinedRecords(a, b), b), joinedRecords(a, b));
  assert.deepEqual(joinedRecords(a, b).recalls?.["simulator/tra-tien-qr" as `simulator/${SimulatorId}`]?.map(({ key }) => key), ["b", "c"]);
  assert.deepEqual(joinedRecords({ runs: [], finished: {} }, b), b);
});
