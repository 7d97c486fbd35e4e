import assert from "node:assert/strict";
import { test } from "node:test";
import { applyChange } from "./change-units.ts";
import { givenFile, givenRegister, id, readQuangTri } from "./given-units.suite.ts";
import { buildRegister } from "./register.ts";
import { searchUnits, type MatchReason } from "./search-units.ts";

const register = readQuangTri();
const TODAY = "2026-01-01";
const LE_THUY = ["19246.2", "19249.2", "19255.2", "19288.2", "19291.2", "19309.2", "19318.2"];
const QUANG_TRACH = ["19021.2", "19030.2", "19033.2", "19051.2", "19057.2"];
const BA_DON = ["19009.2", "19066.2", "19075.2", "19093.2"];
const DONG_HOI = ["18859.2", "18871.2", "18880.2"];
const DA_KRONG = ["19555.2", "19564.2", "19567.2", "19588.2", "19594.2"];

/** What is typed, the first find, why, and the units of today it leads to. */
const first: readonly (readonly [string, string, MatchReason, readonly string[]])[] = [
  // Today's names, with marks, without, in capitals, joined, with either placement of the tone.
  ["Xã Lệ Thủy", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["lệ thuỷ", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["le thuy", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["LE THUY", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["lethuy", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["Lệ Thủy".normalize("NFD"), "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["Le Thuy Commune", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["đồng thuận", "Phường Đồng Thuận", "name", ["18859.2"]],
  ["dong thuan", "Phường Đồng Thuận", "name", ["18859.2"]],
  ["p. đồng thuận", "Phường Đồng Thuận", "name", ["18859.2"]],
  ["tuyên hoá", "Xã Tuyên Hoá", "name", ["18997.2"]],
  ["tuyên hóa", "Xã Tuyên Hoá", "name", ["18997.2"]],
  ["con co", "Đặc khu Cồn Cỏ", "name", ["19742.1"]],
  ["đặc khu cồn cỏ", "Đặc khu Cồn Cỏ", "name", ["19742.1"]],
  ["tan thanh", "Xã Tân Thành", "name", ["18919.1"]],
  ["dakrong", "Xã Đakrông", "name", ["19564.2"]],
  ["xã đa krông", "Xã Đakrông", "name", ["19564.2"]],
  ["phường quảng trị", "Phường Quảng Trị", "name", ["19360.2"]],
  ["tinh quang tri", "Tỉnh Quảng Trị", "name", ["44.2"]],
  ["a doi", "Xã A Dơi", "name", ["19483.2"]],
  // Former communes, also under another type word.
  ["bac ly", "Phường Bắc Lý", "former-name", ["18859.2"]],
  ["Phường Bắc Lý", "Phường Bắc Lý", "former-name", ["18859.2"]],
  ["xã bắc lý", "Phường Bắc Lý", "former-name", ["18859.2"]],
  ["kien giang", "Thị trấn Kiến Giang", "former-name", ["19249.2"]],
  ["tt kiến giang", "Thị trấn Kiến Giang", "former-name", ["19249.2"]],
  ["bảo ninh", "Xã Bảo Ninh", "former-name", ["18880.2"]],
  ["thi tran quan hau", "Thị trấn Quán Hàu", "former-name", ["19207.2"]],
  ["Hóa Sơn", "Xã Hóa Sơn", "former-name", ["18922.2"]],
  ["hoá sơn", "Xã Hóa Sơn", "former-name", ["18922.2"]],
  ["hai phu", "Xã Hải Phú", "former-name", ["19159.2"]],
  ["lao bao", "Xã Lao Bảo", "name", ["19432.2"]],
  // Former names that the source ties to a unit of today, but not to one former commune.
  ["quảng phú", "Xã Quảng Phú", "former-name", ["19021.2"]],
  ["quang phú", "Xã Quang Phú", "former-name", ["18859.2"]],
  ["quảng tiến", "Xã Quảng Tiến", "former-name", ["19030.2"]],
  ["quảng tiên", "Xã Quảng Tiên", "former-name", ["19075.2"]],
  ["viet trung", "Thị trấn Nông trường Việt Trung", "former-name", ["19198.2"]],
  ["thị trấn NT Việt Trung", "Thị trấn Nông trường Việt Trung", "former-name", ["19198.2"]],
  ["huyện cồn cỏ", "Huyện Cồn Cỏ", "former-name", ["19742.1"]],
  // Former districts and provinces.
  ["huyện Lệ Thủy", "Huyện Lệ Thủy", "former-district", LE_THUY],
  ["huyen le thuy", "Huyện Lệ Thủy", "former-district", LE_THUY],
  ["h. lệ thuỷ", "Huyện Lệ Thủy", "former-district", LE_THUY],
  ["huyện quảng trạch", "Huyện Quảng Trạch", "former-district", QUANG_TRACH],
  ["tx ba don", "Thị xã Ba Đồn", "former-district", BA_DON],
  ["thị xã Ba Đồn", "Thị xã Ba Đồn", "former-district", BA_DON],
  ["TP Đồng Hới", "Thành phố Đồng Hới", "former-district", DONG_HOI],
  ["thanh pho dong hoi", "Thành phố Đồng Hới", "former-district", DONG_HOI],
  ["huyen dakrong", "Huyện Đa Krông", "former-district", DA_KRONG],
  // One letter amiss.
  ["le thyu", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["lê thủi", "Xã Lệ Thuỷ", "name", ["19249.2"]],
  ["bac li", "Phường Bắc Lý", "former-name", ["18859.2"]],
  ["donghoii", "Phường Đồng Hới", "name", ["18880.2"]],
  ["dogn hoi", "Phường Đồng Hới", "name", ["18880.2"]],
  ["thuong trac", "Xã Thượng Trạch", "name", ["19147.2"]],
  ["huyện lệ thủ", "Huyện Lệ Thủy", "former-district", LE_THUY],
  ["kien gian", "Thị trấn Kiến Giang", "former-name", ["19249.2"]],
  ["bao nin", "Xã Bảo Ninh", "former-name", ["18880.2"]],
  ["bao nynh", "Xã Bảo Ninh", "former-name", ["18880.2"]],
];
for (const [query, matchedName, because, currentUnits] of first) {
  test(`"${query.normalize("NFC")}" finds ${matchedName} as ${because}`, () => {
    const match = searchUnits(register, { query, asOf: TODAY })[0];
    assert.deepEqual([match?.matchedName, match?.because, match?.currentUnits], [matchedName, because, currentUnits]);
  });
}

/** What is typed, and all that is found, in order. */
const all: readonly (readonly [string, readonly string[]])[] = [
  ["le thuy", ["Xã Lệ Thuỷ name", "Huyện Lệ Thủy former-district"]],
  ["quang phu", ["Xã Quang Phú former-name", "Xã Quảng Phú former-name", "Xã Quảng Phương former-name", "Phường Quảng Phúc former-name"]],
  ["quảng trị", ["Phường Quảng Trị name", "Tỉnh Quảng Trị name", "Thị xã Quảng Trị former-district", "Tỉnh Quảng Trị former-province"]],
  ["phuong 1", ["Phường 1 former-name", "Phường 1 former-name"]],
  ["viet trung", ["Thị trấn Nông trường Việt Trung former-name"]],
  ["hai phú", ["Xã Hải Phú former-name", "Xã Hải Phú former-name"]],
  ["zzzzzz", []],
  ["h", []],
  ["", []],
  [" . ", []],
];
for (const [query, expected] of all) {
  test(`"${query}" finds ${expected.length} in this order`, () => {
    assert.deepEqual(searchUnits(register, { query, asOf: TODAY }).map(({ matchedName, because }) => `${matchedName} ${because}`), expected);
  });
}

test("a former province leads to the communes on its land", () => {
  const [quangBinh] = searchUnits(register, { query: "quảng bình", asOf: TODAY });
  assert.deepEqual([quangBinh?.unit, quangBinh?.because, quangBinh?.currentUnits.length], ["44.1", "former-province", 41]);
});

test("a former district leads to the communes it held to its end, not to one that had left it", () => {
  const END = "2025-01-01";
  const file = givenFile();
  const parents: Readonly<Record<string, readonly { unit: string; from: string | null; to: string | null }[]>> = {
    "101.1": [{ unit: "10.1", from: null, to: END }],
    "10001.1": [{ unit: "101.1", from: null, to: END }, { unit: "10.1", from: END, to: null }],
    "10002.1": [{ unit: "101.1", from: null, to: "2024-01-01" }, { unit: "102.1", from: "2024-01-01", to: null }],
  };
  const units = file.units.map((unit) => ({
    ...unit,
    parents: parents[unit.id] ?? unit.parents,
    names: unit.id === "101.1" ? unit.names.map((name) => ({ ...name, to: END })) : unit.names,
  }));
  const [district] = searchUnits(buildRegister({ ...file, units }), { query: "huyện trên", asOf: TODAY });
  assert.deepEqual([district?.unit, district?.because, district?.currentUnits], ["101.1", "former-district", ["10001.1"]]);
});

test("every name of every unit, with marks or without, finds that unit or one that says the same", () => {
  const unresolved = new Set(register.unresolved.flatMap(({ candidates }) => candidates));
  for (const unit of register.units.values()) {
    for (const name of unit.names) {
      const queries = [`${name.type} ${name.vi}`, name.vi, `${name.type} ${name.en}`, name.en.toUpperCase()];
      for (const query of queries) {
        const found = searchUnits(register, { query, asOf: TODAY });
        assert.ok(found.some((match) => match.unit === unit.id || unresolved.has(unit.id)), `${query} does not find ${unit.id}`);
        assert.ok(found.every((match) => match.currentUnits.length > 0), `${query} leads nowhere`);
        assert.equal(new Set(found.map((match) => match.unit)).size, found.length, `${query} finds a unit twice`);
      }
    }
  }
});

test("before the reform its names are not found, and what it ended is found by name", () => {
  const found = searchUnits(register, { query: "đồng thuận", asOf: "2025-06-30" });
  assert.deepEqual(found, []);
  assert.deepEqual(searchUnits(register, { query: "quảng bình", asOf: "2025-06-30" }), [{ unit: "44.1", matchedName: "Tỉnh Quảng Bình", because: "name", currentUnits: ["44.1"] }]);
});

test("a unit that was renamed is found by the name it had", () => {
  const outcome = applyChange(givenRegister(), { id: "e", type: "rename", legalRef: "", effective: "2025-01-01", unit: id("10001.1-01"), name: { vi: "Đoàn Kết", en: "Doan Ket", type: "Thôn" } });
  assert.ok(outcome.kind === "applied");
  const find = (query: string, asOf: string) => searchUnits(outcome.register, { query, asOf }).map(({ unit, because }) => [unit, because]);
  assert.deepEqual(find("thôn an 1", "2025-01-01"), [["10001.1-01", "former-name"]]);
  assert.deepEqual(find("an 1", "2024-12-31"), [["10001.1-01", "name"]]);
  assert.deepEqual(find("doan ket", "2025-01-01"), [["10001.1-01", "name"]]);
});
