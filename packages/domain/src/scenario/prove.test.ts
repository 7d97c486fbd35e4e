import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reaction, Screen, Simulator } from "@hocvuso/contract";
import { payByQr, possibleActs, sendMessage } from "./given-simulator.suite.ts";
import { prove, type Flaw } from "./prove.ts";
import { replay } from "./replay.ts";
import { outcomeOf, startRun, step, type RunState } from "./run.ts";

function screen(simulator: Simulator, id: string): Screen {
  return simulator.screens.find((each) => each.id === id) ?? assert.fail(`no screen ${id}`);
}
function reaction(simulator: Simulator, id: string, place: number): Reaction {
  return screen(simulator, id).reactions[place] ?? assert.fail(`no reaction ${place}`);
}
const text = (words: string) => ({ vi: words, en: words });

test("the shipped simulator is proved in each of its 18 variants", () => {
  const proof = prove(payByQr());
  assert.deepEqual(proof.counterexamples, []);
  assert.equal(proof.shortest.length, 18);
  assert.deepEqual([...new Set(proof.shortest.map(({ drawn, acts }) => `${drawn["nguoi-nhan"]} ${acts.length}`))], ["dung 7", "dan-de 10"]);
});

test("the small simulator is proved before it is broken", () => {
  assert.deepEqual(prove(sendMessage()).counterexamples, []);
});

type Broken = readonly [title: string, amend: (simulator: Simulator) => void];
/** For every flaw there is; one without a broken file does not compile. */
const broken: Readonly<Record<Flaw, readonly [Broken, ...Broken[]]>> = {
  "name-unknown": [
    ["an act that leads to a screen that is not there", (it) => { reaction(it, "dong-y", 2).to = "khong-co"; }],
    ["a condition on an option that is never drawn", (it) => { reaction(it, "dong-y", 2).when = { drawn: { ban: "minh" } }; }],
    ["a condition on a word that nothing remembers", (it) => { reaction(it, "dong-y", 2).when = { remembered: ["da-quen"] }; }],
    ["a score step that is not on the list", (it) => { reaction(it, "dong-y", 2).spoils = "khac"; }],
    ["two screens of one name", (it) => { it.screens.push(structuredClone(screen(it, "go-ten"))); }],
    ["two score steps of one name", (it) => { it.scoreSteps.push({ id: "ten", title: text("Tên") }); }],
    ["two draws of one name", (it) => { it.draws.push(...structuredClone(it.draws)); }],
    ["two options of one name", (it) => { for (const draw of it.draws) draw.options.push(...structuredClone(draw.options)); }],
    ["two parts of one name on a screen", (it) => { screen(it, "xong").phone.push({ kind: "paragraph", id: "loi", text: text("a") }, { kind: "paragraph", id: "loi", text: text("b") }); }],
    ["a start that is no screen", (it) => { it.start = "khong-co"; }],
    ["a file without a goal", (it) => { delete screen(it, "xong").isGoal; }],
    ["a sticker on a condition that is never drawn", (it) => { screen(it, "xong").phone.push({ kind: "sign", id: "bien", heading: text("a"), name: text("b"), seed: "c", pastedOver: { drawn: { ban: "minh" } } }); }],
  ],
  "variant-never-drawn": [
    ["an option drawn so seldom that no seed was found", (it) => {
      for (let place = 0; place < 4; place++) {
        it.draws.push({ id: `hiem-${place}`, options: [{ id: "thuong", weight: 100, values: {} }, { id: "hiem", values: {} }] });
      }
    }],
  ],
  "screen-never-reached": [
    ["a screen that nothing leads to", (it) => { it.screens.push({ ...structuredClone(screen(it, "go-ten")), id: "lac" }); }],
  ],
  "reaction-never-taken": [
    ["a reaction behind one that always comes first", (it) => { screen(it, "dong-y").reactions.push({ act: "ve", verdict: "neutral", to: "xong" }); }],
  ],
  "goal-out-of-reach": [
    ["a screen from which nothing leads on", (it) => {
      it.screens.push({ ...structuredClone(screen(it, "dong-y")), id: "bay", reactions: screen(it, "dong-y").reactions.map((each) => ({ ...each, to: "bay" })) });
      screen(it, "dong-y").reactions[2] = { act: "ve", verdict: "neutral", to: "bay" };
    }],
    ["a goal that only a wrong act reaches", (it) => { Object.assign(reaction(it, "dong-y", 3), { verdict: "wrong" }); }],
  ],
  "act-not-answered": [
    ["an act that no reaction answers", (it) => { screen(it, "go-ten").reactions.splice(1); }],
  ],
  "act-offered-twice": [
    ["two parts that offer one act", (it) => { screen(it, "dong-y").choices.push({ kind: "button", id: "nut-ve-2", act: "ve", label: text("Về") }); }],
  ],
  "wrong-act-without-words": [
    ["a wrong act answered without words", (it) => { delete reaction(it, "go-ten", 1).answer; }],
  ],
  "wrong-act-not-taught": [
    ["a wrong act answered with a word that teaches nothing", (it) => { reaction(it, "go-ten", 1).answer = text("Gõ lại nhé"); }],
  ],
  "text-missing": [
    ["a screen without English speech", (it) => { screen(it, "dong-y").spoken.en = " "; }],
  ],
  "value-unknown": [
    ["an answer with a value that no draw gives", (it) => { reaction(it, "dong-y", 3).answer = text("{sum} đồng"); }],
    ["a part with a value that no draw gives", (it) => { screen(it, "xong").phone.push({ kind: "paragraph", id: "loi", text: text("{sum} đồng") }); }],
  ],
  "hint-missing": [
    ["a screen without hints", (it) => { screen(it, "dong-y").hints = []; }],
  ],
  "hint-points-at-nothing": [
    ["a hint that points at a part not to be seen", (it) => { screen(it, "dong-y").hints = [{ weak: { text: text("Nhìn lại") }, strong: { text: text("Chạm"), points: "nut-gui" } }]; }],
  ],
  "goal-offers-acts": [
    ["a goal screen with a button", (it) => { screen(it, "xong").choices.push({ kind: "button", id: "nut", act: "nua", label: text("Nữa") }); }],
  ],
  "private-entry-leads-on": [
    ["a field that lets a real code through", (it) => { screen(it, "go-ten").reactions.unshift({ act: "go", case: "rieng", verdict: "right", to: "dong-y" }); }],
  ],
  "case-never-met": [
    ["a case that nothing typed can be", (it) => {
      const [field] = screen(it, "go-ten").phone;
      if (field?.kind !== "text-field") assert.fail();
      field.cases.push({ id: "lap", equals: ["{friend}"] });
    }],
  ],
  "score-step-not-earned": [
    ["a score step that the plain way leaves out", (it) => { delete reaction(it, "dong-y", 0).earns; }],
    ["a score step that the plain way spoils", (it) => { reaction(it, "dong-y", 0).spoils = "ten"; }],
  ],
};
for (const [flaw, files] of Object.entries(broken)) {
  for (const [title, amend] of files) {
    test(`${title} is refused as ${flaw}`, () => {
      const { counterexamples } = prove(sendMessage(amend));
      assert.ok(counterexamples.some((each) => each.flaw === flaw), `found only ${JSON.stringify(counterexamples)}`);
    });
  }
}

