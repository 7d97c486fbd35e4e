/**
 * One decree applied to a register: merge, split, transfer, rename, reclassify. The register given is left as it is; the new one
 * answers every question about an earlier date as the old one did. Ids of new extents are minted here, so none is used twice.
 */
import type { UnitId } from "@hocvuso/contract";
import { buildRegister, holdsAt, isIsoDate, lifeOf, mayStandUnder, WEIGHT_TOLERANCE, type UnitRegister } from "./register.ts";
import { mintUnitId } from "./unit-id.ts";
import type { Dated, IsoDate, Lineage, LineageBasis, Unit, UnitKind, UnitNameText } from "./unit.ts";

/** `code`: the national register's for the new extent, used before or not; null for a hamlet. `parent`: null for a province. */
export type NewUnit = { readonly code: string | null; readonly name: UnitNameText; readonly parent: UnitId | null };

/** `children`: the units directly under the one split that go to this part. */
export type SplitPart = NewUnit & { readonly weight: number; readonly children: readonly UnitId[] };

export type UnitChange = { readonly id: string; readonly legalRef: string; readonly effective: IsoDate } & (
  | { readonly type: "merge"; readonly from: readonly UnitId[]; readonly into: NewUnit }
  | { readonly type: "split"; readonly from: UnitId; readonly into: readonly SplitPart[]; readonly basis: LineageBasis }
  | { readonly type: "transfer"; readonly unit: UnitId; readonly parent: UnitId }
  | { readonly type: "rename" | "reclassify"; readonly unit: UnitId; readonly name: UnitNameText }
);

export type ChangeRefusal =
  | "event-id-taken"
  | "date-malformed"
  /** Unknown, not begun before that day, or already ended. */
  | "unit-not-in-force"
  /** The register already holds a change of this unit, or of one under it, after that day. */
  | "later-change-known"
  | "too-few-units"
  | "kinds-differ"
  | "code-unfit"
  | "parent-unfit"
  | "weights-do-not-sum-to-one"
  | "children-not-all-placed";

/** `created`: the new units, in the order of the change. */
export type ChangeOutcome =
  | { readonly kind: "applied"; readonly register: UnitRegister; readonly created: readonly UnitId[] }
  | { readonly kind: "refused"; readonly because: ChangeRefusal };

/** A hamlet has none: the pattern matches nothing. */
const CODE_OF_KIND: Readonly<Record<UnitKind, RegExp>> = { province: /^\d{2}$/, district: /^\d{3}$/, commune: /^\d{5}$/, hamlet: /^(?!)/ };

export function applyChange(register: UnitRegister, change: UnitChange): ChangeOutcome {
  if (!isIsoDate(change.effective)) return refuse("date-malformed");
  if (register.events.some((event) => event.id === change.id)) return refuse("event-id-taken");
  switch (change.type) {
    case "merge": {
      const shares = change.from.map((from) => ({ from, weight: 1 }));
      const children = change.from.flatMap((from) => openChildren(register, from).map((child) => child.id));
      if (new Set(change.from).size !== change.from.length || change.from.length < 2) return refuse("too-few-units");
      return replaceUnits(register, change, { from: change.from, parts: [{ ...change.into, shares, children }], basis: "exact" });
    }
    case "split": {
      const parts = change.into.map((part) => ({ ...part, shares: [{ from: change.from, weight: part.weight }] }));
      if (parts.length < 2) return refuse("too-few-units");
      return replaceUnits(register, change, { from: [change.from], parts, basis: change.basis });
    }
    case "transfer": {
      const unit = register.units.get(change.unit);
      if (unit === undefined || !isInForce(unit, change.effective)) return refuse("unit-not-in-force");
      if (isChangedAfter(unit, change.effective)) return refuse("later-change-known");
      if (!canStandUnder(register, unit.kind, change.parent, change.effective)) return refuse("parent-unfit");
      return keepUnit(register, change, { ...unit, parents: succeed(unit.parents, { unit: change.parent }, change.effective) });
    }
    case "rename":
    case "reclassify": {
      const unit = register.units.get(change.unit);
      if (unit === undefined || !isInForce(unit, change.effective)) return refuse("unit-not-in-force");
      if (isChangedAfter(unit, change.effective)) return refuse("later-change-known");
      return keepUnit(register, change, { ...unit, names: succeed(unit.names, change.name, change.effective) });
    }
  }
}

function refuse(because: ChangeRefusal): ChangeOutcome {
  return { kind: "refused", because };
}

/** Existed the day before and has no known end. */
function isInForce(unit: Unit, effective: IsoDate): boolean {
  const life = lifeOf(unit);
  return life.to === null && (life.from === null || life.from < effective);
}

function isChangedAfter(unit: Unit, date: IsoDate): boolean {
  return [unit.names.at(-1)?.from, unit.parents.at(-1)?.from].some((from) => from !== null && from !== undefined && from > date);
}

function canStandUnder(register: UnitRegister, child: UnitKind, parent: UnitId | null, date: IsoDate): boolean {
  if (parent === null) return mayStandUnder(child, null);
  const unit = register.units.get(parent);
  return unit !== undefined && mayStandUnder(child, unit.kind) && lifeOf(unit).to === null && holdsAt(lifeOf(unit), date);
}

