/**
 * The shapes of an administrative register that remembers: units, their dated names and parents, and what became of what.
 * A unit is an extent of land. A new extent is a new unit, even under an old name or code; a unit that only changes its name,
 * rank or parent stays the same unit.
 */
import type { UnitId } from "@hocvuso/contract";

/** `YYYY-MM-DD`; compares as text. */
export type IsoDate = string;

/** `from` inclusive, `to` exclusive; null = open (`from: null` says only that the source knows no beginning). */
export type Dated = { readonly from: IsoDate | null; readonly to: IsoDate | null };

export type UnitKind = "province" | "district" | "commune" | "hamlet";

/** What the unit is called before its name, in Vietnamese ("Xã Lệ Thủy"), and the English word for it, which follows ("Le Thuy Commune"). */
export const UNIT_TYPES = {
  "Tỉnh": "Province",
  "Thành phố": "City",
  "Thị xã": "Town",
  "Huyện": "District",
  "Phường": "Ward",
  "Xã": "Commune",
  "Thị trấn": "Township",
  "Đặc khu": "Special administrative region",
  "Thôn": "Village",
  "Bản": "Village",
  "Khóm": "Neighbourhood",
  "Khu phố": "Neighbourhood",
  "Tổ dân phố": "Neighbourhood",
} as const;
export type UnitType = keyof typeof UNIT_TYPES;

/** A name without its type word. */
export type UnitNameText = { readonly vi: string; readonly en: string; readonly type: UnitType };
export type UnitName = UnitNameText & Dated;
export type UnitParent = { readonly unit: UnitId } & Dated;

/** `names` and `parents` run from the oldest to the newest without gap or overlap, over the same life. A province has no parents. */
export type Unit = {
  readonly id: UnitId;
  readonly kind: UnitKind;
  readonly names: readonly UnitName[];
  readonly parents: readonly UnitParent[];
};

export type UnitEventType = "merge" | "split" | "transfer" | "rename" | "reclassify";

/** `units`: those the event changed without ending them; for merge and split empty, the lineage says it. */
export type UnitEvent = {
  readonly id: string;
  readonly type: UnitEventType;
  readonly legalRef: string;
  readonly effective: IsoDate;
  readonly units: readonly UnitId[];
};

/** How a weight is known: `exact` = the whole unit, or counted hamlet by hamlet; `population` = by people; `assumed` = neither. */
export type LineageBasis = "exact" | "population" | "assumed";

/** `weight` (0, 1]: the share of `from` that went into `to`. All weights out of a unit sum to 1. */
export type Lineage = {
  readonly event: string;
  readonly from: UnitId;
  readonly to: UnitId;
  readonly weight: number;
  readonly basis: LineageBasis;
};

/** A former name by which the source describes `namedBy`, but which it does not tie to one former unit. Nothing is guessed. */
export type UnresolvedName = {
  readonly name: string;
  readonly namedBy: UnitId;
  readonly why: "differs-only-in-marks" | "same-name" | "no-commune-of-this-name";
  readonly candidates: readonly UnitId[];
};

export type UnitRegisterData = {
  readonly units: readonly Unit[];
  readonly events: readonly UnitEvent[];
  readonly lineage: readonly Lineage[];
  readonly unresolved: readonly UnresolvedName[];
  /** The communes that ended and of which no lineage is known. */
  readonly withoutSuccessor: readonly UnitId[];
};

type Unbranded<T> = T extends UnitId ? string
  : T extends readonly (infer Element)[] ? readonly Unbranded<Element>[]
  : T extends object ? { readonly [Key in keyof T]: Unbranded<T[Key]> }
  : T;

/** The register as it stands in a file: ids are still plain text. */
export type UnitRegisterFile = Unbranded<UnitRegisterData>;

/** "Xã Lệ Thủy" or "Le Thuy Commune"; a numbered one is "Ward 1" in English. */
export function fullName(name: UnitNameText, language: "vi" | "en"): string {
  if (language === "vi") return `${name.type} ${name.vi}`;
  const type = UNIT_TYPES[name.type];
  return /^\d+$/.test(name.en) ? `${type} ${name.en}` : `${name.en} ${type}`;
}
