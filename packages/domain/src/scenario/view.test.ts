import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatorMode } from "@hocvuso/contract";
import { payByQr } from "./given-simulator.suite.ts";
import { replay } from "./replay.ts";
import { drawVariant } from "./variant.ts";
import { viewOf } from "./view.ts";

const qr = payByQr();
const seedOf = (option: string): number => [...Array(100).keys()].find((seed) => drawVariant(qr, seed).drawn["nguoi-nhan"] === option) ?? assert.fail();

function viewAfter(option: string, mode: SimulatorMode, acts: readonly string[]) {
  const played = replay(qr, { seed: seedOf(option), mode, acts });
  assert.equal(played.kind, "replayed");
  return played.kind === "replayed" ? viewOf(qr, played.state) : assert.fail();
}
const toTheName = ["quet-ma@1", "quet-bang@1"];

test("the name on the phone is the drawn one, and the sticker lies on the sign only then", () => {
  for (const [option, name, isPasted] of [["dung", "TRAN THI BUOI", false], ["dan-de", "LE VAN HUNG", true]] as const) {
    const view = viewAfter(option, "on-my-own", toTheName);
    const [sign] = view.around;
    assert.deepEqual(view.phone.flatMap((part) => (part.kind === "detail" ? [part.value.vi] : [])), [name, "0 đồng"]);
    assert.equal(sign?.kind === "sign" && "pastedOver" in sign, isPasted);
  }
});

test("no screen shows the name of a value in place of the value", () => {
  for (const option of ["dung", "dan-de"]) assert.doesNotMatch(JSON.stringify(viewAfter(option, "guided", toTheName)), /[{][a-zA-Z]+[}]/);
});

test("guided says what to do on every screen; the other modes leave it to the learner", () => {
  assert.equal(viewAfter("dan-de", "guided", toTheName).guide?.points, "nut-khac-ten");
  for (const mode of ["with-hints", "on-my-own", "test"] as const) assert.equal(viewAfter("dung", mode, []).guide, undefined);
});

test("a hint can be asked for where the mode gives one", () => {
  const offered = (["guided", "with-hints", "on-my-own", "test"] as const).map((mode) => viewAfter("dung", mode, []).isHintOffered);
  assert.deepEqual(offered, [false, true, true, false]);
});
