/** Counts as dashboards ask for them: by unit on a boundary set, from the cells of `progress` and the register of units. */
import type { GroupFigures, PopulationGroup, Provenance, Target, UnitFigures, UnitId } from "@hocvuso/contract";
import { targetsOn } from "@hocvuso/domain/campaign";
import { communeOfPlace, type Cell, type CellCounts } from "@hocvuso/domain/measurement";
import { boundarySets, fullName, nameAt, successorsAt, unitOf, type IsoDate, type UnitRegister } from "@hocvuso/domain/units";
import type { Services } from "../services.ts";
import { dayInVietnam } from "../vietnam-clock.ts";

export { communeOfPlace } from "@hocvuso/domain/measurement";

export type CountedCell = Cell & CellCounts;

export async function readCells({ database }: Services): Promise<readonly CountedCell[]> {
  const rows = await database.reads.selectFrom("progress").selectAll().execute();
  return rows.map(({ place, population_group, listed, reached, capable, confirmed, sample }) =>
    // Only `contribution` writes these two columns, from ids and groups already checked.
    ({ place: place as UnitId | "", group: population_group as PopulationGroup | "", listed, reached, capable, confirmed, sample }));
}

/** Whether a list from VNeID was ever imported. The province's cells answer for every part of it. */
export function hasVneidList(cells: readonly CountedCell[]): boolean {
  return cells.some(({ confirmed }) => confirmed > 0);
}

/** The boundary set in force, and a date within it. */
export function currentBoundaries(register: UnitRegister): { readonly asOf: IsoDate; readonly provenance: Provenance["boundarySet"] } {
  const current = boundarySets(register).at(-1);
  if (current === undefined || current.from === null) throw new Error("the register of units has no dated boundary set");
  return { asOf: current.asOf, provenance: { validFrom: current.from, label: current.label } };
}

/** To which day the newest list from VNeID speaks that was imported; undefined: none was. */
export async function vneidListedOn({ database }: Services): Promise<string | undefined> {
  const [newest] = await database.reads.selectFrom("fact").select(({ fn }) => fn.max("what").as("day")).where("kind", "=", "vneid-confirmed").execute();
  return newest?.day ?? undefined;
}

export function provenanceOf(cells: readonly CountedCell[], { register, policy, now }: Services, listedOn?: string): Provenance {
  return {
    asOf: new Date(now()).toISOString(),
    boundarySet: currentBoundaries(register).provenance,
    includesSample: cells.some(({ sample }) => sample > 0),
    policyVersion: policy.version,
    ...(listedOn === undefined ? {} : { vneidListedOn: listedOn }),
  };
}

/** What was decreed for the unit, or sums up to it, as it stands today; of the essential skills. */
export function targetsToday(unit: UnitId, cells: readonly CountedCell[], { register, targets, now }: Services): Target[] {
  const listedOf = (of: UnitId, group: PopulationGroup) => cells.filter((cell) => cell.group === group && (cell.place === of || cell.place.startsWith(`${of}-`))).reduce((sum, { listed }) => sum + listed, 0);
  return targetsOn({ targets, register, unit, date: dayInVietnam(now()), listedOf })
    .flatMap(({ basis: _, summedFrom: __, ...target }) => (target.skillSet === undefined ? [target] : []));
}

/**
 * The commune on `date` in which a place lies: a hamlet through the commune that registered it, a former commune through its lineage.
 * Undefined where the register cannot say, or where the land was divided: nothing is guessed.
 */
export function communeOn(register: UnitRegister, place: UnitId | "", date: IsoDate): UnitId | undefined {
  if (place === "") return undefined;
  const commune = communeOfPlace(place);
  if (!register.units.has(commune)) return undefined;
  if (nameAt(register, commune, date) !== null) return commune;
  const shares = successorsAt(register, commune, date);
  return shares.length === 1 ? shares[0]?.unit : undefined;
}

/** Cells by the commune of `date` they lie in; those that lie in none are under undefined. */
export function cellsByCommune(cells: readonly CountedCell[], register: UnitRegister, date: IsoDate): ReadonlyMap<UnitId | undefined, readonly CountedCell[]> {
  return Map.groupBy(cells, ({ place }) => communeOn(register, place, date));
}

export function figuresOf(unit: UnitId, name: { readonly vi: string; readonly en: string }, groups: GroupFigures): UnitFigures {
  return { unit, name, basis: "exact", groups };
}

/** The name on that date; of a unit that was no more, its last. */
export function nameOf(register: UnitRegister, unit: UnitId, date: IsoDate): { readonly vi: string; readonly en: string } {
  const name = nameAt(register, unit, date) ?? unitOf(register, unit).names.at(-1);
  if (name === undefined) return { vi: unit, en: unit };
  return { vi: fullName(name, "vi"), en: fullName(name, "en") };
}

/** Hamlets are numbered by the commune that registered them until a province gives their names. */
export function hamletName(place: UnitId): { readonly vi: string; readonly en: string } {
  const serial = Number(place.slice(place.indexOf("-") + 1));
  return { vi: `Thôn ${serial}`, en: `Hamlet ${serial}` };
}
