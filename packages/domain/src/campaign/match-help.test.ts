import assert from "node:assert/strict";
import { test } from "node:test";
import type { PersonId, UnitId } from "@hocvuso/contract";
import { isEscalated, matchHelp, mayFollow, type Helper } from "./match-help.ts";

const [HAMLET, OTHER_HAMLET, NEXT_COMMUNE, FAR] = ["19249.2-03", "19249.2-07", "19252.2-01", "18859.2-01"] as UnitId[] as [UnitId, UnitId, UnitId, UnitId]; // a test names its own units
const id = (name: string) => name as PersonId; // likewise
const asked = { person: id("bác Lài"), place: HAMLET, about: "tra-tien-qr" };
const helper = (name: string, part: Partial<Helper> = {}): Helper => ({ person: id(name), place: HAMLET, serves: [], languages: [], skills: ["tra-tien-qr"], openRequests: 0, isAvailable: true, ...part });
const isNear = (a: UnitId, b: UnitId) => [a, b].every((one) => one !== FAR);
const found = (helpers: readonly Helper[], question: Parameters<typeof matchHelp>[0] = asked) => matchHelp(question, helpers, { isNear }).map(({ helper: who }) => who);

test("the nearest comes first, whoever serves the hamlet is of it, and a commune far away is asked for nobody", () => {
  assert.deepEqual(found([helper("far", { place: FAR }), helper("next", { place: NEXT_COMMUNE }), helper("same", { place: OTHER_HAMLET }), helper("serves", { place: OTHER_HAMLET, serves: [HAMLET] })]), ["serves", "same", "next"]);
});

test("of equally near ones who can do it comes first, then who has less to do, then by id, whatever order they are named in", () => {
  const three = [helper("c"), helper("b", { openRequests: 1 }), helper("a", { skills: [] }), helper("bb")];
  assert.deepEqual(found(three), ["bb", "c", "b"]);
  assert.deepEqual(found(three.toReversed()), ["bb", "c", "b"]);
});

test("who does not speak the language that was asked for is no helper; Vietnamese is asked of nobody", () => {
  const [speaks, other] = [helper("speaks", { place: OTHER_HAMLET, languages: ["Bru"] }), helper("other")];
  assert.deepEqual(found([other, speaks], { ...asked, language: "tiếng Bru" }), ["speaks"]);
  assert.deepEqual(found([other, speaks], { ...asked, language: "Tiếng Việt" }), ["other", "speaks"]);
});

test("nobody helps themselves, nobody who has three open requests or said they are not free is asked", () => {
  assert.deepEqual(found([helper("bác Lài"), helper("busy", { openRequests: 3 }), helper("away", { isAvailable: false })]), []);
});

test("the reason is said: how near, the language where one was asked for, the skill, and that they are free", () => {
  assert.deepEqual(matchHelp({ ...asked, language: "Bru" }, [helper("a", { languages: ["bru"] })], { isNear })[0]?.reasons, ["same-hamlet", "speaks-language", "has-skill", "free"]);
});

test("a day without a taker or a week without an end calls for somebody; a closed one never does", () => {
  const after = (state: "open" | "taken" | "closed", hours: number) => isEscalated({ state, askedMs: 0, nowMs: hours * 3_600_000 });
  assert.deepEqual([after("open", 24), after("open", 25), after("taken", 25), after("taken", 169), after("closed", 999)], [false, true, false, true, false]);
});

test("only the person helped, or the desk for them, closes a request; a helper alone never does, and nothing follows closed", () => {
  const [person, who] = [id("bác Lài"), id("Sen")];
  const may = (before: "open" | "taken" | "answered" | "closed", state: "open" | "taken" | "answered" | "closed", by: PersonId | "desk") => mayFollow(before, { state, by }, { person, helper: who });
  assert.deepEqual([may("open", "taken", who), may("taken", "answered", who), may("answered", "closed", who), may("answered", "closed", person), may("answered", "closed", "desk"), may("closed", "open", "desk"), may("taken", "open", id("other")), may("open", "closed", person)],
    [true, true, false, true, true, false, false, true]);
});
