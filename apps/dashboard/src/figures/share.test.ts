import assert from "node:assert/strict";
import { test } from "node:test";
import { percentCut } from "@hocvuso/domain/measurement";
import { shareOf } from "./share.ts";

const measured = (persons: number) => ({ state: "measured", persons }) as const;

test("a figure that was not measured is never zero, even where nobody is listed", () => {
  assert.deepEqual(shareOf({ state: "notYetMeasured" }, 120), { kind: "notYetMeasured" });
  assert.deepEqual(shareOf({ state: "notYetMeasured" }, 0), { kind: "notYetMeasured" });
});

test("a measured zero is a share of zero", () => {
  assert.deepEqual(shareOf(measured(0), 120), { kind: "share", share: 0, persons: 0, listed: 120 });
});

test("nobody listed has no share to divide", () => {
  assert.deepEqual(shareOf(measured(0), 0), { kind: "nobodyListed" });
});

test("nine listed persons get a count, ten get a share", () => {
  assert.deepEqual(shareOf(measured(3), 9), { kind: "tooFew", persons: 3, listed: 9 });
  assert.deepEqual(shareOf(measured(3), 10), { kind: "share", share: 0.3, persons: 3, listed: 10 });
});

test("a share just under a mark is cut, not rounded up to it", () => {
  assert.equal(percentCut({ persons: 79_999, listed: 100_000, decimals: 1 }), 79.9);
  assert.equal(percentCut({ persons: 99_999, listed: 100_000, decimals: 0 }), 99);
});

test("29 of 100 is 29 percent, which binary fractions make 28.999", () => {
  assert.equal(percentCut({ persons: 29, listed: 100, decimals: 0 }), 29);
  assert.equal(percentCut({ persons: 573, listed: 1000, decimals: 1 }), 57.3);
});
