/** The maps there have been: every report says on which of them it stands. Names and hamlets do not make a new map. */
import { lifeOf, type UnitRegister } from "./register.ts";
import type { Dated, IsoDate } from "./unit.ts";

/** `asOf`: a date within the set, to put to the dated questions. */
export type BoundarySet = Dated & { readonly asOf: IsoDate; readonly label: { readonly vi: string; readonly en: string } };

/** Earlier than every date of a register, which holds open beginnings from the first day on. */
const BEFORE_ALL: IsoDate = "0001-01-01";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** From the oldest to that in force, without gap; the first begins with null if any unit's beginning is unknown. Empty for an empty register. */
export function boundarySets(register: UnitRegister): readonly BoundarySet[] {
  const known = found.get(register) ?? findIn(register);
  found.set(register, known);
  return known;
}

/** A register does not change, and every figure asks. */
const found = new WeakMap<UnitRegister, readonly BoundarySet[]>();

function findIn(register: UnitRegister): readonly BoundarySet[] {
  const begins = new Set<IsoDate | null>();
  for (const unit of register.units.values()) {
    if (unit.kind === "hamlet") continue;
    const life = lifeOf(unit);
    begins.add(life.from);
    if (life.to !== null) begins.add(life.to);
    for (const parent of unit.parents) begins.add(parent.from);
  }
  const ordered = [...begins].sort((a, b) => (a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1));
  return ordered.map((from, index) => {
    const to = ordered[index + 1] ?? null;
    return { from, to, asOf: from ?? BEFORE_ALL, label: labelOf(from, to) };
  });
}

function labelOf(from: IsoDate | null, to: IsoDate | null): BoundarySet["label"] {
  if (from !== null) return { vi: `địa giới từ ${dayInVietnamese(from)}`, en: `boundaries from ${dayInEnglish(from)}` };
  if (to !== null) return { vi: `địa giới trước ${dayInVietnamese(to)}`, en: `boundaries before ${dayInEnglish(to)}` };
  return { vi: "địa giới hiện nay", en: "present boundaries" };
}

function dayInVietnamese(date: IsoDate): string {
  return date.split("-").map(Number).reverse().join("-");
}

function dayInEnglish(date: IsoDate): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${MONTHS[(month ?? 0) - 1]} ${year}`;
}
