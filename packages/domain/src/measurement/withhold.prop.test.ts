import assert from "node:assert/strict";
import { test } from "node:test";
import type { FourNumbers, GroupFigures } from "@hocvuso/contract";
import fc from "fast-check";
import { FEWEST_TOLD, withholdSmall } from "./index.ts";

const numbers = (listed: number, capable: number): FourNumbers => ({ listed, reached: { state: "measured", persons: listed }, capable: { state: "measured", persons: Math.min(capable, listed) }, verified: { state: "notYetMeasured" }, confirmed: { state: "notYetMeasured" } });
const ofAdults = (adult: FourNumbers): GroupFigures => ({ official: numbers(0, 0), student: numbers(0, 0), adult });

test("what nine people can do is not told, what ten can is; how many there are always is", () => {
  const told = withholdSmall([9, 9, 10, 40].map((listed) => ofAdults(numbers(listed, 3))));
  assert.deepEqual(told.map(({ adult }) => [adult.listed, adult.capable.state, adult.verified.state]), [[9, "withheld", "notYetMeasured"], [9, "withheld", "notYetMeasured"], [10, "measured", "notYetMeasured"], [40, "measured", "notYetMeasured"]]);
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
