import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { CertifyingItem, Framework, Item, Simulator, TestsPolicy } from "@hocvuso/contract";
import { withoutKey } from "./certifying-items.ts";
import { itemProbability } from "./item-response.ts";
import { uniformAt } from "./seeded-random.ts";
import { abilityNow, nextItem, neutraliseItem, recordResponse, type TestState } from "./test-session.ts";
import { abilityByDomain, beginTest, certificationTest, optionOrder, orderText, placementTest, replayTest, startOfTest, type TestPart, type TestRecord, type WholeTest } from "./whole-test.ts";

const content = new URL("../../../../content/", import.meta.url);
const read = <File>(name: string): File => JSON.parse(readFileSync(new URL(name, content), "utf8")) as File; // the content check holds each file to its kind
const all = <File>(folder: string): File[] => readdirSync(new URL(folder, content)).filter((name) => name.endsWith(".json")).map((name) => read<File>(`${folder}/${name}`));
const policy = read<TestsPolicy>("policies/tests.json");
const framework = read<Framework>("frameworks/thong-tu-02-2025.json");
const scoreSteps = new Map(all<Simulator>("simulators").map(({ id, scoreSteps: steps }) => [id, steps.length]));
const certifying = all<CertifyingItem>("certifying");
const placement = placementTest(all<Item>("items"), policy, framework);
const certification = certificationTest(certifying.map(withoutKey), policy, { framework, scoreSteps });

type Sat = { readonly record: TestRecord; readonly state: TestState };

/** Answers as an ability makes them likely; at `broken` places the item breaks. */
function sit(whole: WholeTest, seed: number, { ability = 0, broken = [] }: { ability?: number; broken?: readonly number[] } = {}): Sat {
  const startMilliLogits = -300;
  let state = beginTest(whole, { seed, startMilliLogits });
  const parts: TestPart[] = [];
  for (;;) {
    const next = nextItem(whole.plan, state);
    if (next.kind === "finished") break;
    const { itemId } = next;
    const place = parts.length;
    if (broken.includes(place)) {
      state = neutraliseItem(whole.plan, state, itemId);
      parts.push({ is: "neutralised", place, itemId });
      continue;
    }
    const item = whole.plan.bank.items[whole.plan.bank.indexOf.get(itemId) ?? -1];
    assert.ok(item !== undefined);
    const chances = itemProbability(item, ability);
    let left = uniformAt(seed, 1_000 + place);
    const score = chances.findIndex((chance) => (left -= chance) < 0);
    const count = whole.optionCounts.get(itemId);
    parts.push({ is: "answer", place, itemId, order: count === undefined ? undefined : orderText(optionOrder({ seed, itemId, count })), score, seconds: 20 });
    state = recordResponse(whole.plan, state, { itemId, score, seconds: 20 });
  }
  const { ability: found, posteriorSd } = abilityNow(state);
  return { state, record: { seed, startMilliLogits, parts, end: { because: "rule", places: parts.length, ...(whole.purpose === "placement" ? { score: { ability: found, posteriorSd } } : {}) } } };
}

const changed = (record: TestRecord, place: number, change: Partial<Extract<TestPart, { is: "answer" }>>): TestRecord => ({ ...record, parts: record.parts.map((part) => (part.place === place && part.is === "answer" ? { ...part, ...change } : part)) });
const faultOf = (whole: WholeTest, record: TestRecord) => {
  const replayed = replayTest(whole, record);
  return replayed.is === "refused" ? replayed.fault : replayed.is;
};

