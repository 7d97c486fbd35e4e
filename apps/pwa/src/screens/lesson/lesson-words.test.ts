import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Lesson } from "@hocvuso/contract";
import { emphasised } from "./lesson-words.ts";
import { wordsOfLesson } from "./words-of-lesson.ts";

// The content check reads every file against its schema.
const lesson = JSON.parse(readFileSync(new URL("../../../../../content/lessons/tra-tien-qr.json", import.meta.url), "utf8")) as Lesson;

test("the stops are the lesson's steps in order, then who the person is, then the result", () => {
  const { stops } = wordsOfLesson(lesson, { labels: {}, addressOf: () => undefined }, "vi");
  assert.deepEqual(stops.map(({ kind }) => kind), [...lesson.steps.map(({ kind }) => kind), "about-you", "result"]);
});

test("an explained step carries the words of the language asked for, and the address and label of its picture", () => {
  const label = { vi: "Quầy rau", en: "A stall" };
  const [first] = wordsOfLesson(lesson, { labels: { "market-qr": label }, addressOf: (name) => `/${name}.svg` }, "en").stops;
  assert.ok(first?.kind === "explain");
  assert.deepEqual(first.picture, { name: "market-qr", address: "/market-qr.svg", label: label.en });
  assert.match(first.shown, /black and white square/);
});

test("the marked words are parted from what stands around them", () => {
  assert.deepEqual(emphasised("Bác **xem tên** trước."), { before: "Bác ", marked: "xem tên", after: " trước." });
});

test("words without a mark are whole", () => {
  assert.deepEqual(emphasised("Bác xem tên trước."), { before: "Bác xem tên trước.", marked: "", after: "" });
});
