/** GET /api/units/:unit/progress: one commune of today, the former communes it was made of, and its hamlets. */
import { UnitId, type CommuneProgress } from "@hocvuso/contract";
import { groupFigures } from "@hocvuso/domain/measurement";
import { predecessorsAt, unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { tellable } from "../identity/tellable.ts";
import { cellsByCommune, communeOfPlace, currentBoundaries, figuresOf, hamletName, hasVneidList, nameOf, provenanceOf, readCells, targetsToday, vneidListedOn } from "../projections/read-progress.ts";
import { readVerified } from "../projections/read-rounds.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

/** The day before the merger of 1-7-2025: the map that people still speak of. */
const BEFORE_MERGER = "2025-06-30";

export const getCommuneProgress = query(Type.Object({ unit: UnitId }), async ({ unit }, services, c): Promise<CommuneProgress> => {
  const { register } = services;
  const { asOf } = currentBoundaries(register);
  const communes = unitsAt(register, "commune", asOf);
  if (!communes.includes(unit)) throw new Problem("unit-unknown", { unit });
  const [cells, verified, listedOn] = await Promise.all([readCells(services), readVerified(services), vneidListedOn(services)]);
  const figures = (counted: Parameters<typeof groupFigures>[0], place?: UnitId) => groupFigures(counted, { hasVneidList: hasVneidList(cells), verified: place === undefined ? undefined : verified.get(place) });
  const byCommune = cellsByCommune(cells, register, asOf);
  const own = byCommune.get(unit) ?? [];
  const byFormer = Map.groupBy(own, ({ place }) => (place === "" ? "" : communeOfPlace(place)));
  const byHamlet = Map.groupBy(own.filter(({ place }) => place.includes("-")), ({ place }) => place);
  const told = (figured: Parameters<typeof tellable>[1], map: Parameters<typeof tellable>[2]) => tellable(unit, figured, map, cells, c, services);
  const [commune] = await told([figuresOf(unit, nameOf(register, unit, asOf), figures(own, unit))], "today");
  if (commune === undefined) throw new Problem("unit-unknown", { unit });
  return {
    provenance: provenanceOf(cells, services, listedOn),
    commune,
    formerCommunes: [...await told(predecessorsAt(register, unit, BEFORE_MERGER)
      .map(({ unit: former }) => figuresOf(former, nameOf(register, former, BEFORE_MERGER), figures(byFormer.get(former) ?? []))), "former")],
    hamlets: [...await told([...byHamlet].flatMap(([place, in_]) => (place === "" ? [] : [figuresOf(place, hamletName(place), figures(in_))]))
      .toSorted((a, b) => (a.unit < b.unit ? -1 : 1)), "today")],
    targets: targetsToday(unit, cells, services),
  };
});