describe("a whole test from its raw facts", () => {
  test("is drawn and scored again the same, from facts in any order and after JSON", () => {
    for (const [whole, seed] of [[placement, 1], [placement, 2], [certification, 3]] as const) {
      const { record, state } = sit(whole, seed);
      const again = replayTest(whole, JSON.parse(JSON.stringify({ ...record, parts: record.parts.toReversed() })) as TestRecord); // the same record
      assert.equal(again.is, "scored");
      assert.ok(again.is === "scored");
      assert.deepEqual({ ability: again.ability, posteriorSd: again.posteriorSd }, abilityNow(state));
    }
  });

  test("is refused where anything was changed afterwards", () => {
    const { record } = sit(placement, 4);
    const [first, second] = record.parts;
    assert.ok(first?.is === "answer" && second?.is === "answer");
    const last = record.parts.length - 1;
    assert.equal(faultOf(placement, changed(record, last, { score: 1 - (record.parts[last] as { score: number }).score })), "score-differs"); // an answer, as all are
    const order = first.order ?? "";
    assert.equal(faultOf(placement, changed(record, 0, { order: [...order].toReversed().join("") })), "order-differs");
    assert.equal(faultOf(placement, { ...record, parts: record.parts.map((part) => (part.place === 0 ? { ...second, place: 0 } : part.place === 1 ? { ...first, place: 1 } : part)) }), "not-offered");
    assert.equal(faultOf(placement, { ...record, parts: [...record.parts, { ...first, score: 1 - (first.score ?? 0) }] }), "two-answers");
    assert.equal(faultOf(placement, { ...record, end: { because: "rule", places: last } }), "after-the-end");
    assert.equal(faultOf(placement, { ...record, parts: record.parts.slice(0, 3), end: { because: "rule", places: 3 } }), "ended-early");
    assert.equal(faultOf(placement, changed(record, 0, { score: undefined })), "not-scorable");
    assert.equal(faultOf(placement, changed(record, 0, { score: 7 })), "not-scorable");
  });

  test("waits for what has not arrived, and is left where the person left it", () => {
    const { record } = sit(placement, 5);
    assert.equal(faultOf(placement, { ...record, parts: record.parts.filter(({ place }) => place !== 2) }), "waiting");
    assert.equal(faultOf(placement, { ...record, end: undefined }), "waiting");
    assert.equal(faultOf(placement, { ...record, parts: record.parts.slice(0, 4), end: { because: "left", places: 4 } }), "left");
  });

  test("goes on with another item where one broke, and nobody is the worse for it", () => {
    const { record, state } = sit(certification, 6, { broken: [0, 4] });
    assert.equal(state.answers.length, policy.certification.items);
    assert.equal(record.parts.length, policy.certification.items + 2);
    assert.equal(replayTest(certification, record).is, "scored");
  });
});

test("which certifying items are asked, and how many, depends on no score", () => {
  const strong = sit(certification, 8, { ability: 4 }).record;
  const weak = sit(certification, 8, { ability: -4 }).record;
  assert.deepEqual(strong.parts.map(({ itemId }) => itemId), weak.parts.map(({ itemId }) => itemId));
  const [pass, notYet] = [replayTest(certification, strong), replayTest(certification, weak)];
  assert.deepEqual([pass.is === "scored" && pass.decision, notYet.is === "scored" && notYet.decision], ["pass", "not-yet"]);
  const tasks = certifying.filter(({ form }) => form === "task").map(({ id }): string => id);
  assert.equal(strong.parts.filter(({ itemId }) => tasks.includes(itemId)).length, policy.certification.tasks.least);
  assert.notDeepEqual(sit(certification, 9).record.parts.map(({ itemId }) => itemId), strong.parts.map(({ itemId }) => itemId));
});

test("nobody passes on questions alone", () => {
  const { record } = sit(certification, 8, { ability: 4 });
  const tasks = new Set(certifying.filter(({ form }) => form === "task").map(({ id }): string => id));
  const onlyQuestions = { ...record, parts: record.parts.map((part) => (part.is === "answer" && tasks.has(part.itemId) ? { ...part, score: 1 } : part)) };
  const replayed = replayTest(certification, onlyQuestions);
  assert.equal(replayed.is === "scored" && replayed.decision, "not-yet");
});

test("the error rates that the policy tells are those that its rule has, to 2 in 100", () => {
  const { cutLogits, indifferenceLogits, errorRates } = policy.certification;
  const passShare = (ability: number) => {
    const people = 800;
    const passed = Array.from({ length: people }, (_, nth) => replayTest(certification, sit(certification, 100 + nth, { ability }).record)).filter((one) => one.is === "scored" && one.decision === "pass").length;
    return passed / people;
  };
  const [low, high] = [passShare(cutLogits - indifferenceLogits), passShare(cutLogits + indifferenceLogits)];
  assert.ok(Math.abs(low - errorRates.passAtLowerEdge) < 0.02 && Math.abs(1 - high - errorRates.failAtUpperEdge) < 0.02, `${low} ${1 - high}`);
});

test("a placement asks every domain, tells each apart, and starts from what is known", () => {
  const { state } = sit(placement, 11);
  assert.ok(state.answers.length >= policy.placement.minItems && state.answers.length <= policy.placement.maxItems);
  const domains = new Set(state.answers.map(({ itemId }) => placement.plan.bank.items.find(({ id }) => id === itemId)?.domain));
  assert.equal(domains.size, 6);
  const found = abilityByDomain(placement, state);
  assert.equal(found.length, 6);
  assert.equal(new Set(found.map(({ ability }) => ability.toFixed(6))).size, 6);
  assert.equal(startOfTest(policy, { group: "adult", lessonCount: 0 }), -500);
  assert.equal(startOfTest(policy, { group: undefined, lessonCount: 1_000 }), 300);
});

test("choices stand in another order for another test, and each order comes as often", () => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 6_000; seed += 1) {
    const text = orderText(optionOrder({ seed, itemId: "mot-cau", count: 3 }));
    seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  assert.equal(seen.size, 6);
  assert.ok([...seen.values()].every((times) => times > 850 && times < 1_150), JSON.stringify([...seen]));
});
