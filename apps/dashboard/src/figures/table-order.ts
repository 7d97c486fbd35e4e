/** The order of tables of units: by Vietnamese name or by number. */
import type { GroupFigures, Measure, PopulationGroup, UnitFigures } from "@hocvuso/contract";
import { UNIT_TYPES } from "@hocvuso/domain/units";
import { shareOf } from "./share.ts";

const kinds = Object.entries(UNIT_TYPES).flat().join("|");
const kindOfUnit = new RegExp(`^(${kinds}) | (${kinds})$`, "u");

/** Without the word for the kind of unit, in either language: "Xã Khe Sanh" and "Khe Sanh Commune" are looked up under K. */
export function placeName(name: string): string {
  return name.replace(kindOfUnit, "");
}

export type TableOrder = { readonly by: "name" | "listed" | Measure; readonly direction: "ascending" | "descending" };

const collator = new Intl.Collator("vi", { numeric: true });

/** What cannot be compared (not measured, nobody listed, too few) stands last in both directions, by name. */
export function inTableOrder(units: readonly UnitFigures[], order: TableOrder, group: PopulationGroup): UnitFigures[] {
  const sign = order.direction === "ascending" ? 1 : -1;
  const byName = (a: UnitFigures, b: UnitFigures) => collator.compare(placeName(a.name.vi), placeName(b.name.vi));
  return units.toSorted((a, b) => {
    if (order.by === "name") return sign * byName(a, b);
    const [worthA, worthB] = [comparable(a.groups, order.by, group), comparable(b.groups, order.by, group)];
    if (worthA === null && worthB === null) return byName(a, b);
    if (worthA === null) return 1;
    if (worthB === null) return -1;
    return sign * (worthA - worthB) || byName(a, b);
  });
}

function comparable(groups: GroupFigures, by: "listed" | Measure, group: PopulationGroup): number | null {
  const numbers = groups[group];
  if (by === "listed") return numbers.listed;
  const share = shareOf(numbers[by], numbers.listed);
  return share.kind === "share" ? share.share : null;
}

/** The next order when a column's heading is pressed: names go up first, numbers go down first, a second press turns round. */
export function pressHeading(order: TableOrder, by: TableOrder["by"]): TableOrder {
  if (order.by === by) return { by, direction: order.direction === "ascending" ? "descending" : "ascending" };
  return { by, direction: by === "name" ? "ascending" : "descending" };
}
