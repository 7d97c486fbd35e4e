import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { importUnits } from "./import-units.ts";

const folder = new URL("../content/units/", import.meta.url);
const source = new URL("source/", folder);

/** Imports a copy of the source in which one text stands for another. */
function importWith(file: string, text: string, instead: string): void {
  const before = readFileSync(new URL(file, source), "utf8");
  assert.ok(before.includes(text), `${file} has no ${text}`);
  const copy = mkdtempSync(join(tmpdir(), "units-"));
  try {
    cpSync(source, copy, { recursive: true });
    writeFileSync(join(copy, file), before.replace(text, instead));
    importUnits(pathToFileURL(`${copy}/`));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

test("importing again gives the files that are in content, byte for byte", () => {
  const { unitsJson, boundariesGeojson } = importUnits(source);
  assert.equal(unitsJson, readFileSync(new URL("quang-tri.json", folder), "utf8"));
  assert.equal(boundariesGeojson, readFileSync(new URL("boundaries.geojson", folder), "utf8"));
});

test("the source is what its README says it is", () => {
  const sums = [...readFileSync(new URL("README.md", source), "utf8").matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)];
  assert.equal(sums.length, 5);
  for (const [, sum, file = ""] of sums) assert.equal(createHash("sha256").update(readFileSync(new URL(file, source))).digest("hex"), sum, file);
});

test("the outlines are those of the source, unchanged but for their properties", () => {
  type Map = { features: { properties: { code?: string; unit?: string }; geometry: unknown }[] };
  const given: Map = JSON.parse(readFileSync(new URL("communes.geojson", source), "utf8"));
  const made: Map = JSON.parse(importUnits(source).boundariesGeojson);
  for (const { properties, geometry } of made.features) {
    const code = properties.unit?.split(".")[0];
    assert.deepEqual(given.features.find((feature) => feature.properties.code === code)?.geometry, geometry);
  }
});

test("the report names what is left open", () => {
  const { report } = importUnits(source);
  assert.match(report, /Xã Quảng Phú, named by Xã Phú Trạch 19021\.2 \(differs-only-in-marks\): Xã Quang Phú 18883\.1 \| Xã Quảng Phú 19021\.1/);
  assert.match(report, / 10 former names unresolved/);
});

const broken: readonly (readonly [string, string, string, string, RegExp])[] = [
  ["a former commune is named by two units", "named-before-the-merger.json", "Xã Triệu Nguyên", "Xã Triệu Ái", /weights sum to 2/],
  ["a former name is misspelt", "named-before-the-merger.json", "Xã Triệu Nguyên", "Xã Triệu Nguyễnn", /253, not 254/],
  ["a unit is not in the names", "named-before-the-merger.json", '"ma": "19567"', '"ma": "99999"', /19567: the source does not say/],
  ["a full name does not fit the name", "present-quang-tri.json", '"FullName": "Phường Đồng Thuận"', '"FullName": "Làng Đồng Thuận"', /18859: cannot take apart/],
  ["an outline is missing", "communes.geojson", '"code":"19255"', '"code":"99999"', /19255\.2: the map has 0 outlines/],
];
for (const [what, file, text, instead, message] of broken) {
  test(`nothing is written when ${what}`, () => {
    assert.throws(() => importWith(file, text, instead), { message });
  });
}
