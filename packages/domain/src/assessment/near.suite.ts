import assert from "node:assert/strict";

/** Fails unless `actual` is a number within `tolerance` of `expected`. */
export function near(actual: number | undefined, expected: number, tolerance: number, what: string): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not within ${tolerance} of ${expected}`);
}
