import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { FactKey, Lesson } from "@hocvuso/contract";
import fc from "fast-check";
import { default_w } from "ts-fsrs";
import { dueReviews, gradeOfAnswers, gradeOfRun, memoryOf, recallSubject, retrievabilityOn, reviewSteps, withRecall, type Recall, type RecallGrade, type Recalls } from "./index.ts";

const firstDay = Date.UTC(2026, 10, 2);
const dayAt = (days: number) => new Date(firstDay + days * 86_400_000).toISOString().slice(0, 10);
const recall = (days: number, grade: RecallGrade = "good", more: Partial<Recall> = {}): Recall =>
  ({ key: `key-${days}` as FactKey, day: dayAt(days), atMs: firstDay + days * 86_400_000, grade, ...more });
const grades = ["again", "hard", "good"] as const;

/** History → its reviews, as fsrs-rs reckons them. */
function goldenHistories(): Map<string, { elapsedDays: number; grade: RecallGrade; stability: number; difficulty: number }[]> {
  const histories = new Map<string, { elapsedDays: number; grade: RecallGrade; stability: number; difficulty: number }[]>();
  const [, ...lines] = readFileSync(new URL("../../golden/learning/fsrs_histories.csv", import.meta.url), "utf8").trim().split("\n");
  for (const line of lines) {
    const [history = "", , elapsedDays, grade, stability, difficulty] = line.split(",");
    histories.set(history, [...(histories.get(history) ?? []), { elapsedDays: Number(elapsedDays), grade: grades[Number(grade) - 1] ?? "good", stability: Number(stability), difficulty: Number(difficulty) }]);
  }
  return histories;
}

test("stability and difficulty after each recall are those of fsrs-rs with the same parameters", () => {
  const histories = goldenHistories();
  assert.equal(histories.size, 8);
  for (const reviews of histories.values()) {
    let days = 0;
    const recalls: Recall[] = [];
    for (const { elapsedDays, grade, stability, difficulty } of reviews) {
      days += elapsedDays;
      recalls.push(recall(days, grade));
      const memory = memoryOf(recalls) ?? assert.fail();
      assert.ok(Math.abs(memory.stabilityDays - stability) <= 5e-6 * Math.max(1, stability), `${memory.stabilityDays} is not ${stability}`);
      assert.ok(Math.abs(memory.difficulty - difficulty) <= 5e-6, `${memory.difficulty} is not ${difficulty}`);
    }
  }
});

test("the default parameters, the first stability and the forgetting curve are the published ones of FSRS-6", () => {
  assert.deepEqual([...default_w], [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]);
  grades.forEach((grade, at) => assert.equal(memoryOf([recall(0, grade)])?.stabilityDays, default_w[at])); // S0(G) = w[G − 1]
  const memory = { stabilityDays: 10, lastDay: dayAt(0) };
  // R(t, S) = (1 + factor · t / S)^(−w20), factor = 0.9^(−1 / w20) − 1
  const factor = 0.9 ** (-1 / 0.1542) - 1;
  for (const t of [0, 1, 10, 40]) assert.ok(Math.abs(retrievabilityOn(memory, dayAt(t)) - (1 + (factor * t) / 10) ** -0.1542) < 1e-6);
  assert.ok(Math.abs(retrievabilityOn(memory, dayAt(10)) - 0.9) < 1e-6); // stability is the time in which one of ten is lost
  assert.equal(retrievabilityOn(memory, dayAt(-3)), 1);
});

test("it is due when nine of ten would still know it: the stability in whole days, at least tomorrow, at most a year on", () => {
  assert.equal(memoryOf([]), undefined);
  assert.equal(memoryOf([recall(0, "good")])?.dueDay, dayAt(2)); // 2.3065
  assert.equal(memoryOf([recall(0, "again")])?.dueDay, dayAt(1)); // 0.212
  assert.equal(memoryOf([recall(0), recall(2), recall(13)])?.dueDay, dayAt(13 + 46)); // 46.28
  assert.equal(memoryOf([recall(0), recall(30), recall(230), recall(630)])?.dueDay, dayAt(630 + 365));
});

test("a run asks the memory only when it was not shown, and is good only when unaided and whole", () => {
  const whole = { mode: "on-my-own", goalReached: true, hintCount: 0, stepsReached: 5, stepCount: 5 } as const;
  assert.equal(gradeOfRun(whole), "good");
  assert.equal(gradeOfRun({ ...whole, mode: "test" }), "good");
  assert.equal(gradeOfRun({ ...whole, hintCount: 1 }), "hard");
  assert.equal(gradeOfRun({ ...whole, stepsReached: 4 }), "hard");
  assert.equal(gradeOfRun({ ...whole, goalReached: false }), "again");
  assert.equal(gradeOfRun({ ...whole, mode: "guided" }), undefined);
});

