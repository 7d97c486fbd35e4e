import assert from "node:assert/strict";
import { test } from "node:test";
import * as measurement from "./index.ts";

/** Names that programs outside this project call; they are kept. */
const outsideNames = [
  "lqasRisks", "lqasDecisionRule", "lqasPlan", "clusteredLqasRisks", "wilsonInterval", "clopperPearsonInterval", "modifiedWilsonInterval", "designEffect",
  "intraclassCorrelation", "stratifiedEstimate", "clusterEstimate", "postStratify", "rake", "fayHerriot", "twoPhaseCoverage", "verificationFactor", "roganGladen",
  "sprtBoundaries", "truncatedSprt", "minimumPassesForLowerBound", "inflationPValue", "benjaminiHochberg", "newcombeDifference", "mcnemar", "kaplanMeier", "restateByLineage",
] as const satisfies readonly (keyof typeof measurement)[];

const exported = new Map<string, unknown>(Object.entries(measurement));

for (const name of outsideNames) {
  test(`${name} is there for programs outside, and takes one object of options`, () => {
    const called = exported.get(name);
    assert.ok(typeof called === "function" && called.length === 1);
  });
}
