import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { CertifyingItem, Item, ItemId, Simulator } from "@hocvuso/contract";
import { bankProblems, certifyingItemProblems, itemProblems } from "./check-items.ts";

const content = new URL("../content/", import.meta.url).pathname;
// The shipped files have their shapes: check-content.test.ts.
const all = <File>(folder: string): File[] => globSync(`${folder}/*.json`, { cwd: content }).toSorted().map((name) => JSON.parse(readFileSync(content + name, "utf8")) as File);
const practice = all<Item>("items");
const certifying = all<CertifyingItem>("certifying");
const simulators = all<Simulator>("simulators");

type OfForm<Form extends CertifyingItem["form"]> = Extract<CertifyingItem, { form: Form }>;

/** A fresh copy of a shipped item of this form, spoilt. */
function spoilt<Form extends CertifyingItem["form"]>(form: Form, spoil: (item: OfForm<Form>) => void): string[] {
  const found = certifying.find((item) => item.form === form && !(item.form === "spot" && "picture" in item.scene));
  const item = structuredClone(found ?? assert.fail(`no ${form}`)) as OfForm<Form>; // just chosen by its form
  spoil(item);
  return certifyingItemProblems(item);
}

const text = (vi: string) => ({ vi, en: "x" });
const long = "dài ".repeat(40);

const broken: readonly [title: string, problems: () => string[], says: RegExp][] = [
  ["a question that is too long", () => spoilt("choice", (item) => { item.shown = text(long); }), /Tell it in 150/],
  ["an answer that is too long", () => spoilt("order", ({ pieces: [first] }) => { if (first) first.text = text(long); }), /Say it in 60/],
  ["two answers with one id", () => spoilt("order", ({ pieces: [first, second] }) => { if (first && second) second.id = first.id; }), /same id/],
  ["không … không", () => spoilt("task", (item) => { item.shown = text("Bác không thể không trả tiền."); }), /says “không” twice/],
  ["a question for what is not so", () => spoilt("choice", (item) => { item.shown = text("Việc nào không nên làm?"); }), /asks for what is not so/],
  ["a choice about the other choices", () => spoilt("choice", ({ choices: [first] }) => { if (first) first.text = text("Tất cả các ý trên"); }), /about the other choices/],
  ["a key that is no choice", () => spoilt("choice", ({ key }) => { key.right = "la"; }), /right choice la is not among the choices/],
  ["a key that is no place", () => spoilt("spot", ({ key }) => { key.right = "la"; }), /right place la is not among the places/],
  ["a distractor without its mistake", () => spoilt("choice", ({ key }) => { key.mistakes = {}; }), /does not say which real mistake/],
  ["a place without its mistake", () => spoilt("spot", ({ key }) => { key.mistakes = {}; }), /does not say which real mistake/],
  ["a right choice that is called a mistake", () => spoilt("choice", ({ key }) => { key.mistakes = { ...key.mistakes, [key.right]: "x" }; }), /right choice stands for a mistake/],
  ["a mistake of a choice that is not there", () => spoilt("choice", ({ key }) => { key.mistakes = { ...key.mistakes, la: "x" }; }), /A mistake is told of la/],
  ["a key given away by its length", () => spoilt("choice", ({ choices, key }) => { for (const choice of choices) choice.text = text(choice.id === key.right ? "bốn mươi chữ cái là dài hơn hẳn" : "ngắn"); }), /length gives it away/],
  ["an order that lacks a piece", () => spoilt("order", ({ key }) => { key.right = key.right.slice(1); }), /does not hold each piece once/],
  ["pieces listed in the right order", () => spoilt("order", (item) => { item.key.right = item.pieces.map(({ id }) => id); }), /whoever gets them has the key/],
  ["a match that lacks a prompt", () => spoilt("match", ({ key }) => { key.right = Object.fromEntries(Object.entries(key.right).slice(1)); }), /does not hold each prompt once/],
  ["a partner that is not there", () => spoilt("match", ({ key }) => { key.right = Object.fromEntries(Object.entries(key.right).map(([prompt]) => [prompt, "la"])); }), /names the partner la/],
  ["one partner for two prompts", () => spoilt("match", ({ key, partners: [first] }) => { key.right = Object.fromEntries(Object.entries(key.right).map(([prompt]) => [prompt, first?.id ?? ""])); }), /one partner to two prompts/],
  ["partners beside their prompts", () => spoilt("match", (item) => { item.key.right = Object.fromEntries(item.prompts.map(({ id }, at) => [id, item.partners[at]?.id ?? ""])); }), /whoever gets them has the key/],
  ["ids too long for an answer", () => spoilt("match", (item) => { const [first] = item.prompts; if (first) { item.key.right = { ...item.key.right, ["a".repeat(58)]: item.key.right[first.id] ?? "" }; first.id = "a".repeat(58); } }), /longer than an answer may be/],
  ["a place that is no part", () => spoilt("spot", ({ places: [first] }) => { if (first) first.id = "la"; }), /place la is no part of the screen/],
  ["a part with an area", () => spoilt("spot", ({ places: [first] }) => { if (first) first.area = { left: 0, top: 0, width: 1, height: 1 }; }), /needs no area/],
  ["a part that depends on a run", () => spoilt("spot", ({ scene }) => { if ("parts" in scene && scene.parts[0]) scene.parts[0].when = { remembered: ["x"] }; }), /depends on a run/],
  ["a place without an area on a picture", () => spoilt("spot", (item) => { item.scene = { picture: "household" }; }), /no area within the picture/],
  ["a place beyond its picture", () => spoilt("spot", (item) => { item.scene = { picture: "household" }; for (const place of item.places) place.area = { left: 0.5, top: 0, width: 0.6, height: 1 }; }), /no area within the picture/],
  ["places that overlap", () => spoilt("spot", (item) => { item.scene = { picture: "household" }; for (const place of item.places) place.area = { left: 0.2, top: 0, width: 0.5, height: 1 }; }), /overlap: a finger cannot tell/],
  ["a place too narrow for a finger", () => spoilt("spot", (item) => { item.scene = { picture: "household" }; for (const place of item.places) place.area = { left: 0.2, top: 0, width: 0.1, height: 1 }; }), /too narrow for a finger/],
];
for (const [title, problems, says] of broken) {
  test(`${title} is found and said in a sentence`, () => assert.ok(problems().some((sentence) => says.test(sentence)), problems().join("\n")));
}

