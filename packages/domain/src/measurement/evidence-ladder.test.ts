import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { EvidenceLadder, Simulator } from "@hocvuso/contract";
import { capabilityPolicy, isCapable, isDoneOnOwn, type Standing } from "./index.ts";

const content = new URL("../../../../content/", import.meta.url);
// content/ is checked against the schemas by tools/check-content.ts.
const read = <File>(name: string): File => JSON.parse(readFileSync(new URL(name, content), "utf8")) as File;
const ladder = read<EvidenceLadder>("policies/evidence-ladder.json");
const simulators = readdirSync(new URL("simulators", content)).filter((name) => name.endsWith(".json")).map((name) => read<Simulator>(`simulators/${name}`));
const policy = capabilityPolicy(ladder);

const alone = ({ id, scoreSteps }: Simulator) => ({ simulator: id, mode: "on-my-own" as const, goalReached: true, hintCount: 0, stepsReached: scoreSteps.length, stepCount: scoreSteps.length });

test("by the shipped ladder each of the five household skills can be shown, and whatever is taught above level 0", () => {
  const shown = new Map(ladder.essentialSkills.map(({ skill, simulators: ids }) => [skill, ids.length]));
  for (const skill of [1, 2, 3, 4, 5]) assert.ok((shown.get(`cong-van-3240-2024/${skill}`) ?? 0) >= 1, `skill ${skill}`);
  assert.deepEqual(simulators.filter((simulator) => !isDoneOnOwn(alone(simulator), policy)).map(({ level }) => level).filter((level) => level > 0), []);
});

test("level 0, a hint or a missed step make nobody capable; one essential task alone does", () => {
  const standing = (ownSimulators: readonly string[]): Standing => ({ person: "p" as Standing["person"], isReached: true, ownSimulators, isSample: false }); // a word for a person
  for (const simulator of simulators) {
    const run = alone(simulator);
    const counts = [run, { ...run, hintCount: 1 }, { ...run, stepsReached: run.stepCount - 1 }, { ...run, mode: "guided" as const }].map((each) => isCapable(standing(isDoneOnOwn(each, policy) ? [each.simulator] : []), policy));
    assert.deepEqual(counts, [simulator.level > 0, false, false, false], simulator.id);
  }
});
