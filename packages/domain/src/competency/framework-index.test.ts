import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import type { Crosswalk, Framework } from "@hocvuso/contract";
import { correspondingComponents, indexFrameworks } from "./index.ts";

const folder = new URL("../../../../content/frameworks/", import.meta.url);
// content/ is checked against the schema by tools/check-content.ts.
const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Framework | Crosswalk);
const shipped = {
  frameworks: files.filter((file) => file.kind === "framework"),
  crosswalks: files.filter((file) => file.kind === "crosswalk"),
};
const copy = (): typeof shipped => structuredClone(shipped);

function framework(id: string, among = shipped): Framework {
  return among.frameworks.find((each) => each.id === id) ?? assert.fail(`no framework ${id}`);
}

test("the shipped frameworks hold together", () => {
  assert.deepEqual(indexFrameworks(shipped).problems, []);
});

test("Thông tư 02/2025 has 6 domains, 24 components and 8 levels in 4 bands", () => {
  const { domains, bands } = framework("thong-tu-02-2025");
  assert.deepEqual(domains.map((domain) => domain.components.length), [3, 6, 4, 4, 4, 3]);
  assert.deepEqual(bands.map((band) => band.levels.map(({ level }) => level)), [[1, 2], [3, 4], [5, 6], [7, 8]]);
});

test("what was not obtained is empty, not guessed", () => {
  const decision = framework("quyet-dinh-757-2025");
  assert.equal(decision.completeness, "empty");
  assert.deepEqual(decision.targetGroups?.map((group) => group.domains.length), [0, 0, 0, 0]);
});

test("a component finds its counterparts along a crosswalk and against it", () => {
  const { index } = indexFrameworks(shipped);
  const from = (of: string, to: string) => correspondingComponents(index, { of, framework: to });
  assert.deepEqual(from("thong-tu-02-2025/4.2", "digcomp-2-2"), ["digcomp-2-2/4.2"]);
  assert.deepEqual(from("cong-van-3240-2024/3", "thong-tu-02-2025"), ["thong-tu-02-2025/4.2", "thong-tu-02-2025/5.1"]);
  assert.deepEqual(from("thong-tu-02-2025/4.2", "cong-van-3240-2024"), ["cong-van-3240-2024/3", "cong-van-3240-2024/4"]);
  assert.deepEqual(from("thong-tu-02-2025/6.1", "digcomp-2-2"), []);
});

const broken: readonly [string, (it: typeof shipped) => void][] = [
  ["has the component 1.1 twice", (it) => { framework("digcomp-2-2", it).domains[0]?.components.push({ id: "1.1", title: { vi: "a", en: "a" } }); }],
  ["do not rise", (it) => { framework("thong-tu-02-2025", it).bands.reverse(); }],
  ["says that it is empty and has some components", (it) => { framework("thong-tu-02-2025", it).completeness = "empty"; }],
  ["which no framework has", (it) => { it.crosswalks[0]?.pairs[0]?.to.push("digcomp-2-2/9.9"); }],
  ["which is not of", (it) => { it.crosswalks[0]?.pairs[0]?.to.push("quyet-dinh-757-2025/1", "cong-van-3139-2024/0.1"); }],
  ["twice", (it) => { const pairs = it.crosswalks[0]?.pairs; if (pairs?.[0] !== undefined) pairs.push(pairs[0]); }],
];
for (const [sentence, amend] of broken) {
  test(`a broken framework is named: … ${sentence}`, () => {
    const it = copy();
    amend(it);
    const { problems } = indexFrameworks(it);
    assert.ok(problems.some((problem) => problem.includes(sentence)), JSON.stringify(problems));
  });
}
