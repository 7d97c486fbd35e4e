/** The province and its communes on any boundaries there have been, of all that is known or of what had arrived by a day: untold, for each door to tell its own part of it. */
import type { PopulationGroup, ProvinceProgress, Provenance, UnitFigures, UnitId } from "@hocvuso/contract";
import { dayAfter } from "@hocvuso/domain/campaign";
import { groupFigures, restateCells } from "@hocvuso/domain/measurement";
import { boundarySets, unitsAt, type IsoDate } from "@hocvuso/domain/units";
import { sql } from "kysely";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { currentBoundaries, figuresOf, hasVneidList, nameOf, provenanceOf, readCells, targetsToday, vneidListedOn, type CountedCell } from "./read-progress.ts";
import { readVerified, type Verified } from "./read-rounds.ts";
import type { FigureMap } from "./read-told.ts";
import { midnightInVietnam } from "../vietnam-clock.ts";

const nothingVerified: Verified = new Map();

export type ProvinceFigures = ProvinceProgress & { readonly map: FigureMap; readonly cells: readonly CountedCell[] };

/**
 * @param boundaries a date within the boundary set to stand on; absent: today's. @param knownOn what arrived after this day is left out, and so are re-tests, which are of today;
 * where people live is as it is known today. @throws Problem for a date of no boundary set.
 */
export async function readFigures({ boundaries, knownOn }: { readonly boundaries?: IsoDate | undefined; readonly knownOn?: IsoDate | undefined }, services: Services): Promise<ProvinceFigures> {
  const { register } = services;
  const sets = boundarySets(register);
  const { asOf: today, provenance: current } = currentBoundaries(register);
  const chosen = boundaries === undefined ? undefined : sets.find(({ asOf }) => asOf === boundaries);
  if (boundaries !== undefined && chosen === undefined) throw new Problem("malformed", { where: "boundaries" });
  const date = chosen?.asOf ?? today;
  const isToday = date === today;
  const [cells, verified, listedOn] = await Promise.all([knownOn === undefined ? readCells(services) : readCellsKnown(knownOn, services), knownOn === undefined ? readVerified(services) : nothingVerified, vneidListedOn(services)]);
  const ofToday = restateCells({ cells, register, date: today });
  const restated = isToday ? ofToday : restateCells({ cells, register, date });
  const unplaced = ofToday.get(undefined)?.cells ?? [];
  const figures = (unit: UnitId, own: readonly CountedCell[], basis: UnitFigures["basis"], place: UnitId | undefined): UnitFigures => (
    { ...figuresOf(unit, nameOf(register, unit, isToday || unit === province ? today : date), groupFigures(own, { hasVneidList: hasVneidList(cells), verified: verified.get(place) })), basis }
  );
  const [province] = unitsAt(register, "province", today);
  if (province === undefined) throw new Error("the register of units has no province today");
  const placed = [...ofToday].flatMap(([commune, own]) => (commune === undefined ? [] : own.cells));
  const boundarySet: Provenance["boundarySet"] = chosen === undefined ? current : { validFrom: chosen.from ?? chosen.asOf, label: chosen.label };
  return {
    map: isToday ? "today" : date, cells,
    provenance: { ...provenanceOf(cells, services, listedOn), boundarySet, ...(knownOn === undefined ? {} : { knownOn }) },
    boundarySets: sets.map(({ asOf, label }) => ({ asOf, label })),
    province: figures(province, placed, "exact", undefined),
    communes: unitsAt(register, "commune", date).map((commune) => figures(commune, restated.get(commune)?.cells ?? [], restated.get(commune)?.basis ?? "exact", isToday ? commune : undefined)),
    unplaced: { reached: unplaced.reduce((sum, { reached }) => sum + reached, 0), capable: unplaced.reduce((sum, { capable }) => sum + capable, 0) },
    targets: targetsToday(province, cells, services),
  };
}

/** From the facts that had arrived by the end of that day, by the clock of Việt Nam. */
async function readCellsKnown(day: IsoDate, { database, policy }: Services): Promise<readonly CountedCell[]> {
  const until = new Date(midnightInVietnam(dayAfter(day, 1)));
  const { rows } = await sql<{ place: UnitId | ""; population_group: PopulationGroup | ""; listed: number; reached: number; capable: number; confirmed: number; sample: number }>`
    WITH arrived AS (SELECT hash FROM segment WHERE is_counted AND received_at < ${until}),
      known AS (
        SELECT f.person, bool_or(f.kind IN ('person-registered', 'profile-changed')) AS is_listed, bool_or(f.rung >= 1) AS is_reached,
          count(DISTINCT f.what) FILTER (WHERE f.rung = 2) AS own, bool_or(f.kind = 'vneid-confirmed') AS is_confirmed, bool_or(f.is_sample) AS is_sample
        FROM fact f JOIN arrived a ON a.hash = substr(f.source, 1, 32) GROUP BY f.person)
    SELECT CASE WHEN k.is_listed THEN coalesce(s.place, '') ELSE '' END AS place, CASE WHEN k.is_listed THEN coalesce(s.population_group, '') ELSE '' END AS population_group,
      (count(*) FILTER (WHERE k.is_listed AND s.population_group IS NOT NULL))::int AS listed, (count(*) FILTER (WHERE k.is_reached))::int AS reached,
      (count(*) FILTER (WHERE k.own >= ${policy.minimumSimulators}))::int AS capable, (count(*) FILTER (WHERE k.is_confirmed))::int AS confirmed, (count(*) FILTER (WHERE k.is_sample))::int AS sample
    FROM known k JOIN standing s USING (person) GROUP BY 1, 2`.execute(database.reads);
  return rows.map(({ population_group, ...row }) => ({ ...row, group: population_group }));
}
