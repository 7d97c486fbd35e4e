import assert from "node:assert/strict";
import { test } from "node:test";
import type { LessonEntry, SimulatorEntry } from "../../device/content-entry.ts";
import { filesOf, filesToLetGo, type Content } from "./course-files.ts";
import type { ShownPath } from "./next-thing.ts";

const lesson = (id: string, ...simulators: string[]) => ({ id, simulators }) as unknown as LessonEntry; // what is read of it here
const simulator = (id: string) => ({ id }) as unknown as SimulatorEntry; // as above
const path = (id: string, ...lessons: string[]) => ({ id, lessons }) as unknown as ShownPath; // as above
const content: Content = {
  lessons: [lesson("pay", "scan"), lesson("stall", "scan", "print"), lesson("news")], simulators: [simulator("print"), simulator("scan")],
  paths: [path("traders", "stall", "pay"), path("adults", "news", "pay"), path("all", "news", "pay", "stall")],
};
const names = (files: readonly { readonly id: string }[]) => files.map(({ id }) => id);
const [traders, adults] = content.paths as [ShownPath, ShownPath]; // the first two above

test("a course is its lessons in order, each with its simulators, nothing twice", () => {
  assert.deepEqual(names(filesOf(traders, content)), ["stall", "scan", "print", "pay"]);
});

test("what another course needs that is on the phone whole does not go with one that is let go", () => {
  assert.deepEqual(names(filesToLetGo(traders, content, () => false)), []);
  const [withoutNews, withoutPrint] = ["news", "print"].map((absent) => (file: { readonly id: string }) => file.id !== absent);
  assert.deepEqual(names(filesToLetGo(traders, content, withoutNews ?? assert.fail())), ["stall", "scan", "print", "pay"]);
  assert.deepEqual(names(filesToLetGo(traders, content, withoutPrint ?? assert.fail())), ["stall"]);
  assert.deepEqual(names(filesToLetGo(adults, content, withoutPrint ?? assert.fail())), ["news", "pay", "scan"]);
});
