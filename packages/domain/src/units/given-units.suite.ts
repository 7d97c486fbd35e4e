/** The small province that the tests of this folder share: two districts, four communes, two hamlets in each; and the real one. */
import { readFileSync } from "node:fs";
import { buildRegister, type UnitRegister } from "./register.ts";
import { parseUnitId } from "./unit-id.ts";
import type { UnitRegisterFile, UnitType } from "./unit.ts";

type UnitFile = UnitRegisterFile["units"][number];

export const open = { from: null, to: null };
export const id = parseUnitId;

export function givenUnit(unit: string, kind: UnitFile["kind"], parent: string | null, type: UnitType, vi: string): UnitFile {
  return { id: unit, kind, names: [{ vi, en: vi, type, ...open }], parents: parent === null ? [] : [{ unit: parent, ...open }] };
}

export function givenFile(): UnitRegisterFile {
  const communes: readonly (readonly [string, string, string])[] = [["10001.1", "101.1", "An"], ["10002.1", "101.1", "Bình"], ["10003.1", "102.1", "Cam"], ["10004.1", "102.1", "Dân"]];
  return {
    units: [
      givenUnit("10.1", "province", null, "Tỉnh", "Xưa"),
      givenUnit("101.1", "district", "10.1", "Huyện", "Trên"),
      givenUnit("102.1", "district", "10.1", "Huyện", "Dưới"),
      ...communes.map(([commune, district, name]) => givenUnit(commune, "commune", district, "Xã", name)),
      ...communes.flatMap(([commune, , name]) => [1, 2].map((n) => givenUnit(`${commune}-0${n}`, "hamlet", commune, "Thôn", `${name} ${n}`))),
    ],
    events: [],
    lineage: [],
    unresolved: [],
    withoutSuccessor: [],
  };
}

export function givenRegister(): UnitRegister {
  return buildRegister(givenFile());
}

export function readQuangTri(): UnitRegister {
  return buildRegister(JSON.parse(readFileSync(new URL("../../../../content/units/quang-tri.json", import.meta.url), "utf8")));
}
