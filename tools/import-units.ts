/**
 * Reads content/units/source and writes content/units/quang-tri.json and boundaries.geojson: the same bytes every time. It guesses nothing:
 * a former name that the source does not tie to one former commune is listed as unresolved. It refuses to write what does not add up.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { UnitId } from "@hocvuso/contract";
import {
  buildRegister, foldName, fullName, lifeOf, mintUnitId, unitCode, unitsAt,
  type Lineage, type Unit, type UnitEvent, type UnitKind, type UnitName, type UnitRegisterData, type UnitType, type UnresolvedName,
} from "@hocvuso/domain/units";

type SourceUnit = { readonly Code: string; readonly Name: string; readonly NameEn: string; readonly FullName: string; readonly FullNameEn: string };
type SourceDistrict = SourceUnit & { readonly Ward: readonly SourceUnit[] | null };
type SourceFormerProvince = SourceUnit & { readonly District: readonly SourceDistrict[] };
type SourcePresentProvince = SourceUnit & { readonly Wards: readonly SourceUnit[] };
type SourceNames = { readonly wards: readonly { readonly ma: string; readonly ten: string; readonly truocsapnhap: string }[] };
type SourceMap = { readonly features: readonly { readonly properties: { readonly code: string }; readonly geometry: { readonly type: string } }[] };

export type Imported = { readonly unitsJson: string; readonly boundariesGeojson: string; readonly report: string };

const REFORM = "2025-07-01";
const PROVINCES_MERGE: UnitEvent = { id: "2025-07-01-provinces", type: "merge", legalRef: "Nghị quyết 202/2025/QH15", effective: REFORM, units: [] };
const COMMUNES_MERGE: UnitEvent = { id: "2025-07-01-communes", type: "merge", legalRef: "Nghị quyết 1680/NQ-UBTVQH15", effective: REFORM, units: [] };
const KEPT_AS_IT_WAS = "giữ nguyên";

const NOTES = [
  "Made by tools/import-units.ts from content/units/source; see the README.md there for provenance and licence. Do not edit.",
  "A unit is an extent of land: <code>.<n> is the n-th extent to which the national register gave the code. Dates: from inclusive, to exclusive, null = open or unknown.",
  "Nghị quyết 202/2025/QH15 as the ground of the province's merger, and 2025-07-01 as the day from which both resolutions hold, are general knowledge, not read in the source.",
  "Districts ended on 2025-07-01 without lineage: what became of a district is what became of its communes.",
  "unresolved: former names that the source leaves open, with the unit of today that names each; withoutSuccessor: the former communes left without lineage by it.",
];

export function importUnits(source: URL): Imported {
  const read = (name: string): string => readFileSync(new URL(name, source), "utf8");
  const formerProvinces: readonly SourceFormerProvince[] = [JSON.parse(read("former-quang-binh.json")), JSON.parse(read("former-quang-tri.json"))];
  const present: SourcePresentProvince = JSON.parse(read("present-quang-tri.json"));
  const names: SourceNames = JSON.parse(read("named-before-the-merger.json"));
  const map: SourceMap = JSON.parse(read("communes.geojson"));

  const former = readFormer(formerProvinces);
  const namedToday = new Map(names.wards.map((ward) => [ward.ma, ward.truocsapnhap.normalize("NFC")]));
  const used = new Set(former.map((unit) => unit.id));
  const province = unitOf({ kind: "province", source: present, parent: null, from: REFORM, to: null, used });
  const kept: Unit[] = [];
  const today = present.Wards.map((ward) => {
    if (namedToday.get(ward.Code) === undefined) throw new Error(`${ward.Code}: the source does not say what it was made of`);
    if (namedToday.get(ward.Code) !== KEPT_AS_IT_WAS) return unitOf({ kind: "commune", source: ward, parent: province.id, from: REFORM, to: null, used });
    const same = former.find((unit) => unit.kind === "commune" && unitCode(unit.id) === ward.Code);
    if (same === undefined || fullNameOf(same) !== ward.FullName) throw new Error(`${ward.Code}: kept as it was, but was not there`);
    kept.push({
      ...same,
      names: same.names.map((name) => ({ ...name, to: null })),
      parents: [...same.parents, { unit: province.id, from: REFORM, to: null }],
    });
    return same;
  });

  const tied = tieFormerNames(former, today.filter((unit) => !kept.some(({ id }) => id === unit.id)), namedToday);
  const hasLineage = new Set(tied.lineage.map((line) => line.from));
  const keptIds = kept.map((unit) => unit.id);
  const data: UnitRegisterData = {
    events: [
      PROVINCES_MERGE,
      COMMUNES_MERGE,
      { id: "2025-07-01-kept", type: "transfer", legalRef: COMMUNES_MERGE.legalRef, effective: REFORM, units: keptIds },
    ],
    units: sortById([...former.filter((unit) => !keptIds.includes(unit.id)), ...kept, ...today.filter((unit) => !keptIds.includes(unit.id)), province]),
    lineage: [
      ...former.filter((unit) => unit.kind === "province").map((unit) => wholeInto(PROVINCES_MERGE, unit.id, province.id)),
      ...tied.lineage.sort((a, b) => compare(a.to, b.to) || compare(a.from, b.from)),
    ],
    unresolved: tied.unresolved,
    withoutSuccessor: former.filter((unit) => unit.kind === "commune" && !hasLineage.has(unit.id) && !keptIds.includes(unit.id)).map((unit) => unit.id).sort(),
  };
  return { unitsJson: unitsAsText(data), boundariesGeojson: boundariesAsText(map, today), report: checkAndReport(data, map) };
}

function readFormer(provinces: readonly SourceFormerProvince[]): readonly Unit[] {
  const used = new Set<UnitId>();
  const life = { from: null, to: REFORM, used };
  return provinces.flatMap((source) => {
    const province = unitOf({ ...life, kind: "province", source, parent: null });
    const districts = source.District.flatMap((sourceDistrict) => {
      const district = unitOf({ ...life, kind: "district", source: sourceDistrict, parent: province.id });
      return [district, ...(sourceDistrict.Ward ?? []).map((ward) => unitOf({ ...life, kind: "commune", source: ward, parent: district.id }))];
    });
    return [province, ...districts];
  });
}

type UnitPlan = { kind: UnitKind; source: SourceUnit; parent: UnitId | null; from: string | null; to: string | null; used: Set<UnitId> };

function unitOf({ kind, source, parent, from, to, used }: UnitPlan): Unit {
  const id = mintUnitId(used, kind, source.Code);
  used.add(id);
  // What precedes the name in the full name is the type; a word that is none fails the comparison below.
  const type = source.FullName.slice(0, -source.Name.length).trim() as UnitType;
  const name: UnitName = { vi: source.Name, en: source.NameEn, type, from, to };
  if (fullName(name, "vi") !== source.FullName || fullName(name, "en") !== source.FullNameEn) throw new Error(`${source.Code}: cannot take apart ${source.FullName}, ${source.FullNameEn}`);
  return { id, kind, names: [name], parents: parent === null ? [] : [{ unit: parent, from, to }] };
}

function wholeInto(event: UnitEvent, from: UnitId, to: UnitId): Lineage {
  return { event: event.id, from, to, weight: 1, basis: "exact" };
}

/**
 * Ties each former name to the one former commune of that type and name, marks left aside; "(huyện …)" after a name narrows it to that
 * district. A name that fits none or several is unresolved. Its candidates: the several, or else the units no name is tied to in the
 * districts whose communes went into the same unit, or else a district of that name.
 */
