import assert from "node:assert/strict";
import { test } from "node:test";
import { proposeRound, type RoundQuestion } from "./sampling-plan.ts";

const communes = Array.from({ length: 78 }, () => ({ populationSize: 4_000, hamlets: 12 }));
const triage: RoundQuestion = { question: "triage", lowerShare: 0.5, upperShare: 0.8, maximumRisk: 0.1, stopping: "fixed" };
const passAt = (curve: readonly { share: number; passProbability: number }[], share: number) => curve.find((point) => Math.abs(point.share - share) < 1e-9)?.passProbability ?? NaN;

test("triage at 80 against 50 with risks of a tenth is the rule of 19 and 13, and says what it cannot tell", () => {
  const plan = proposeRound({ asked: triage, communes });
  assert.deepEqual([plan.sampleSize, plan.minimumPasses, plan.persons], [19, 13, 78 * 19]);
  assert.ok(Math.abs(passAt(plan.curve, 0.7) - 0.6655) < 5e-4, "a commune at 70 % passes two times in three");
  assert.equal(plan.passesToCertify, 19, "only all of nineteen would certify one commune");
  assert.ok(plan.provinceHalfWidth !== undefined && plan.provinceHalfWidth > 0.02 && plan.provinceHalfWidth < 0.025);
});

test("two persons a hamlet halve the walking, and cost a person or two of each sample", () => {
  const wide = communes.map((commune) => ({ ...commune, hamlets: 60 }));
  const alone = proposeRound({ asked: triage, communes: wide });
  const pairs = proposeRound({ asked: triage, communes: wide, personsPerHamlet: 2 });
  assert.equal(pairs.sampleSize, 20);
  assert.equal(pairs.hamletVisits, 78 * 10);
  assert.ok(alone.hamletVisits > 78 * 15 && pairs.assessorDays < alone.assessorDays);
});

test("stopping early saves visits and gives up the province's figure", () => {
  for (const stopping of ["curtailed", "sequential"] as const) {
    const plan = proposeRound({ asked: { ...triage, stopping }, communes });
    assert.equal(plan.provinceHalfWidth, undefined);
    assert.ok((plan.meanTested ?? []).every(({ tested }) => tested < 19) && plan.meanTested?.length === 3);
  }
});

test("to certify 80 % of a province truly at 85 % nine times in ten takes some hundreds, spread over communes by their size", () => {
  const plan = proposeRound({ asked: { question: "certify", thresholdShare: 0.8, anticipatedShare: 0.85, chance: 0.9 }, communes });
  assert.equal(plan.allocation, "proportional");
  assert.ok(plan.sampleSize > 450 && plan.sampleSize < 620, String(plan.sampleSize));
  assert.ok(plan.chanceOfAnswer >= 0.9 && passAt(plan.curve, 0.8) <= 0.05);
});

test("a report of 90 % that stands for 70 % is noticed four times in five by about 24 persons; 80 for 75 takes hundreds", () => {
  const bold = proposeRound({ asked: { question: "check-report", reportedShare: 0.9, trueShare: 0.7, chance: 0.8 }, communes: communes.slice(0, 1) });
  assert.ok(bold.sampleSize > 18 && bold.sampleSize < 32, String(bold.sampleSize));
  const small = proposeRound({ asked: { question: "check-report", reportedShare: 0.8, trueShare: 0.75, chance: 0.8 }, communes: communes.slice(0, 1) });
  assert.ok(small.sampleSize > 300, String(small.sampleSize));
});

test("a question that no sample answers is refused", () => {
  assert.throws(() => proposeRound({ asked: { question: "certify", thresholdShare: 0.8, anticipatedShare: 0.801, chance: 0.9 }, communes }), RangeError);
  assert.throws(() => proposeRound({ asked: { ...triage, lowerShare: 0.8 }, communes }), RangeError);
});
