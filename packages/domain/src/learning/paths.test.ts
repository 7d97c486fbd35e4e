import assert from "node:assert/strict";
import { test } from "node:test";
import type { LessonId, Path } from "@hocvuso/contract";
import { pathOf, pathProblems, progressOnPath } from "./index.ts";

const text = { vi: "x", en: "x" };
const path = (id: string, place: number, lessons: string[], more: Partial<Path> = {}): Path => ({
  kind: "path", id, version: "1.0.0", title: text, for: text, picture: "p", place, groups: ["adult", "student", "official"], sources: [{ title: "x", certainty: "ours" }],
  lessons: lessons as LessonId[], ...more, // ids of content
});
const first = path("first", 1, ["tap"]);
const adults = path("adults", 2, ["pay", "tap"], { givenTo: ["adult"] });
const others = path("others", 3, ["ask"], { givenTo: ["student", "official"] });
const lessons = [{ id: "tap", level: 0 }, { id: "pay", level: 1 }, { id: "ask", level: 2 }] as { id: LessonId; level: number }[]; // as above
const said = (...paths: Path[]) => pathProblems(paths, lessons).map(({ path: id, sentence }) => `${id}: ${sentence}`).join("\n");

test("progress on a path is the lessons gone through, and the next is the first that was not", () => {
  assert.deepEqual(progressOnPath(adults, (lesson) => lesson === "tap"), { doneCount: 1, lessonCount: 2, next: "pay" });
  assert.deepEqual(progressOnPath(adults, () => true), { doneCount: 2, lessonCount: 2, next: undefined });
});

test("the path a person chose stands before the one their group is given; a path that is gone is nobody's", () => {
  const paths = [first, adults, others];
  assert.equal(pathOf(paths, { chosen: "first", group: "adult" }), first);
  assert.equal(pathOf(paths, { group: "student" }), others);
  assert.equal(pathOf(paths, { chosen: "gone", group: "adult" }), adults);
  assert.equal(pathOf(paths, {}), undefined);
});

test("paths that lead everybody everywhere have no problem, in whatever order they come", () => {
  assert.equal(said(others, first, adults), "");
});

test("what a set of paths may lack is said", () => {
  assert.match(said(), /There is no path/);
  assert.match(said(first, { ...adults, lessons: [...adults.lessons, ...adults.lessons.slice(0, 1)] }, others), /adults: It names the lesson pay more than once/);
  assert.match(said(first, adults, { ...others, place: 2 }), /others: It has the place 2, as adults has/);
  assert.match(said(first, { ...adults, groups: ["official"] }, others), /adults: It is given to adult, but not offered/);
  assert.match(said(first, adults, { ...others, givenTo: ["student"] }), /No path is given to official/);
  assert.match(said(first, adults, { ...others, givenTo: ["student", "official", "adult"] }), /others: adults and others are both given to adult/);
  assert.match(said({ ...first, groups: ["adult"] }, adults, others), /first: It is the first path, but not offered to student/);
  assert.match(said({ ...first, place: 9 }, adults, others), /adults: It is the first path, so it holds lessons of level 0 only; pay is of level 1/);
  assert.match(said({ ...first, lessons: others.lessons.slice(0, 0) }, adults, others), /first: It is the first path, but lacks tap/);
  assert.match(said(first, adults, { ...others, lessons: first.lessons }), /No path leads to the lesson ask/);
});
