import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { percentCut } from "@hocvuso/domain/measurement";

test("no share is shown above the truth, nor a whole step below it", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1), (listed, part, decimals) => {
    const persons = Math.floor(part * listed);
    const shown = percentCut({ persons, listed, decimals });
    const truth = (100 * persons) / listed;
    assert.ok(shown <= truth + 1e-9 && truth - shown < 10 ** -decimals + 1e-9, `${persons} of ${listed}: ${shown}, truly ${truth}`);
  }), { numRuns: 300 });
});