test("answers are good when all were right at once, hard when half of them were", () => {
  assert.deepEqual([[2, 2], [1, 2], [2, 3], [1, 3], [0, 2], [0, 0]].map(([rightAtOnceCount = 0, questionCount = 0]) => gradeOfAnswers({ rightAtOnceCount, questionCount })), ["good", "hard", "hard", "again", "again", undefined]);
});

const anyRecall = fc.record({ days: fc.integer({ min: 0, max: 6 }), ms: fc.integer({ min: 0, max: 3 }), key: fc.constantFrom("a", "b", "c"), grade: fc.constantFrom(...grades) })
  .map(({ days, ms, key, grade }) => recall(days, grade, { atMs: firstDay + days * 86_400_000 + ms, key: `${key}-${days}-${ms}-${grade}` as FactKey }));

test("the same recalls in any order, any number of times, give the same memory: the first of each day", () => {
  fc.assert(fc.property(fc.array(anyRecall, { maxLength: 12 }).chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 }))), ([some, shuffled]) => {
    const kept = some.reduce<readonly Recall[]>(withRecall, []);
    assert.deepEqual(shuffled.reduce<readonly Recall[]>(withRecall, []), kept);
    assert.equal(new Set(kept.map(({ day }) => day)).size, kept.length);
    for (const { day, atMs } of kept) assert.equal(atMs, Math.min(...some.filter((each) => each.day === day).map((each) => each.atMs)));
  }));
});

test("what is nearest to being forgotten comes first, and what is not due does not come", () => {
  const recalls: Recalls = { "lesson/a": [recall(0)], "lesson/b": [recall(0, "again")], "simulator/c": [recall(0), recall(3)] } as Recalls; // ids of content
  assert.deepEqual(dueReviews(recalls, dayAt(0)).due, []);
  assert.deepEqual(dueReviews(recalls, dayAt(3)).due.map(({ subject }) => subject), ["lesson/b", "lesson/a"]);
});

test("at most five a day, with those already done that day; the others come tomorrow", () => {
  const many: Recalls = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`lesson/${at}`, [recall(0)]]));
  const due = dueReviews(many, dayAt(2)).due.map(({ subject }) => subject);
  assert.deepEqual(due, ["lesson/0", "lesson/1", "lesson/2", "lesson/3", "lesson/4"]);
  const done: Recalls = { ...many, ...Object.fromEntries(due.slice(0, 3).map((subject) => [subject, [recall(0), recall(2)]])) };
  assert.deepEqual(dueReviews(done, dayAt(2)), { doneCount: 3, due: dueReviews(done, dayAt(2)).due });
  assert.deepEqual(dueReviews(done, dayAt(2)).due.map(({ subject }) => subject), ["lesson/3", "lesson/4"]);
  assert.equal(dueReviews(done, dayAt(3)).due.length, 5);
  const learntToday: Recalls = { ...many, "lesson/new": [recall(2)] } as Recalls; // learnt today is not looked at again today
  assert.equal(dueReviews(learntToday, dayAt(2)).doneCount, 0);
});

test("a phone whose clock went back asks nothing before its time", () => {
  assert.deepEqual(dueReviews({ "lesson/a": [recall(0)] } as Recalls, dayAt(-400)).due, []);
});

test("of a lesson its last practice without company is looked at again, else its questions", () => {
  const practise = (id: string, mode: "guided" | "on-my-own") => ({ kind: "practise", id, simulator: "pay", mode });
  const question = { kind: "question", id: "q", item: "i" };
  const lesson = (...steps: object[]) => ({ id: "l", steps }) as unknown as Pick<Lesson, "id" | "steps">; // what the two functions read of a lesson
  const practised = lesson({ kind: "explain" }, practise("together", "guided"), practise("alone", "on-my-own"), question);
  assert.deepEqual(reviewSteps(practised).map(({ id }) => id), ["alone"]);
  assert.equal(recallSubject(practised), "simulator/pay");
  const asked = lesson({ kind: "explain" }, practise("together", "guided"), question);
  assert.deepEqual(reviewSteps(asked).map(({ id }) => id), ["q"]);
  assert.equal(recallSubject(asked), "lesson/l");
});
