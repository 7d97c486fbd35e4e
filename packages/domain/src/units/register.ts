/**
 * A register of units and the questions put to it for one date. It never forgets: every answer about a past date stays what it was.
 * Building one checks all it promises (names and parents without gap or overlap, lineage that loses nothing) and refuses the rest.
 */
import type { UnitId } from "@hocvuso/contract";
import { isUnitIdOf } from "./unit-id.ts";
import type { Dated, IsoDate, Lineage, Unit, UnitKind, UnitName, UnitRegisterData, UnitRegisterFile } from "./unit.ts";

export type UnitRegister = Omit<UnitRegisterData, "units"> & {
  /** In the order of the file. */
  readonly units: ReadonlyMap<UnitId, Unit>;
  /** Every unit that ever stood directly under this one. */
  readonly childrenEver: ReadonlyMap<UnitId, readonly Unit[]>;
  readonly lineageFrom: ReadonlyMap<UnitId, readonly Lineage[]>;
  readonly lineageInto: ReadonlyMap<UnitId, readonly Lineage[]>;
};

/** Under what a unit of each kind may stand. */
const PARENT_KINDS: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  province: [],
  district: ["province"],
  commune: ["district", "province"],
  hamlet: ["commune"],
};

export function mayStandUnder(child: UnitKind, parent: UnitKind | null): boolean {
  return parent === null ? child === "province" : PARENT_KINDS[child].includes(parent);
}

/** Closeness to 1 that a sum of weights must keep. */
export const WEIGHT_TOLERANCE = 1e-9;

export function isIsoDate(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}

export function holdsAt(period: Dated, date: IsoDate): boolean {
  return (period.from === null || period.from <= date) && (period.to === null || date < period.to);
}

export function lifeOf(unit: Unit): Dated {
  return { from: unit.names[0]?.from ?? null, to: unit.names.at(-1)?.to ?? null };
}

/** @throws RangeError if the register does not hold this id; ask `register.units.has` first for an id from outside. */
export function unitOf(register: UnitRegister, id: UnitId): Unit {
  const unit = register.units.get(id);
  if (unit === undefined) throw new RangeError(`no such unit: ${id}`);
  return unit;
}

/** null if the unit did not exist on that date. */
export function nameAt(register: UnitRegister, unit: UnitId, date: IsoDate): UnitName | null {
  return unitOf(register, unit).names.find((name) => holdsAt(name, date)) ?? null;
}

/** null for a province, and if the unit did not exist on that date. */
export function parentAt(register: UnitRegister, unit: UnitId, date: IsoDate): UnitId | null {
  return unitOf(register, unit).parents.find((parent) => holdsAt(parent, date))?.unit ?? null;
}

/** Direct children only, in register order. */
export function childrenAt(register: UnitRegister, unit: UnitId, date: IsoDate): readonly UnitId[] {
  const children = register.childrenEver.get(unitOf(register, unit).id) ?? [];
  return children.filter((child) => child.parents.some((parent) => parent.unit === unit && holdsAt(parent, date))).map((child) => child.id);
}

/** Every unit of this kind that existed on that date, in register order. */
export function unitsAt(register: UnitRegister, kind: UnitKind, date: IsoDate): readonly UnitId[] {
  return [...register.units.values()].filter((unit) => unit.kind === kind && holdsAt(lifeOf(unit), date)).map((unit) => unit.id);
}

export type ClosurePair = { readonly ancestor: UnitId; readonly descendant: UnitId; readonly depth: number };

/** Every unit of that date with itself (depth 0) and each unit it lay in, nearest first; descendants in register order. */
export function closureAt(register: UnitRegister, date: IsoDate): readonly ClosurePair[] {
  const pairs: ClosurePair[] = [];
  for (const unit of register.units.values()) {
    if (!holdsAt(lifeOf(unit), date)) continue;
    let depth = 0;
    for (let ancestor: UnitId | null = unit.id; ancestor !== null; ancestor = parentAt(register, ancestor, date)) {
      pairs.push({ ancestor, descendant: unit.id, depth });
      depth += 1;
    }
  }
  return pairs;
}

/**
 * @throws Error naming the first promise that the file breaks.
 */
