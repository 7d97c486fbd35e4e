import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Simulator } from "@hocvuso/contract";
import { keptRun } from "./kept-acts.ts";

// content/ is checked against the schema by tools/check-content.ts.
const simulator = JSON.parse(readFileSync(new URL("../../../content/simulators/tra-tien-qr.json", import.meta.url), "utf8")) as Simulator;
const acts = ["quet-ma@900", "?@400", "quet-bang@800", "dung-ten@700"];

test("a run goes on as it was while the file still has its acts", () => {
  assert.equal(keptRun(simulator, { seed: 1, mode: "with-hints", acts }).screen, "go-so-tien");
});

test("a run stops before the first act that the changed file no longer has", () => {
  const changed: Simulator = { ...simulator, screens: simulator.screens.map((screen) => ({ ...screen, choices: screen.choices.filter(({ act }) => act !== "dung-ten") })) };
  const run = keptRun(changed, { seed: 1, mode: "with-hints", acts });
  assert.deepEqual([run.screen, run.acts], ["xem-ten", acts.slice(0, 3)]);
});

test("a run goes on in a mode that gives no hints, without the hints", () => {
  assert.deepEqual(keptRun(simulator, { seed: 1, mode: "test", acts }).acts, acts.filter((act) => act !== "?@400"));
});
