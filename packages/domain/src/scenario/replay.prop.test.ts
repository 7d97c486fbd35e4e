import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SimulatorMode } from "@hocvuso/contract";
import { payByQr, possibleActs } from "./given-simulator.suite.ts";
import { replay } from "./replay.ts";
import { outcomeOf, startRun, step, type Act, type RunState } from "./run.ts";

const qr = payByQr();
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const mode = fc.constantFrom<SimulatorMode>("guided", "with-hints", "on-my-own", "test");
/** Each number picks among what can be done then; one in ten asks for a hint. */
const picks = fc.array(fc.nat(10_000), { maxLength: 40 });

function walk(start: RunState, choices: readonly number[], between: (state: RunState) => RunState = (state) => state): RunState {
  return choices.reduce((state, choice) => {
    const acts = possibleActs(qr, state);
    const act: Act | undefined = choice % 10 === 0 ? { kind: "ask-hint", sinceShownMs: choice } : acts[choice % acts.length];
    return act === undefined ? state : between(step(qr, state, act).state);
  }, start);
}

test("a recorded run played again ends in the same state with the same score", () => {
  fc.assert(fc.property(seed, mode, picks, (drawn, how, choices) => {
    const state = walk(startRun(qr, { seed: drawn, mode: how }), choices);
    assert.deepEqual(replay(qr, { seed: drawn, mode: how, acts: state.acts }), { kind: "replayed", outcome: outcomeOf(qr, state), state });
  }));
});

test("a run kept as JSON after every act and resumed goes on as if never kept", () => {
  fc.assert(fc.property(seed, mode, picks, (drawn, how, choices) => {
    const kept = (state: RunState): RunState => JSON.parse(JSON.stringify(state)) as RunState;
    assert.deepEqual(walk(startRun(qr, { seed: drawn, mode: how }), choices, kept), walk(startRun(qr, { seed: drawn, mode: how }), choices));
  }));
});

test("modes change what is said, never where an act leads or what it earns", () => {
  fc.assert(fc.property(seed, picks, (drawn, choices) => {
    const acts = choices.filter((choice) => choice % 10 !== 0);
    const [first, ...others] = (["guided", "with-hints", "on-my-own", "test"] as const).map((how) => ({ ...walk(startRun(qr, { seed: drawn, mode: how }), acts), mode: "any" }));
    for (const other of others) assert.deepEqual(other, first);
  }));
});

test("every recorded act fits the contract's 200 characters and holds no typed digit run", () => {
  fc.assert(fc.property(seed, picks, (drawn, choices) => {
    for (const record of walk(startRun(qr, { seed: drawn, mode: "with-hints" }), choices).acts) assert.match(record, /^(\?|[a-z-]{1,60}(=[a-z-]{1,60})?)@[0-9]{1,8}$/);
  }));
});

test("a record that this simulator cannot have made is refused at the act that does not fit", () => {
  const at = (...acts: string[]) => replay(qr, { seed: 0, mode: "test", acts });
  assert.deepEqual(at("quet-ma@5", "dua-xem@5"), { kind: "not-played", at: 1 });
  assert.deepEqual(at("quet-ma=dung@5"), { kind: "not-played", at: 0 });
  assert.deepEqual(at("?@5"), { kind: "not-played", at: 0 });
  assert.deepEqual(at("quet-ma@5", "<script>"), { kind: "not-played", at: 1 });
  assert.deepEqual(at("quet-ma@5", "quet-bang@5", "quet-bang@5"), { kind: "not-played", at: 2 });
});

test("whatever is appended to a true record is either played or refused, never a crash", () => {
  const record = fc.oneof(fc.string(), fc.constantFrom("go-tien=khac@1", "go-tien=rong@1", "go-tien=rieng@1", "go-tien@1", "bam-ma=khac@1", "bam-ma=dung@1", "quay-lai@1", "dung-ten=khac@1", "?@1"));
  fc.assert(fc.property(seed, mode, picks, fc.array(record, { maxLength: 4 }), (drawn, how, choices, appended) => {
    const { acts } = walk(startRun(qr, { seed: drawn, mode: how }), choices);
    assert.match(replay(qr, { seed: drawn, mode: how, acts: [...acts, ...appended] }).kind, /^(replayed|not-played)$/);
  }), { numRuns: 1_000 });
});
