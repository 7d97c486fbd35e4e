import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cheapestAssignment, placeTiles } from "./tile-places.ts";

const cost = (costs: readonly (readonly number[])[], columns: readonly number[]) => columns.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? NaN), 0);

/** Every way, tried. */
function cheapestByTrying(costs: readonly (readonly number[])[], row = 0, taken: readonly number[] = []): number {
  const own = costs[row];
  if (own === undefined) return 0;
  return Math.min(...own.flatMap((price, column) => (taken.includes(column) ? [] : [price + cheapestByTrying(costs, row + 1, [...taken, column])])));
}

test("the assignment is as cheap as the best of all ways, each column at most once", () => {
  const table = fc.integer({ min: 1, max: 4 }).chain((rows) => fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5, maxLength: 5 }), { minLength: rows, maxLength: rows }));
  fc.assert(fc.property(table, (costs) => {
    const columns = cheapestAssignment(costs);
    assert.equal(new Set(columns).size, costs.length);
    assert.equal(cost(costs, columns), cheapestByTrying(costs));
  }), { numRuns: 150 });
});

test("no two places share a square, and the grid starts at the first row and column", () => {
  const points = fc.array(fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(points, (places) => {
    const tiles = placeTiles(places);
    assert.equal(new Set(tiles.map(({ column, row }) => `${column},${row}`)).size, places.length);
    assert.equal(Math.min(...tiles.map(({ column }) => column)), 0);
    assert.equal(Math.min(...tiles.map(({ row }) => row)), 0);
  }), { numRuns: 60 });
});
