/** What is told to everybody: one decision over every figure that is shown anywhere, so that no two pages, files or maps together give away a few people. */
import type { Measure, PopulationGroup, UnitFigures, UnitId } from "@hocvuso/contract";
import { restatedShares, withheldSums, withhold, type PlaceCount, type ShownSum } from "@hocvuso/domain/measurement";
import { boundarySets, type UnitRegister } from "@hocvuso/domain/units";
import type { Services } from "../services.ts";
import { cellsByCommune, communeOfPlace, currentBoundaries, hasVneidList, type CountedCell } from "./read-progress.ts";

/** Where a figure stands: "today", in a unit of today or a hamlet; "former", in a former commune by those who were registered in it; an ISO date, in a commune of that day, restated. */
export type FigureMap = string;

type Untold = ReadonlyMap<string, ReadonlySet<Measure>>;

const groups: readonly PopulationGroup[] = ["official", "student", "adult"];
const counted = ["reached", "capable", "confirmed"] as const;

const remembered = new WeakMap<Services["database"], { readonly version: string; readonly untold: Untold }>();

/** The figures without those that are withheld from the public. */
export function asTold(figures: readonly UnitFigures[], map: FigureMap, cells: readonly CountedCell[], services: Pick<Services, "database" | "register">): readonly UnitFigures[] {
  const untold = untoldIn(cells, services);
  return figures.map((one) => {
    const of = (group: PopulationGroup) => withhold(one.groups[group], untold.get(nameOf(map, one.unit, group)) ?? new Set());
    return { ...one, groups: { official: of("official"), student: of("student"), adult: of("adult") } };
  });
}

function nameOf(map: FigureMap, unit: UnitId, group: PopulationGroup): string {
  return `${map} ${unit} ${group}`;
}

/** Worked out anew only when a count has changed. */
function untoldIn(cells: readonly CountedCell[], { database, register }: Pick<Services, "database" | "register">): Untold {
  const version = cells.map(({ place, group, listed, reached, capable, confirmed }) => [place, group, listed, reached, capable, confirmed].join(" ")).toSorted().join("\n");
  const known = remembered.get(database);
  if (known?.version === version) return known.untold;
  const untold = workOut(cells, register);
  remembered.set(database, { version, untold });
  return untold;
}

function workOut(cells: readonly CountedCell[], register: UnitRegister): Untold {
  const { asOf: today } = currentBoundaries(register);
  const untold = new Map<string, Set<Measure>>();
  const byCommune = cellsByCommune(cells, register, today);
  const unplaced = new Set((byCommune.get(undefined) ?? []).map(({ place }) => place));
  const places = [...new Set(cells.map(({ place }) => place))].filter((place) => place !== "" && !unplaced.has(place));
  const at = new Map(places.map((place, number) => [place, number]));
  const whole = (own: Iterable<UnitId | "">): ShownSum => ({ parts: [...new Set(own)].flatMap((place) => { const number = at.get(place); return number === undefined ? [] : [{ place: number, weight: 1 }]; }) });
  const placed = cells.filter(({ place }) => at.has(place));
  const sums: readonly (readonly [map: FigureMap, unit: UnitId | "", sum: ShownSum])[] = [
    ["today", "", { ...whole(places), isAlwaysTold: true }],
    ...[...byCommune].flatMap(([commune, own]) => (commune === undefined ? [] : [["today", commune, whole(own.map(({ place }) => place))] as const])),
    ...places.flatMap((place) => (place !== "" && place.includes("-") ? [["today", place, whole([place])] as const] : [])),
    ...[...Map.groupBy(places, communeOfPlace)].map(([former, own]) => ["former", former, whole(own)] as const),
    ...boundarySets(register).filter(({ asOf }) => asOf !== today).flatMap(({ asOf }) => [...restatedShares({ cells: placed, register, date: asOf })]
      .map(([commune, shares]) => [asOf, commune, { parts: shares.map(({ place, weight }) => ({ place: at.get(place) ?? 0, weight })) }] as const)),
  ];
  for (const group of groups) {
    const own = new Map(cells.filter((cell) => cell.group === group).map((cell) => [cell.place, cell]));
    for (const measure of counted) {
      if (measure === "confirmed" && !hasVneidList(cells)) continue;
      const counts = places.map((place): PlaceCount => ({ listed: own.get(place)?.listed ?? 0, persons: own.get(place)?.[measure] ?? 0 }));
      for (const number of withheldSums({ places: counts, sums: sums.map(([, , sum]) => sum) })) {
        const [map, unit] = sums[number] ?? [];
        if (map === undefined || unit === undefined || unit === "") continue;
        const name = nameOf(map, unit, group);
        // What re-tests say of a place leans on what is recorded there.
        for (const one of measure === "capable" ? ["capable", "verified"] as const : [measure]) untold.set(name, (untold.get(name) ?? new Set()).add(one));
      }
    }
  }
  return untold;
}
