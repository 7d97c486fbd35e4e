import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { CertifyingItem, Framework, Simulator, SimulatorId } from "@hocvuso/contract";
import { createTest, declaredBank, nextItem, planTest, recordResponse, scoreOfPicked, withoutKey, type KeyedItem } from "./index.ts";

const content = new URL("../../../../content/", import.meta.url);
// content/ is checked against the schemas by tools/check-content.ts.
const read = <File>(name: string): File => JSON.parse(readFileSync(new URL(name, content), "utf8")) as File;
const all = <File>(folder: string): File[] => readdirSync(new URL(folder, content)).filter((name) => name.endsWith(".json")).map((name) => read<File>(`${folder}/${name}`));

const items = all<CertifyingItem>("certifying");
const isKeyed = (item: CertifyingItem): item is KeyedItem => item.form !== "task";
const keyed = items.filter(isKeyed);
const framework = read<Framework>("frameworks/thong-tu-02-2025.json");
const scoreSteps = new Map<SimulatorId, number>(all<Simulator>("simulators").map(({ id, scoreSteps: steps }) => [id, steps.length]));

const oneOf = <Form extends KeyedItem["form"]>(form: Form) => keyed.find((item): item is Extract<KeyedItem, { form: Form }> => item.form === form) ?? assert.fail(`no ${form}`);

test("without its key an item says nothing of what is right, and is otherwise whole", () => {
  for (const item of items) {
    const { sources: _, ...rest } = item;
    assert.deepEqual(Object.keys(withoutKey(item)).toSorted(), Object.keys(rest).filter((field) => field !== "key").toSorted());
    assert.doesNotMatch(JSON.stringify(withoutKey(item)), /"(key|right|mistakes?|sources)":/, item.id);
  }
});

test("a choice and a place are one point when right, none when another, none at all, or two", () => {
  for (const item of [oneOf("choice"), oneOf("spot")]) {
    const ids = item.form === "choice" ? item.choices.map(({ id }) => id) : item.places.map(({ id }) => id);
    assert.deepEqual(ids.map((id) => scoreOfPicked(item, [id])), ids.map((id) => (id === item.key.right ? 1 : 0)));
    assert.deepEqual([[], ids, [item.key.right, item.key.right]].map((picked) => scoreOfPicked(item, picked)), [0, 0, 0]);
  }
});

test("an order is right only as a whole, and as it was put", () => {
  const item = oneOf("order");
  const { right } = item.key;
  assert.deepEqual([right, right.toReversed(), right.toSorted(), right.slice(1)].map((picked) => scoreOfPicked(item, picked)), [1, 0, right.join() === right.toSorted().join() ? 1 : 0, 0]);
});

test("pairs are right whichever was made first; one swapped or one too many is none", () => {
  const item = oneOf("match");
  const pairs = Object.entries(item.key.right).map(([prompt, partner]) => `${prompt}:${partner}`);
  const [[a = "", x = ""] = [], [b = "", y = ""] = [], ...rest] = pairs.map((pair) => pair.split(":"));
  const swapped = [`${a}:${y}`, `${b}:${x}`, ...rest.map((pair) => pair.join(":"))];
  assert.deepEqual([pairs, pairs.toReversed(), swapped, [...pairs, `${a}:${y}`]].map((picked) => scoreOfPicked(item, picked)), [1, 1, 0, 0]);
});

test("the declared bank holds every item of the framework, the harder level being harder on average, and can be tested with", () => {
  const bank = declaredBank(items, { framework, scoreSteps });
  const measured = items.filter(({ components: [first = ""] }) => first.startsWith("thong-tu-02-2025/"));
  assert.equal(bank.length, measured.length);
  assert.deepEqual(new Set(bank.map(({ competence }) => competence)), new Set(Array.from({ length: 24 }, (_, at) => at)));
  for (const [at, { domain, stepDifficulties }] of bank.entries()) {
    const item = measured[at] ?? assert.fail();
    assert.equal(`${domain + 1}`, item.components[0]?.split("/")[1]?.[0]);
    const mean = stepDifficulties.reduce((sum, b) => sum + b / stepDifficulties.length, 0);
    assert.ok(Math.abs(mean - item.expectedDifficultyLogits) < 1e-9, item.id);
    assert.equal(stepDifficulties.length, item.form === "task" ? scoreSteps.get(item.simulator) : 1);
  }
  const meanOf = (level: number) => { const of = measured.filter((item) => item.level === level); return of.reduce((sum, item) => sum + item.expectedDifficultyLogits / of.length, 0); };
  assert.ok(meanOf(1) < meanOf(2) && meanOf(2) < meanOf(3) && meanOf(3) < meanOf(4));

  const plan = planTest(bank, { purpose: "placement", prior: { meanLogits: 0, sd: 1 }, targetPosteriorSd: 0.35, minItems: 5, maxItems: 40, maxSeconds: 3_600, openingPool: 5 });
  let state = createTest(plan, 7);
  for (let next = nextItem(plan, state); next.kind !== "finished"; next = nextItem(plan, state)) {
    const { itemId } = next;
    const steps = bank.find(({ id }) => id === itemId)?.stepDifficulties ?? [];
    state = recordResponse(plan, state, { itemId, score: steps.length > 1 ? steps.length - 1 : state.answers.length % 2, seconds: 30 });
  }
  const asked = state.answers.map(({ itemId }) => itemId);
  assert.ok(asked.length >= 5 && new Set(asked).size === asked.length);
  for (const item of items.filter(({ id }) => asked.includes(id))) assert.ok(!item.enemies?.some((enemy) => asked.includes(enemy)), item.id);
});

test("chance is counted by the form: three choices, six orders of three, four partners for three prompts", () => {
  const bank = declaredBank(items, { framework, scoreSteps });
  const chanceOf = (item: CertifyingItem) => bank.find(({ id }) => id === item.id)?.optionCount;
  for (const item of keyed) {
    const expected = { choice: () => (item.form === "choice" ? item.choices.length : 0), spot: () => (item.form === "spot" ? item.places.length : 0), order: () => (item.form === "order" ? (item.pieces.length === 3 ? 6 : 24) : 0), match: () => (item.form === "match" && item.prompts.length === 3 && item.partners.length === 4 ? 24 : 6) };
    assert.equal(chanceOf(item), expected[item.form](), item.id);
  }
  assert.ok(items.filter(({ form }) => form === "task").every((item) => chanceOf(item) === undefined));
});

test("a task whose simulator is missing is refused", () => {
  assert.throws(() => declaredBank(items, { framework, scoreSteps: new Map() }), RangeError);
});
