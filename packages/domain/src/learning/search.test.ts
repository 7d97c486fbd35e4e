import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { HelpTopics, Item, Lesson, SearchWords, Simulator, Text } from "@hocvuso/contract";
import { openSearch, searchIndex, type SearchIndex } from "./index.ts";

const content = new URL("../../../../content/", import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, content), "utf8"));
const all = (folder: string): unknown[] => readdirSync(new URL(folder, content)).filter((name) => name.endsWith(".json")).map((name) => read(`${folder}/${name}`));

// content/ is checked against the schemas by tools/check-content.ts.
const index: SearchIndex = searchIndex({
  lessons: all("lessons") as Lesson[], items: all("items") as Item[], simulators: all("simulators") as Simulator[],
  paths: all("paths") as { id: string; title: Text; for: Text }[], topics: (read("help.json") as HelpTopics).topics, words: read("search-words.json") as SearchWords,
});
const searcher = openSearch(index);

type Query = { readonly kind: string; readonly query: string; readonly lesson: string };
const queriesIn = (file: string): readonly Query[] => readFileSync(new URL(file, import.meta.url), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => {
  const [kind = "", query = "", lesson = ""] = line.split("|").map((part) => part.trim());
  return { kind, query, lesson };
});
const queries = queriesIn("search-queries.txt");
const kinds = ["accented", "unaccented", "misspelt", "dialect"];

test("there are 200 written queries, of each kind at least 30, each asked once, for lessons that exist", () => {
  assert.ok(queries.length >= 200);
  for (const kind of kinds) assert.ok(queries.filter((each) => each.kind === kind).length >= 30, kind);
  assert.equal(new Set(queries.map(({ query }) => query)).size, queries.length);
  const lessons = new Set(index.entries.filter(({ kind }) => kind === "lesson").map(({ id }) => id));
  assert.deepEqual(queries.filter(({ kind, lesson }) => !kinds.includes(kind) || !lessons.has(lesson)), []);
});

test("of the written queries at least 95 of 100 find their lesson first, and of each kind at least 90", () => {
  const missed = queries.filter(({ query, lesson }) => searcher.search(query)[0]?.entry.id !== lesson);
  const told = missed.map(({ kind, query, lesson }) => `${kind}: “${query}” wants ${lesson}, finds ${searcher.search(query, 3).map(({ entry, score }) => `${entry.id} ${score.toFixed(1)}`).join(", ")}`).join("\n");
  assert.ok(missed.length <= queries.length * 0.05, `${missed.length} of ${queries.length} missed\n${told}`);
  for (const kind of kinds) {
    const asked = queries.filter((each) => each.kind === kind).length;
    assert.ok(missed.filter((each) => each.kind === kind).length <= asked * 0.1, `${kind}\n${told}`);
  }
});

test("of queries for which no word was added, 7 of 10 find their lesson first, and 17 of 20 among the first three", () => {
  const unseen = queriesIn("search-queries-unseen.txt");
  const places = unseen.map(({ query, lesson }) => searcher.search(query).findIndex(({ entry }) => entry.id === lesson));
  assert.ok(places.filter((place) => place === 0).length >= unseen.length * 0.7, places.join());
  assert.ok(places.filter((place) => place >= 0 && place < 3).length >= unseen.length * 0.85, places.join());
});

test("words of an exercise, a path and a topic of help are found, each as what it is", () => {
  const firstOf = (query: string, kind: string) => searcher.search(query).find(({ entry }) => entry.kind === kind)?.entry.id;
  assert.equal(firstOf("tieng to tieng nho", "simulator"), "am-luong");
  assert.equal(searcher.search("đường học của người cao tuổi")[0]?.entry.id, "nguoi-cao-tuoi");
  assert.equal(searcher.search("quên ba hình")[0]?.entry.id, "quen-ba-hinh");
  assert.equal(searcher.search("pay at the market")[0]?.entry.id, "tra-tien-qr");
});

test("a word only begun finds already, and a word of nothing finds nothing", () => {
  assert.equal(searcher.search("bảo hiểm y t")[0]?.entry.id, "the-bao-hiem-trong-may");
  assert.deepEqual(searcher.search("xyzzyq"), []);
  assert.deepEqual(searcher.search("  "), []);
});

test("at most as many come as were asked for, best first", () => {
  const found = searcher.search("tiền", 5);
  assert.equal(found.length, 5);
  assert.deepEqual(found.map(({ score }) => score), found.map(({ score }) => score).toSorted((a, b) => b - a));
});
