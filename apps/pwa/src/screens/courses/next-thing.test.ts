import assert from "node:assert/strict";
import { test } from "node:test";
import type { LessonId } from "@hocvuso/contract";
import type { LessonEntry } from "../../device/content-entry.ts";
import { emptyRecord } from "../../learning-record.ts";
import { beginSitting } from "../lesson/sitting.ts";
import { nextThing, type Known, type ShownPath } from "./next-thing.ts";

const text = { vi: "x", en: "x" };
const lesson = (id: string, subject: string = `lesson/${id}`): LessonEntry => ({
  id, title: text, version: "00000000", address: `/assets/lessons/${id}-00000000.json`, travelBytes: 1, keptBytes: 2, promise: text, picture: "p", components: [], level: 1,
  minutes: { from: 1, to: 2 }, stepCount: 3, simulators: [], subject,
}) as unknown as LessonEntry; // ids of content
const path = (id: string, lessons: string[], givenTo?: ShownPath["givenTo"]): ShownPath =>
  ({ kind: "path", id, version: "1.0.0", title: text, for: text, picture: "p", place: 1, groups: ["adult"], lessons: lessons as LessonId[], ...(givenTo === undefined ? {} : { givenTo }) }); // as above
const content = {
  lessons: [lesson("first"), lesson("a"), lesson("pay", "simulator/pay"), lesson("pay-again", "simulator/pay")], paths: [path("adults", ["first", "a"], ["adult"]), path("traders", ["pay"])], firstLesson: "first",
};
const newcomer: Known = { record: emptyRecord, due: [] };
const finished = (...ids: string[]) => ({ ...emptyRecord, finished: Object.fromEntries(ids.map((id) => [id, "2026-11-02"])) });
const due = (subject: string) => ({ subject, dueDay: "2026-11-04", retrievability: 0.9 }) as Known["due"][number];
const said = (known: Known) => {
  const next = nextThing(known, content);
  return `${next.kind} ${next.kind === "choose-course" ? next.isCourseDone : next.lesson.id}`;
};

test("a newcomer is offered the first lesson, and then to choose a course", () => {
  assert.equal(said(newcomer), "lesson first");
  assert.equal(said({ ...newcomer, record: finished("first") }), "choose-course false");
});

test("whoever said who they are goes the way of their group, unless they chose another", () => {
  assert.equal(said({ record: finished("first"), group: "adult", due: [] }), "lesson a");
  assert.equal(said({ record: finished("first"), group: "adult", chosen: "traders", due: [] }), "lesson pay");
  assert.equal(said({ record: finished("first", "a"), group: "adult", due: [] }), "choose-course true");
  assert.deepEqual(nextThing({ record: finished("first"), group: "adult", due: [] }, content), { kind: "lesson", lesson: content.lessons[1], course: { path: content.paths[0], at: 2 } });
});

test("what is due comes before a new lesson, and what was begun before both", () => {
  const known: Known = { record: finished("first", "pay-again"), group: "adult", due: [due("simulator/pay"), due("lesson/first"), due("lesson/gone")] };
  const next = nextThing(known, content);
  assert.ok(next.kind === "review");
  assert.deepEqual([next.lesson, ...next.others].map(({ id }) => id), ["pay-again", "first"]);
  const sitting = { ...beginSitting("k" as Parameters<typeof beginSitting>[0]), passed: 2 };
  assert.equal(said({ ...known, halfWay: { lesson: "a", sitting } }), "go-on a");
  assert.equal(said({ ...known, halfWay: { lesson: "a", sitting: { ...sitting, isFinished: true } } }), "review pay-again");
  assert.equal(said({ ...known, halfWay: { lesson: "gone", sitting } }), "review pay-again");
});
