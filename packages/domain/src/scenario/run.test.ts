import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatorMode } from "@hocvuso/contract";
import { payByQr, sendMessage } from "./given-simulator.suite.ts";
import { outcomeOf, startRun, step, type Act, type Feedback, type RunState } from "./run.ts";
import { drawVariant } from "./variant.ts";

const qr = payByQr();

function seedThatDraws(wanted: Record<string, string>): number {
  for (let seed = 0; ; seed++) {
    const { drawn } = drawVariant(qr, seed);
    if (Object.entries(wanted).every(([draw, option]) => drawn[draw] === option)) return seed;
  }
}
const honest = seedThatDraws({ "nguoi-nhan": "dung", "so-tien": "hai-muoi-nghin", "ma-tap": "ma-1357" });
const pastedOver = seedThatDraws({ "nguoi-nhan": "dan-de", "so-tien": "hai-muoi-nghin", "ma-tap": "ma-1357" });

function tap(act: string, entered?: string): Act {
  return { kind: "do", act, sinceShownMs: 1_000, ...(entered === undefined ? {} : { entered }) };
}
const askHint: Act = { kind: "ask-hint", sinceShownMs: 4_000 };

function play(seed: number, mode: SimulatorMode, acts: readonly Act[]): { state: RunState; feedback: Feedback[] } {
  let state = startRun(qr, { seed, mode });
  const feedback = acts.map((act) => {
    const result = step(qr, state, act);
    state = result.state;
    return result.feedback;
  });
  return { state, feedback };
}

const toTheName = [tap("quet-ma"), tap("quet-bang")];
const fromAmount = [tap("go-tien", "20.000"), tap("xac-nhan"), tap("bam-ma", "1357"), tap("dua-xem")];

test("a learner who pays the right person earns every score step", () => {
  const { state, feedback } = play(honest, "on-my-own", [...toTheName, tap("dung-ten"), ...fromAmount]);
  assert.deepEqual(outcomeOf(qr, state), { goalReached: true, actCount: 7, hintCount: 0, wrongActCount: 0, stepsReached: 5, stepCount: 5 });
  assert.equal(feedback.at(-1)?.kind, "goal");
});

test("a learner who meets a stranger's name stops, asks, and then pays the right person", () => {
  const { state } = play(pastedOver, "on-my-own", [...toTheName, tap("khac-ten"), tap("quet-lai"), tap("quet-tam-moi"), tap("dung-ten"), ...fromAmount]);
  assert.deepEqual(outcomeOf(qr, state), { goalReached: true, actCount: 10, hintCount: 0, wrongActCount: 0, stepsReached: 5, stepCount: 5 });
});

test("typing the amount before looking at the name is answered with the lesson and goes nowhere", () => {
  const { state, feedback } = play(honest, "on-my-own", [...toTheName, tap("go-tien-som")]);
  assert.equal(state.screen, "xem-ten");
  assert.deepEqual(feedback.at(-1), { kind: "wrong", text: { vi: "Mình xem tên trước, gõ tiền sau bác nhé.", en: "Name first, amount second." } });
  assert.equal(outcomeOf(qr, state).wrongActCount, 1);
});

test("one who presses every button reaches the goal, yet not the score step that was missed", () => {
  const { state } = play(pastedOver, "on-my-own", [...toTheName, tap("dung-ten"), tap("khac-ten"), tap("quet-lai"), tap("quet-tam-moi"), tap("dung-ten"), ...fromAmount]);
  assert.deepEqual(outcomeOf(qr, state), { goalReached: true, actCount: 11, hintCount: 0, wrongActCount: 1, stepsReached: 4, stepCount: 5 });
});

test("what is typed is nowhere in the state", () => {
  const { state, feedback } = play(honest, "test", [...toTheName, tap("dung-ten"), tap("go-tien", "044173000123"), tap("go-tien", "20000"), tap("xac-nhan"), tap("bam-ma", "8642")]);
  assert.deepEqual([feedback[3]?.kind, feedback[6]?.kind], ["private", "private"]);
  assert.doesNotMatch(JSON.stringify(state), /044173000123|8642|20000/);
  assert.deepEqual(state.acts.slice(3), ["go-tien=rieng@1000", "go-tien=dung@1000", "xac-nhan@1000", "bam-ma=rieng@1000"]);
  assert.equal(state.screen, "bam-ma");
});

test("a reaction to any entry does not speak for an entry that looks like a secret", () => {
  const simulator = sendMessage();
  const { state, feedback } = step(simulator, startRun(simulator, { seed: 0, mode: "on-my-own" }), tap("go", "044173000123"));
  assert.deepEqual(feedback, { kind: "private", text: simulator.whenPrivate });
  assert.deepEqual([state.screen, state.wrongActCount, state.stepsSpoiled], ["go-ten", 1, []]);
});

test("hints come weak, then strong, are counted, and start anew on the next screen", () => {
  const { state, feedback } = play(honest, "with-hints", [askHint, askHint, askHint, tap("quet-ma"), askHint]);
  assert.deepEqual(feedback.flatMap((each) => (each.kind === "hint" ? [each.strength] : [])), ["weak", "strong", "strong", "weak"]);
  assert.deepEqual(outcomeOf(qr, state), { goalReached: false, actCount: 1, hintCount: 4, wrongActCount: 0, stepsReached: 0, stepCount: 5 });
});

test("a test gives no hint and no word on a wrong act", () => {
  const { state, feedback } = play(honest, "test", [askHint, tap("nap-dien-thoai")]);
  assert.deepEqual(feedback, [{ kind: "refused", because: "no-hint-in-this-mode" }, { kind: "moved" }]);
  assert.deepEqual(outcomeOf(qr, state), { goalReached: false, actCount: 1, hintCount: 0, wrongActCount: 1, stepsReached: 0, stepCount: 5 });
});

test("a second tap that lands on the next screen does nothing and is not recorded", () => {
  const { state, feedback } = play(honest, "on-my-own", [tap("quet-ma"), tap("quet-ma")]);
  assert.deepEqual(feedback[1], { kind: "refused", because: "not-offered" });
  assert.deepEqual(state.acts, ["quet-ma@1000"]);
});

test("nothing is recorded after the goal", () => {
  const { state, feedback } = play(honest, "on-my-own", [...toTheName, tap("dung-ten"), ...fromAmount, tap("dua-xem"), askHint]);
  assert.deepEqual(feedback.slice(-2), [{ kind: "refused", because: "run-is-over" }, { kind: "refused", because: "run-is-over" }]);
  assert.equal(state.acts.length, 7);
});

test("a part is offered only while its condition holds", () => {
  const simulator = sendMessage();
  let state = startRun(simulator, { seed: 0, mode: "on-my-own" });
  const friend = drawVariant(simulator, 0).values["friend"]?.vi;
  const kinds = [tap("go", friend), tap("gui"), tap("tick"), tap("tick"), tap("gui"), tap("tick"), tap("gui")].map((act) => {
    const result = step(simulator, state, act);
    state = result.state;
    return result.feedback.kind;
  });
  assert.deepEqual(kinds, ["moved", "refused", "moved", "moved", "refused", "moved", "goal"]);
});
