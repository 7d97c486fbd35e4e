import assert from "node:assert/strict";
import { test } from "node:test";
import type { Figure, UnitFigures, UnitId } from "@hocvuso/contract";
import { inTableOrder, placeName, pressHeading, type TableOrder } from "./table-order.ts";

function unit(name: string, listed: number, capable: number | null): UnitFigures {
  const unmeasured: Figure = { state: "notYetMeasured" };
  const numbers = { listed, reached: unmeasured, capable: capable === null ? unmeasured : { state: "measured" as const, persons: capable }, verified: unmeasured, confirmed: unmeasured };
  // A test names its own unit.
  return { unit: name as UnitId, name: { vi: name, en: name }, basis: "exact", groups: { official: numbers, student: numbers, adult: numbers } };
}

const units = [unit("Xã Đakrông", 100, 30), unit("Phường Đông Hà", 200, 160), unit("Xã Ái Tử", 8, 8), unit("Xã A Dơi", 100, null), unit("Xã Cồn Tiên", 100, 30)];
const names = (order: TableOrder) => inTableOrder(units, order, "adult").map(({ name }) => placeName(name.vi));

test("names are in Vietnamese order of the place, not of the word for its kind", () => {
  assert.deepEqual(names({ by: "name", direction: "ascending" }), ["A Dơi", "Ái Tử", "Cồn Tiên", "Đakrông", "Đông Hà"]);
});

test("what has no share stands last in both directions", () => {
  assert.deepEqual(names({ by: "capable", direction: "ascending" }), ["Cồn Tiên", "Đakrông", "Đông Hà", "A Dơi", "Ái Tử"]);
  assert.deepEqual(names({ by: "capable", direction: "descending" }), ["Đông Hà", "Cồn Tiên", "Đakrông", "A Dơi", "Ái Tử"]);
});

test("a column nobody measured leaves the order of names", () => {
  assert.deepEqual(names({ by: "verified", direction: "descending" }), ["A Dơi", "Ái Tử", "Cồn Tiên", "Đakrông", "Đông Hà"]);
});

test("the list is sorted by persons, fewest last when descending", () => {
  assert.equal(names({ by: "listed", direction: "descending" })[0], "Đông Hà");
  assert.equal(names({ by: "listed", direction: "descending" }).at(-1), "Ái Tử");
});

test("ordering leaves the given list as it was", () => {
  const before = units.map(({ unit: id }) => id);
  names({ by: "listed", direction: "ascending" });
  assert.deepEqual(units.map(({ unit: id }) => id), before);
});

test("a heading pressed twice turns the order round; a new number begins with the largest", () => {
  const byName: TableOrder = { by: "name", direction: "ascending" };
  assert.deepEqual(pressHeading(byName, "name"), { by: "name", direction: "descending" });
  assert.deepEqual(pressHeading(byName, "capable"), { by: "capable", direction: "descending" });
  assert.deepEqual(pressHeading({ by: "capable", direction: "descending" }, "name"), byName);
});

test("a place is named without the word for its kind in either language, and a name that only begins like one is left", () => {
  assert.deepEqual(["Đặc khu Cồn Cỏ", "Thị trấn Khe Sanh", "Khe Sanh Commune", "Phường 1", "Xãy"].map(placeName), ["Cồn Cỏ", "Khe Sanh", "Khe Sanh", "1", "Xãy"]);
});
