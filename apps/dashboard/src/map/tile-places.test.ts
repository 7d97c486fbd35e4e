import assert from "node:assert/strict";
import { test } from "node:test";
import { cheapestAssignment, placeTiles } from "./tile-places.ts";

test("fewer columns than rows is a mistake of the caller", () => {
  assert.throws(() => cheapestAssignment([[1], [2]]), RangeError);
});

test("four corners keep their corners", () => {
  const tiles = placeTiles([[0, 0], [100, 0], [0, 100], [100, 100]]);
  const [northWest, northEast, southWest, southEast] = tiles;
  assert.deepEqual(northWest, { column: 0, row: 0 });
  assert.ok(northEast !== undefined && southWest !== undefined && southEast !== undefined);
  assert.ok(northEast.column > 0 && northEast.row === 0);
  assert.ok(southWest.column === 0 && southWest.row > 0);
  assert.deepEqual(southEast, { column: northEast.column, row: southWest.row });
});

test("no places need no squares", () => {
  assert.deepEqual(placeTiles([]), []);
});
