/** No field of any simulator takes a real secret: whatever looks like one is answered with the lesson, leads nowhere and is kept nowhere. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Simulator } from "@hocvuso/contract";
import { classifyEntry, privateCase } from "./entry.ts";
import { offeredActs, type Entry } from "./offered-acts.ts";
import { stateGraph } from "./prove.ts";
import { replay } from "./replay.ts";
import { outcomeOf, screenNamed, step } from "./run.ts";
import { drawVariant, variantsOf } from "./variant.ts";

const folder = new URL("../../../../content/simulators/", import.meta.url);
const simulators = readdirSync(folder).filter((name) => name.endsWith(".json"))
  // content/ is checked against the schema by tools/check-content.ts.
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Simulator);

const secrets = {
  "an identity number": "044173000123", "an identity number in groups": "044 173 000 123", "an identity card of old": "194512347",
  "a one-time code nobody gave": "482913", "a passcode": "7391", "a card number": "9704 3668 1234 5678", "a card number without blanks": "9704366812345600", "a long card number": "9704366812345678901",
};

function tryAll(simulator: Simulator, { seed, acts, act, entry }: { seed: number; acts: readonly string[]; act: string; entry: Entry }): void {
  const variant = drawVariant(simulator, seed);
  for (const [what, entered] of Object.entries(secrets)) {
    const where = `${simulator.id}, after ${acts.join(" → ")}, ${what} in ${act}`;
    assert.equal(classifyEntry(entered, entry, variant), privateCase, where);
    for (const mode of ["on-my-own", "test"] as const) {
      const before = replay(simulator, { seed, mode, acts });
      if (before.kind !== "replayed") throw new Error(`${where}: cannot be played`);
      const { state, feedback } = step(simulator, before.state, { kind: "do", act, entered, sinceShownMs: 800 });
      assert.equal(feedback.kind, "private", where);
      assert.ok("text" in feedback && feedback.text !== undefined && feedback.text.vi.split(" ").length >= 4, where);
      assert.deepEqual([state.screen, state.stepsEarned], [before.state.screen, before.state.stepsEarned], where);
      assert.deepEqual(state.acts.slice(before.state.acts.length), [`${act}=rieng@800`], where);
      assert.equal(JSON.stringify([state, outcomeOf(simulator, state)]).replaceAll(/[^0-9]/g, "").includes(entered.replaceAll(" ", "")), false, where);
    }
  }
}

/** In how many places something can be typed. */
function tryEveryField(simulator: Simulator): number {
  const seen = new Set<string>();
  let fields = 0;
  for (let seed = 0; seed < 4 * variantsOf(simulator).length && seed < 200; seed++) {
    const { drawn } = drawVariant(simulator, seed);
    if (seen.has(JSON.stringify(drawn))) continue;
    seen.add(JSON.stringify(drawn));
    for (const { screen, remembered, acts } of stateGraph(simulator, seed).states) {
      for (const { act, entry } of offeredActs(screenNamed(simulator, screen), { drawn, remembered })) {
        if (entry === undefined) continue;
        fields += 1;
        tryAll(simulator, { seed, acts, act, entry });
      }
    }
  }
  return fields;
}

let fieldCount = 0;
for (const simulator of simulators) {
  test(`${simulator.id}: whatever looks like a real secret, in any field, is answered with the lesson and kept nowhere`, () => { fieldCount += tryEveryField(simulator); });
}
test("fields were tried", () => assert.ok(fieldCount > 500, String(fieldCount)));