function tieFormerNames(former: readonly Unit[], today: readonly Unit[], namedToday: ReadonlyMap<string, string>): { lineage: Lineage[]; unresolved: readonly UnresolvedName[] } {
  const lineage: Lineage[] = [];
  const open: { name: string; namedBy: UnitId; fitting: readonly Unit[] }[] = [];
  for (const unit of today) {
    for (const text of (namedToday.get(unitCode(unit.id)) ?? "").split(", ")) {
      const [, name = text, district] = /^(.*?)(?: \((.*)\))?$/.exec(text) ?? [];
      const fitting = former.filter((candidate) =>
        candidate.kind === "commune" && foldName(fullNameOf(candidate)) === foldName(name)
        && (district === undefined || foldName(fullNameOf(parentOf(former, candidate))) === foldName(district)));
      const [only, ...others] = fitting;
      if (only !== undefined && others.length === 0) lineage.push(wholeInto(COMMUNES_MERGE, only.id, unit.id));
      else open.push({ name, namedBy: unit.id, fitting });
    }
  }
  const tiedIds = new Set(lineage.map((line) => line.from));
  const isFitting = new Set(open.flatMap(({ fitting }) => fitting.map((unit) => unit.id)));
  const unresolved = open.map(({ name, namedBy, fitting }): UnresolvedName => {
    if (fitting.length > 0) {
      const isSpeltAlike = new Set(fitting.map(fullNameOf)).size === 1;
      return { name, namedBy, why: isSpeltAlike ? "same-name" : "differs-only-in-marks", candidates: fitting.map((unit) => unit.id) };
    }
    const siblings = new Set(lineage.filter((line) => line.to === namedBy).map((line) => line.from));
    const districts = new Set(former.filter((unit) => siblings.has(unit.id)).map((unit) => parentOf(former, unit).id));
    const left = former.filter((unit) => unit.kind === "commune" && !tiedIds.has(unit.id) && !isFitting.has(unit.id) && districts.has(parentOf(former, unit).id));
    const namesakes = former.filter((unit) => unit.kind === "district" && fullNameOf(unit) === name);
    return { name, namedBy, why: "no-commune-of-this-name", candidates: (left.length > 0 ? left : namesakes).map((unit) => unit.id) };
  });
  return { lineage, unresolved: unresolved.sort((a, b) => compare(a.namedBy, b.namedBy) || compare(a.name, b.name)) };
}

function parentOf(units: readonly Unit[], child: Unit): Unit {
  const parent = units.find((unit) => unit.id === child.parents[0]?.unit);
  if (parent === undefined) throw new Error(`${child.id}: no parent`);
  return parent;
}