export function buildRegister(file: UnitRegisterFile): UnitRegister {
  for (const unit of file.units) {
    if (!isUnitIdOf(unit.kind, unit.id)) throw new Error(`${unit.id}: not the id of a ${unit.kind}`);
  }
  // Only the ids of units are checked for their form; the checks below find every other id among them.
  const data = file as UnitRegisterData;
  const units = new Map(data.units.map((unit) => [unit.id, unit]));
  if (units.size !== data.units.length) throw new Error("an id is given to two units");

  const childrenEver = new Map<UnitId, Unit[]>();
  for (const unit of data.units) {
    for (const parent of new Set(unit.parents.map((period) => period.unit))) pushUnder(childrenEver, parent, unit);
  }
  const lineageFrom = new Map<UnitId, Lineage[]>();
  const lineageInto = new Map<UnitId, Lineage[]>();
  for (const line of data.lineage) {
    pushUnder(lineageFrom, line.from, line);
    pushUnder(lineageInto, line.to, line);
  }
  const register = { ...data, units, childrenEver, lineageFrom, lineageInto };
  for (const unit of data.units) checkUnit(register, unit);
  checkLineage(register);
  checkWhatIsUnresolved(register);
  return register;
}

function pushUnder<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function checkUnit(register: UnitRegister, unit: Unit): void {
  const life = lifeOf(unit);
  checkPeriods(unit, "names", unit.names, life);
  if (unit.kind === "province") {
    if (unit.parents.length > 0) throw new Error(`${unit.id}: a province has no parent`);
    return;
  }
  checkPeriods(unit, "parents", unit.parents, life);
  for (const period of unit.parents) {
    const parent = unitOf(register, period.unit);
    if (!mayStandUnder(unit.kind, parent.kind)) throw new Error(`${unit.id}: a ${unit.kind} cannot stand under a ${parent.kind}`);
    if (!covers(lifeOf(parent), period)) throw new Error(`${unit.id}: its parent ${parent.id} does not exist all that time`);
  }
}

function checkPeriods(unit: Unit, what: string, periods: readonly Dated[], life: Dated): void {
  if (periods.length === 0) throw new Error(`${unit.id}: no ${what}`);
  periods.forEach((period, index) => {
    for (const date of [period.from, period.to]) {
      if (date !== null && !isIsoDate(date)) throw new Error(`${unit.id}: ${date} is no date`);
    }
    if (period.from !== null && period.to !== null && period.from >= period.to) throw new Error(`${unit.id}: ${what} end before they begin`);
    const previous = periods[index - 1];
    const begin = previous === undefined ? life.from : previous.to;
    if (period.from !== begin || (previous !== undefined && begin === null)) throw new Error(`${unit.id}: ${what} overlap or leave a gap`);
  });
  if (periods.at(-1)?.to !== life.to) throw new Error(`${unit.id}: ${what} do not last as long as the unit`);
}

function covers(outer: Dated, inner: Dated): boolean {
  const beginsInTime = outer.from === null || (inner.from !== null && outer.from <= inner.from);
  return beginsInTime && (outer.to === null || (inner.to !== null && inner.to <= outer.to));
}

function checkLineage(register: UnitRegister): void {
  const events = new Map(register.events.map((event) => [event.id, event]));
  if (events.size !== register.events.length) throw new Error("an id is given to two events");
  for (const event of register.events) {
    if (!isIsoDate(event.effective)) throw new Error(`${event.id}: ${event.effective} is no date`);
    for (const unit of event.units) unitOf(register, unit);
  }
  for (const [from, lines] of register.lineageFrom) {
    const ended = unitOf(register, from);
    for (const line of lines) {
      const begun = unitOf(register, line.to);
      const effective = events.get(line.event)?.effective;
      if (effective === undefined) throw new Error(`${from}: no event ${line.event}`);
      if (lifeOf(ended).to !== effective || lifeOf(begun).from !== effective) throw new Error(`${from} -> ${begun.id}: the lives do not meet on ${effective}`);
      if (ended.kind !== begun.kind) throw new Error(`${from} -> ${begun.id}: a ${ended.kind} cannot become a ${begun.kind}`);
      if (!(line.weight > 0)) throw new Error(`${from} -> ${begun.id}: weight ${line.weight}`);
    }
    const sum = lines.reduce((total, line) => total + line.weight, 0);
    if (!(Math.abs(sum - 1) <= WEIGHT_TOLERANCE)) throw new Error(`${from}: its weights sum to ${sum}`);
    if (new Set(lines.map((line) => line.to)).size !== lines.length) throw new Error(`${from}: two weights into one unit`);
  }
}

function checkWhatIsUnresolved(register: UnitRegister): void {
  const listed = new Set(register.withoutSuccessor);
  for (const unit of register.units.values()) {
    const isLost = unit.kind === "commune" && lifeOf(unit).to !== null && !register.lineageFrom.has(unit.id);
    if (isLost !== listed.delete(unit.id)) throw new Error(`${unit.id}: ${isLost ? "ended with neither lineage nor mention" : "is not without successor"}`);
  }
  for (const id of listed) throw new Error(`${id}: without successor, but no such unit`);
  for (const name of register.unresolved) [name.namedBy, ...name.candidates].forEach((id) => unitOf(register, id));
}
