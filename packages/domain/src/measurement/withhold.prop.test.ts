import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, Figure, FourNumbers, GroupFigures } from "@hocvuso/contract";
import fc from "fast-check";
import { FEWEST_TOLD, withholdSmall } from "./index.ts";

const numbers = (listed: number, capable: number): FourNumbers => ({ listed, reached: { state: "measured", persons: listed }, capable: { state: "measured", persons: Math.min(capable, listed) }, verified: { state: "notYetMeasured" }, confirmed: { state: "notYetMeasured" } });
const ofAdults = (adult: FourNumbers): GroupFigures => ({ official: numbers(0, 0), student: numbers(0, 0), adult });

test("what nine people can do is not told, what ten can is; how many there are always is", () => {
  const told = withholdSmall([9, 9, 10, 40].map((listed) => ofAdults(numbers(listed, 3))));
  assert.deepEqual(told.map(({ adult }) => [adult.listed, adult.capable.state, adult.verified.state]), [[9, "withheld", "notYetMeasured"], [9, "withheld", "notYetMeasured"], [10, "measured", "notYetMeasured"], [40, "measured", "notYetMeasured"]]);
});

test("a verified share of few people is withheld as what was counted is, and one of many is told with its interval", () => {
  const estimated: Figure = { state: "estimated", persons: 3, lowerPersons: 1, upperPersons: 5, level: 0.9, tested: 5, round: "018f2f6e-0000-7000-8000-000000000100" as FactKey, asOf: "2026-11-23T00:00:00.000Z" }; // a test's own round
  const told = withholdSmall([8, 7, 40].map((listed) => ofAdults({ ...numbers(listed, 3), verified: estimated })));
  assert.deepEqual(told.map(({ adult }) => adult.verified.state), ["withheld", "withheld", "estimated"]);
});

test("no single withheld figure can be reckoned from its sum and its siblings, and no group too small is ever told", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 8 }), (cells) => {
    const told = withholdSmall(cells.map(([listed, capable]) => ofAdults(numbers(listed, capable)))).map(({ adult }) => adult);
    const withheld = told.filter(({ capable }) => capable.state === "withheld");
    for (const { listed, capable } of told) if (listed > 0 && listed < FEWEST_TOLD) assert.equal(capable.state, "withheld");
    const others = told.filter(({ listed }) => listed > 0).length;
    assert.ok(withheld.length !== 1 || others === 1, `one of ${others} alone is withheld`);
    if (cells.every(([listed]) => listed === 0 || listed >= FEWEST_TOLD)) assert.equal(withheld.length, 0);
  }));
});