function fullNameOf(unit: Unit): string {
  const name = unit.names[0];
  if (name === undefined) throw new Error(`${unit.id}: no name`);
  return fullName(name, "vi");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const KINDS: readonly UnitKind[] = ["province", "district", "commune", "hamlet"];

function sortById(units: readonly Unit[]): readonly Unit[] {
  return [...units].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compare(a.id, b.id));
}

/** One unit, event, line of lineage to a line of text. */
function unitsAsText(data: UnitRegisterData): string {
  const parts = Object.entries({ notes: NOTES, ...data }).map(([key, rows]) => {
    const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
    return `  ${JSON.stringify(key)}: [\n${lines.join(",\n")}\n  ]`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

function boundariesAsText(map: SourceMap, today: readonly Unit[]): string {
  const features = sortById(today).map((unit) => {
    const [feature, ...others] = map.features.filter(({ properties }) => properties.code === unitCode(unit.id));
    if (feature === undefined || others.length > 0) throw new Error(`${unit.id}: the map has ${others.length + (feature ? 1 : 0)} outlines of it`);
    return JSON.stringify({ type: "Feature", properties: { unit: unit.id }, geometry: feature.geometry });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

function checkAndReport(data: UnitRegisterData, map: SourceMap): string {
  const register = buildRegister(data);
  const dayBefore = "2025-06-30";
  const communesToday = unitsAt(register, "commune", REFORM);
  const formerIn = (province: string): readonly UnitId[] => unitsAt(register, "commune", dayBefore).filter((id) => {
    const district = register.units.get(id)?.parents[0]?.unit;
    return district !== undefined && register.units.get(district)?.parents[0]?.unit === province;
  });
  const todayOfType = (type: UnitType): number => communesToday.filter((id) => register.units.get(id)?.names.some((name) => name.type === type && name.to === null)).length;
  const isUnder = (unit: UnitId, province: string): boolean => register.units.get(unit)?.parents[0]?.unit === province || formerIn(province).includes(unit);
  const todayOnLandOf = (province: string): number => communesToday.filter((id) =>
    isUnder(id, province)
    || data.lineage.some((line) => line.to === id && isUnder(line.from, province))
    || data.unresolved.some(({ namedBy, candidates }) => namedBy === id && candidates.every((candidate) => isUnder(candidate, province)))).length;
  const counts: readonly (readonly [string, number, number])[] = [
    ["former provinces", unitsAt(register, "province", dayBefore).length, 2],
    ["former districts of Quảng Bình", data.units.filter((unit) => unit.kind === "district" && unit.parents[0]?.unit === "44.1").length, 8],
    ["former districts of Quảng Trị", data.units.filter((unit) => unit.kind === "district" && unit.parents[0]?.unit === "45.1").length, 10],
    ["former communes of Quảng Bình", formerIn("44.1").length, 145],
    ["former communes of Quảng Trị", formerIn("45.1").length, 119],
    ["provinces today", unitsAt(register, "province", REFORM).length, 1],
    ["districts today", unitsAt(register, "district", REFORM).length, 0],
    ["communes today", communesToday.length, 78],
    ["  xã", todayOfType("Xã"), 69],
    ["  phường", todayOfType("Phường"), 8],
    ["  đặc khu", todayOfType("Đặc khu"), 1],
    ["  on land of Quảng Bình", todayOnLandOf("44.1"), 41],
    ["  on land of the former Quảng Trị", todayOnLandOf("45.1"), 37],
    ["former communes kept as they were", unitsAt(register, "commune", dayBefore).filter((id) => lifeOf(register.units.get(id) ?? never(id)).to === null).length, 1],
    ["former communes gone whole into another", data.lineage.filter((line) => line.event === COMMUNES_MERGE.id).length, 254],
    ["former communes without successor", data.withoutSuccessor.length, 9],
    ["former names unresolved", data.unresolved.length, 10],
    ["outlines", map.features.length, 78],
  ];
  for (const [what, count, expected] of counts) {
    if (count !== expected) throw new Error(`${what.trim()}: ${count}, not ${expected}`);
  }
  const called = (id: UnitId): string => `${fullNameOf(register.units.get(id) ?? never(id))} ${id}`;
  return [
    ...counts.map(([what, count]) => `${String(count).padStart(4)} ${what}`),
    "",
    "unresolved former names:",
    ...data.unresolved.map(({ name, namedBy, why, candidates }) => `  ${name}, named by ${called(namedBy)} (${why}): ${candidates.map(called).join(" | ")}`),
    "former communes without successor:",
    `  ${data.withoutSuccessor.map(called).join(", ")}`,
    "",
  ].join("\n");
}

function never(id: string): never {
  throw new Error(`no such unit: ${id}`);
}

if (import.meta.main) {
  const folder = new URL("../content/units/", import.meta.url);
  const { unitsJson, boundariesGeojson, report } = importUnits(new URL("source/", folder));
  writeFileSync(new URL("quang-tri.json", folder), unitsJson);
  writeFileSync(new URL("boundaries.geojson", folder), boundariesGeojson);
  process.stdout.write(report);
}
