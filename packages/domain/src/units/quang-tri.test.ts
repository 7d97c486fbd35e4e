/** What the register of the province in content/units must hold, counted from the outside. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { boundarySets } from "./boundary-sets.ts";
import { id, readQuangTri } from "./given-units.suite.ts";
import { predecessorsAt, successorsAt } from "./lineage.ts";
import { childrenAt, closureAt, lifeOf, nameAt, parentAt, unitOf, unitsAt } from "./register.ts";
import { unitCode } from "./unit-id.ts";
import { fullName } from "./unit.ts";

const register = readQuangTri();
const BEFORE = "2025-06-30";
const AFTER = "2025-07-01";

function calledOn(unit: string, date: string): string | null {
  const name = nameAt(register, id(unit), date);
  return name === null ? null : fullName(name, "vi");
}

test("before 1-7-2025 there are Quảng Bình with 8 districts and 145 communes, and Quảng Trị with 10 and 119", () => {
  assert.deepEqual(unitsAt(register, "province", BEFORE).map((unit) => calledOn(unit, BEFORE)), ["Tỉnh Quảng Bình", "Tỉnh Quảng Trị"]);
  const below = (province: string, depth: number): number => closureAt(register, BEFORE).filter((pair) => pair.ancestor === province && pair.depth === depth).length;
  assert.deepEqual([below("44.1", 1), below("44.1", 2), below("45.1", 1), below("45.1", 2)], [8, 145, 10, 119]);
  const communesOf = new Map(unitsAt(register, "district", BEFORE).map((unit) => [calledOn(unit, BEFORE), childrenAt(register, unit, BEFORE).length]));
  assert.equal(communesOf.get("Huyện Lệ Thủy"), 26);
  assert.equal(communesOf.get("Thành phố Đồng Hới"), 15);
  assert.equal(communesOf.get("Huyện Cồn Cỏ"), 0);
});

test("since 1-7-2025 there is one province with 78 units straight under it: 69 xã, 8 phường, 1 đặc khu", () => {
  assert.deepEqual(unitsAt(register, "province", AFTER), ["44.2"]);
  assert.deepEqual(unitsAt(register, "district", AFTER), []);
  const communes = unitsAt(register, "commune", AFTER);
  assert.deepEqual(childrenAt(register, id("44.2"), AFTER), communes);
  const types = new Map<string | undefined, number>();
  for (const unit of communes) {
    const type = nameAt(register, unit, AFTER)?.type;
    types.set(type, (types.get(type) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(types), { "Xã": 69, "Phường": 8, "Đặc khu": 1 });
});

test("a code given again is another unit: 18859 is Bắc Lý, then Đồng Thuận; 44 is Quảng Bình, then Quảng Trị", () => {
  assert.deepEqual([calledOn("18859.1", BEFORE), calledOn("18859.1", AFTER)], ["Phường Bắc Lý", null]);
  assert.deepEqual([calledOn("18859.2", BEFORE), calledOn("18859.2", AFTER)], [null, "Phường Đồng Thuận"]);
  assert.deepEqual([calledOn("44.1", BEFORE), calledOn("44.2", AFTER), calledOn("45.1", BEFORE)], ["Tỉnh Quảng Bình", "Tỉnh Quảng Trị", "Tỉnh Quảng Trị"]);
  const seconds = unitsAt(register, "commune", AFTER).filter((unit) => unit.endsWith(".2"));
  assert.equal(seconds.length, 76, "all but Tân Thành, which stayed, and Cồn Cỏ, whose code is new");
  for (const unit of seconds) assert.notEqual(calledOn(`${unitCode(unit)}.1`, BEFORE), null);
});

test("Tân Thành, kept as it was, is one unit that moved from its district to the province", () => {
  assert.deepEqual([calledOn("18919.1", BEFORE), calledOn("18919.1", AFTER)], ["Xã Tân Thành", "Xã Tân Thành"]);
  assert.deepEqual([parentAt(register, id("18919.1"), BEFORE), parentAt(register, id("18919.1"), AFTER)], ["452.1", "44.2"]);
});

test("both former provinces went whole into that of today", () => {
  for (const former of ["44.1", "45.1"]) assert.deepEqual(successorsAt(register, id(former), AFTER), [{ unit: "44.2", weight: 1, basis: "exact" }]);
});

test("of 264 former communes 254 went whole into a new one, one stayed, and 9 are said to be without successor", () => {
  const former = unitsAt(register, "commune", BEFORE);
  const fates = former.map((unit) => {
    const [only, ...others] = successorsAt(register, unit, AFTER);
    assert.equal(others.length, 0);
    if (only === undefined) return "unknown";
    assert.deepEqual([only.weight, only.basis], [1, "exact"]);
    return only.unit === unit ? "stayed" : "went";
  });
  const count = (fate: string): number => fates.filter((each) => each === fate).length;
  assert.deepEqual([former.length, count("went"), count("stayed"), count("unknown")], [264, 254, 1, 9]);
  assert.deepEqual(former.filter((_, index) => fates[index] === "unknown"), register.withoutSuccessor);
});

test("the 10 names left open each say who names them and who may be meant, and cover all that is without successor", () => {
  assert.equal(register.unresolved.length, 10);
  for (const { namedBy, candidates } of register.unresolved) {
    assert.ok(unitsAt(register, "commune", AFTER).includes(namedBy));
    assert.ok(candidates.length > 0);
    for (const candidate of candidates) assert.equal(lifeOf(unitOf(register, candidate)).to, AFTER);
  }
  const candidates = new Set(register.unresolved.flatMap((name) => name.candidates));
  for (const unit of register.withoutSuccessor) assert.ok(candidates.has(unit), unit);
});

test("every unit of today is made of something: former communes, itself, or a name left open", () => {
  const named = new Set(register.unresolved.map((name) => name.namedBy));
  for (const unit of unitsAt(register, "commune", AFTER)) assert.ok(predecessorsAt(register, unit, BEFORE).length > 0 || named.has(unit), unit);
  assert.deepEqual(predecessorsAt(register, id("19249.2"), BEFORE).map(({ unit }) => calledOn(unit, BEFORE)).sort(), ["Thị trấn Kiến Giang", "Xã An Thủy", "Xã Liên Thủy", "Xã Lộc Thủy", "Xã Phong Thủy", "Xã Xuân Thủy"].sort());
});

test("the province has two boundary sets, before and from 1-7-2025", () => {
  assert.deepEqual(boundarySets(register).map(({ label }) => label.vi), ["địa giới trước 1-7-2025", "địa giới từ 1-7-2025"]);
});

test("the map outlines each of the 78 units of today once, names nothing but the unit, and lies where the province lies", () => {
  type Outline = { readonly properties: object; readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[] } };
  const map: { readonly features: readonly Outline[] } = JSON.parse(readFileSync(new URL("../../../../content/units/boundaries.geojson", import.meta.url), "utf8"));
  assert.deepEqual(map.features.map(({ properties }) => properties), unitsAt(register, "commune", AFTER).map((unit) => ({ unit })));
  for (const { geometry } of map.features) {
    assert.equal(geometry.type, "MultiPolygon");
    for (const ring of geometry.coordinates.flat()) {
      assert.deepEqual(ring[0], ring.at(-1));
      for (const [longitude, latitude] of ring) assert.ok(longitude > 105.5 && longitude < 107.5 && latitude > 16.2 && latitude < 18.2);
    }
  }
});