function openChildren(register: UnitRegister, parent: UnitId): readonly Unit[] {
  const ever = register.childrenEver.get(parent) ?? [];
  return ever.filter((child) => child.parents.at(-1)?.unit === parent && lifeOf(child).to === null);
}

/** A child that left it, or ended under it, only after that day. */
function hadChildAfter(register: UnitRegister, parent: UnitId, date: IsoDate): boolean {
  const ever = register.childrenEver.get(parent) ?? [];
  return ever.some((child) => child.parents.some((period) => period.unit === parent && period.to !== null && period.to > date));
}

/** Closes the open period on that day and opens the next; a period that had begun on the very day is replaced. */
function succeed<Fact>(periods: readonly (Fact & Dated)[], next: Fact, date: IsoDate): readonly (Fact & Dated)[] {
  const closed = closeOn(periods, date);
  return [...closed, { ...next, from: closed.at(-1)?.to ?? periods[0]?.from ?? null, to: null }];
}

function closeOn<Fact>(periods: readonly (Fact & Dated)[], date: IsoDate): readonly (Fact & Dated)[] {
  return periods.map((period) => (period.to === null ? { ...period, to: date } : period)).filter((period) => period.from !== date);
}

function keepUnit(register: UnitRegister, change: UnitChange, unit: Unit): ChangeOutcome {
  return { kind: "applied", created: [], register: rebuild(register, change, { changed: [unit], created: [], lineage: [], kept: [unit.id] }) };
}

type Replacement = {
  readonly from: readonly UnitId[];
  readonly parts: readonly (NewUnit & { readonly shares: readonly { readonly from: UnitId; readonly weight: number }[]; readonly children: readonly UnitId[] })[];
  readonly basis: LineageBasis;
};

function replaceUnits(register: UnitRegister, change: UnitChange, { from, parts, basis }: Replacement): ChangeOutcome {
  const date = change.effective;
  const ending: Unit[] = [];
  for (const id of from) {
    const unit = register.units.get(id);
    if (unit === undefined || !isInForce(unit, date)) return refuse("unit-not-in-force");
    ending.push(unit);
  }
  const kind = ending[0]?.kind;
  if (kind === undefined || ending.some((unit) => unit.kind !== kind)) return refuse("kinds-differ");

  const orphans = ending.flatMap((unit) => openChildren(register, unit.id));
  if ([...ending, ...orphans].some((unit) => isChangedAfter(unit, date))) return refuse("later-change-known");
  if (from.some((id) => hadChildAfter(register, id, date))) return refuse("later-change-known");
  const placed = parts.flatMap((part) => part.children);
  const isPlacedOnce = placed.length === orphans.length && orphans.every((orphan) => placed.includes(orphan.id));
  if (!isPlacedOnce) return refuse("children-not-all-placed");

  const shares = parts.flatMap((part) => part.shares);
  const isConserved = from.every((id) => {
    const sum = shares.filter((share) => share.from === id).reduce((total, share) => total + share.weight, 0);
    return Math.abs(sum - 1) <= WEIGHT_TOLERANCE;
  });
  if (!isConserved || shares.some((share) => !(share.weight > 0))) return refuse("weights-do-not-sum-to-one");

  const used = new Set(register.units.keys());
  const created: Unit[] = [];
  const moved = new Map<UnitId, Unit>();
  const lineage: Lineage[] = [];
  for (const part of parts) {
    if (!canStandUnder(register, kind, part.parent, date)) return refuse("parent-unfit");
    const stem = kind === "hamlet" ? part.parent : part.code;
    if (stem === null || (part.code !== null && !CODE_OF_KIND[kind].test(part.code))) return refuse("code-unfit");
    const id = mintUnitId(used, kind, stem);
    used.add(id);
    const open = { from: date, to: null };
    created.push({ id, kind, names: [{ ...part.name, ...open }], parents: part.parent === null ? [] : [{ unit: part.parent, ...open }] });
    for (const share of part.shares) lineage.push({ event: change.id, from: share.from, to: id, weight: share.weight, basis });
    for (const orphan of orphans) {
      if (part.children.includes(orphan.id)) moved.set(orphan.id, { ...orphan, parents: succeed(orphan.parents, { unit: id }, date) });
    }
  }
  const ended = ending.map((unit) => ({ ...unit, names: closeOn(unit.names, date), parents: closeOn(unit.parents, date) }));
  const next = rebuild(register, change, { changed: [...ended, ...moved.values()], created, lineage, kept: [] });
  return { kind: "applied", register: next, created: created.map((unit) => unit.id) };
}

type Outcome = {
  readonly changed: readonly Unit[];
  readonly created: readonly Unit[];
  readonly lineage: readonly Lineage[];
  readonly kept: readonly UnitId[];
};

function rebuild(register: UnitRegister, change: UnitChange, { changed, created, lineage, kept }: Outcome): UnitRegister {
  const replaced = new Map(changed.map((unit) => [unit.id, unit]));
  return buildRegister({
    units: [...[...register.units.values()].map((unit) => replaced.get(unit.id) ?? unit), ...created],
    events: [...register.events, { id: change.id, type: change.type, legalRef: change.legalRef, effective: change.effective, units: kept }],
    lineage: [...register.lineage, ...lineage],
    unresolved: register.unresolved,
    withoutSuccessor: register.withoutSuccessor,
  });
}