test("the shipped items, one by one and together, have no problem", () => {
  assert.deepEqual([...practice.flatMap(itemProblems), ...certifying.flatMap(certifyingItemProblems), ...bankProblems({ practice, certifying, simulators })], []);
});

test("asking whether something is so, twice in a dialogue or with “không?” at the end, is no double negation", () => {
  const says = (vi: string) => certifyingItemProblems({ ...structuredClone(certifying.find(({ form }) => form === "task") ?? assert.fail()), shown: text(vi) });
  assert.deepEqual(["Bác không biết có đúng không?", "Tin này không ghi ngày. Có tin được không?", "Anh hỏi: “Không vào được”, rồi sao nữa?"].flatMap(says), []);
});

/** The shipped bank with some items amended. */
function spoiltBank(spoil: (bank: { practice: Item[]; certifying: CertifyingItem[] }) => void): string[] {
  const bank = structuredClone({ practice, certifying });
  spoil(bank);
  return bankProblems({ ...bank, simulators }).map(({ file, sentence }) => `${file}: ${sentence}`);
}

test("an item that is practised and certifies is found", () => {
  const problems = spoiltBank(({ practice: [first], certifying: [other] }) => { if (first && other) first.id = other.id; });
  assert.match(problems.join("\n"), /certifying\/.*: A practice item has the same id/);
});

test("a task that measures what its simulator does not practise is found", () => {
  const problems = spoiltBank((bank) => { for (const item of bank.certifying) if (item.form === "task" && item.simulator === "tra-tien-qr") item.components = ["thong-tu-02-2025/3.4"]; });
  assert.match(problems.join("\n"), /simulator tra-tien-qr does not practise/);
});

test("enemies name each other, and none itself", () => {
  const named = (id: string) => (enemies: string[]) => spoiltBank((bank) => { for (const item of bank.certifying) if (item.id === id) item.enemies = enemies as ItemId[]; }); // ids of shipped items
  const [one, two] = certifying.filter(({ enemies }) => enemies === undefined).map(({ id }) => id);
  assert.deepEqual(named(one ?? "")([two ?? ""]), [`certifying/${one}.json: It names the enemy ${two}, which does not name it.`]);
  assert.deepEqual(named(one ?? "")([one ?? ""]), [`certifying/${one}.json: It is its own enemy.`]);
  const [hostile] = certifying.filter(({ enemies }) => enemies !== undefined);
  assert.match(spoiltBank((bank) => { for (const item of bank.certifying) if (item.id === hostile?.id) delete item.enemies; }).join("\n"), new RegExp(`names the enemy ${hostile?.id}, which does not name it`));
});

test("a bank whose keys are mostly the longest choice, or mostly in one place, is found", () => {
  const lengthened = spoiltBank((bank) => {
    for (const item of bank.certifying) if (item.form === "choice") for (const choice of item.choices) choice.text = text(choice.id === item.key.right ? "dài hơn hẳn" : "ngắn");
  });
  assert.match(lengthened.join("\n"), /certifying: In (\d+) of \1 items the right choice is the longest/);
  const moved = spoiltBank((bank) => { for (const item of bank.practice) item.choices = item.choices.toSorted((a, b) => Number(b.id === item.right) - Number(a.id === item.right)); });
  assert.match(moved.join("\n"), /items: Of (\d+) items with 3 choices \1 have the right one in place 1/);
});