test("a counterexample is the fewest acts that lead there, and plays", () => {
  const simulator = sendMessage((it) => { delete reaction(it, "dong-y", 3).answer; Object.assign(screen(it, "dong-y"), { hints: [{ when: { notRemembered: ["da-tick"] }, weak: { text: text("a") }, strong: { text: text("b") } }] }); });
  const [found, ...others] = prove(simulator).counterexamples.filter(({ flaw }) => flaw === "hint-missing");
  assert.deepEqual([found?.at?.acts, others.length], [["go=dung@0", "tick@0"], 0]);
  const played = replay(simulator, { seed: found?.at?.seed ?? -1, mode: "on-my-own", acts: found?.at?.acts ?? [] });
  assert.equal(played.kind === "replayed" && played.state.screen, "dong-y");
});

test("a walker who does anything at all 10,000 times can always still reach the goal", () => {
  const simulator = payByQr();
  const known = new Set<string>();
  const keyOf = (state: RunState): string => [state.seed, state.screen, ...state.remembered].join(" ");
  /** Depth first and on its own: shares no search with the prover. */
  const canReachGoal = (from: RunState): boolean => {
    const seen = new Set<string>();
    const open = [from];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (outcomeOf(simulator, state).goalReached || known.has(keyOf(state))) return true;
      if (seen.has(keyOf(state))) continue;
      seen.add(keyOf(state));
      for (const act of possibleActs(simulator, state)) open.push(step(simulator, state, act).state);
    }
    return false;
  };
  let dice = 20_251_123;
  const roll = (sides: number): number => (dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0) % sides;
  let goals = 0;
  for (let walk = 0; walk < 10_000; walk++) {
    let state = startRun(simulator, { seed: walk % 200, mode: "on-my-own" });
    for (let acts = roll(40); acts > 0; acts--) {
      const possible = possibleActs(simulator, state);
      const act = possible[(roll(2 ** 16) >>> 4) % possible.length];
      if (act === undefined) break;
      state = step(simulator, state, act).state;
    }
    if (outcomeOf(simulator, state).goalReached) goals++;
    assert.ok(canReachGoal(state), `stuck after ${state.acts.join(" ")}`);
    known.add(keyOf(state));
  }
  assert.ok(goals > 500 && goals < 9_500, `walks that ended at the goal: ${goals}`);
});
