/** The worked example of the authors' guide is a lesson that could ship, and the guide quotes it as it is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkContent, checkedFile, readContentFiles } from "./check-content.ts";

const root = join(import.meta.dirname, "..");
const example = join(root, "docs/guides/author-example");
const files = ["lessons/bat-den-pin.json", "simulators/bat-den-pin.json", "items/den-pin-xin-vi-tri.json"];
const guide = readFileSync(join(root, "docs/guides/author.md"), "utf8");
const textOf = (file: string): string => readFileSync(join(example, file), "utf8");

test("the guide's lesson, with its simulator and its question, passes every check among the content that ships", async () => {
  const shipped = await readContentFiles(join(root, "content"));
  const path = "paths/nguoi-lon.json";
  const withPath = new Map([...shipped, ...files.map((file) => [file, textOf(file)] as const)]);
  // The last thing the guide says to do: the lesson takes its place on a path.
  const before = readFileSync(join(root, "content", path), "utf8");
  const after = before.replace(/("lessons": \[\s*)/, '$1"bat-den-pin", ');
  assert.notEqual(after, before);
  if (withPath.has(path)) withPath.set(path, after);
  assert.deepEqual(await checkContent(join(root, "content"), { texts: withPath }), []);
});

test("the guide tells the simulator's shortest ways as they are", () => {
  const { proof } = checkedFile("simulators/bat-den-pin.json", textOf("simulators/bat-den-pin.json"), new Map());
  const ways = proof?.shortest.map(({ acts }) => acts.map((act) => act.slice(0, act.lastIndexOf("@"))).join(" → ")) ?? [];
  assert.equal(ways.length, 2);
  for (const way of ways) assert.ok(guide.includes(`\`${way}\``), way);
});

test("every piece of a file that the guide quotes stands in the file, word for word", () => {
  const pieces = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, piece = ""]) => piece.trim());
  assert.ok(pieces.length >= 5);
  const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
  const texts = files.map((file) => flat(textOf(file)));
  for (const piece of pieces) assert.ok(texts.some((text) => text.includes(flat(piece))), piece);
});
