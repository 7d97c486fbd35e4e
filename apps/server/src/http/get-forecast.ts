/** GET /api/forecast?unit=: how near each target will come by its day, from the acts of the last whole weeks; the province where no unit is named. */
import { UnitId, type Forecast, type Forecasts, type PopulationGroup } from "@hocvuso/contract";
import { addCounts, forecastShare, groupFigures, noCounts, sessionsNeeded, withholdSmall, type CellCounts } from "@hocvuso/domain/measurement";
import { unitsAt, type UnitRegister } from "@hocvuso/domain/units";
import { sql } from "kysely";
import { Type } from "typebox";
import { maySeeFew } from "../identity/visitor.ts";
import { cellsByCommune, communeOn, currentBoundaries, dayInVietnam, nameOf, provenanceOf, readCells, targetsToday, type CountedCell } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const WEEKS = 12;
const WEEK_MS = 7 * 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;
const groups = ["official", "student", "adult"] as const satisfies readonly PopulationGroup[];

export const getForecast = query(Type.Object({ unit: Type.Optional(UnitId) }), async ({ unit }, services, c): Promise<Forecasts> => {
  const { register, now } = services;
  const { asOf } = currentBoundaries(register);
  const [province] = unitsAt(register, "province", asOf);
  if (province === undefined) throw new Error("the register of units has no province today");
  const asked = unit ?? province;
  if (asked !== province && !unitsAt(register, "commune", asOf).includes(asked)) throw new Problem("unit-unknown", { unit: asked });
  const cells = await readCells(services);
  const own = cells.filter(({ place }) => { const commune = communeOn(register, place, asOf); return commune !== undefined && (asked === province || commune === asked); });
  // Of a group that the province withholds the public is told nothing here, and so nothing of the weeks, where groups stand side by side.
  const few = asked === province ? [] : withheldIn(asked, cells, register);
  const isAllTold = few.length === 0 || await maySeeFew(asked, c, services);
  const weeks = !isAllTold ? [] : await readWeeks(asked === province ? undefined : own.flatMap(({ place }) => (place === "" ? [] : [place])), services);
  return {
    provenance: provenanceOf(cells, services),
    unit: asked, name: nameOf(register, asked, asOf),
    weeks,
    forecasts: targetsToday(asked, cells, services).flatMap((target): Forecast[] => {
      const { listed, capable } = sum(own, target.group);
      if (listed === 0 || (!isAllTold && few.includes(target.group))) return [];
      const wanted = Math.ceil(target.share * listed - 1e-6);
      const personsWanting = Math.max(0, wanted - capable);
      // To the end of its day, by the clock of Việt Nam.
      const weeksLeft = Math.max(0, (Date.parse(`${target.by}T17:00:00Z`) - now()) / WEEK_MS);
      const gains = weeks.map(({ newlyCapable }) => newlyCapable[target.group]);
      const needed = sessionsNeeded({ weeks: weeks.map(({ sessions }, i) => ({ gain: gains[i] ?? 0, sessions })), personsWanting, weeksLeft });
      return [{
        group: target.group, target, listed, capable, personsWanting, weeksLeft,
        atDeadline: weeksLeft === 0 ? { state: "over" } : forecastShare({ weeklyGains: gains, capable, listed, wanted, weeksLeft }),
        ...(needed === undefined ? {} : { sessionsPerWeek: { needed: needed.needed, lower: needed.lower, lately: needed.lately, level: needed.level, ...(needed.upper === undefined ? {} : { upper: needed.upper }) } }),
      }];
    }),
  };
});

/** Groups of the commune whose figures are too small to be told, or would tell those of another commune. */
function withheldIn(asked: UnitId, cells: readonly CountedCell[], register: UnitRegister): readonly PopulationGroup[] {
  const { asOf } = currentBoundaries(register);
  const communes = unitsAt(register, "commune", asOf);
  const byCommune = cellsByCommune(cells, register, asOf);
  const told = withholdSmall(communes.map((commune) => groupFigures(byCommune.get(commune) ?? [], { hasVneidList: false })))[communes.indexOf(asked)];
  return groups.filter((group) => told?.[group].capable.state === "withheld");
}

function sum(cells: readonly CountedCell[], group: PopulationGroup): CellCounts {
  return cells.filter((cell) => cell.group === group).reduce<CellCounts>((total, cell) => addCounts(total, cell, 1), noCounts);
}

/**
 * Persons who became capable and classes that were held, in each of the last whole weeks in which devices say it was, the oldest first. Weeks before the
 * movement's first act here are left out: they say nothing of it.
 */
async function readWeeks(places: readonly UnitId[] | undefined, { database, policy, now }: Services): Promise<Forecasts["weeks"]> {
  // Whole weeks from Monday, by the clock of Việt Nam; 5-1-1970 was a Monday.
  const monday = Math.floor((now() + VIETNAM_MS - 4 * 86_400_000) / WEEK_MS) * WEEK_MS + 4 * 86_400_000 - VIETNAM_MS;
  const [since, until] = [monday - WEEKS * WEEK_MS, monday];
  const here = places === undefined ? null : [...places];
  const { rows: gains } = await sql<{ week: number; population_group: PopulationGroup; persons: number }>`
    WITH recent AS (SELECT DISTINCT person FROM fact WHERE rung = 2 AND device_ms >= ${since} AND device_ms < ${until}),
      firsts AS (SELECT f.person, f.what, min(f.device_ms) AS ms FROM fact f JOIN recent USING (person) WHERE f.rung = 2 GROUP BY f.person, f.what),
      became AS (SELECT person, (array_agg(ms ORDER BY ms))[${policy.minimumSimulators}::int] AS ms FROM firsts GROUP BY person)
    SELECT ((b.ms - ${since}) / ${WEEK_MS})::int AS week, s.population_group, count(*)::int AS persons FROM became b JOIN standing s USING (person)
    WHERE b.ms >= ${since} AND b.ms < ${until} AND s.population_group IS NOT NULL AND (${here}::text[] IS NULL OR s.place = ANY (${here}::text[])) GROUP BY 1, 2`.execute(database.reads);
  const { rows: held } = await sql<{ week: number; sessions: number }>`
    SELECT ((f.device_ms - ${since}) / ${WEEK_MS})::int AS week, count(DISTINCT f.what)::int AS sessions FROM fact f LEFT JOIN standing s USING (person)
    WHERE f.kind = 'class-held' AND f.device_ms >= ${since} AND f.device_ms < ${until} AND (${here}::text[] IS NULL OR s.place = ANY (${here}::text[])) GROUP BY 1`.execute(database.reads);
  const weeks = Array.from({ length: WEEKS }, (_, week) => ({
    from: dayInVietnam(since + week * WEEK_MS),
    newlyCapable: {
      official: personsIn(week, "official"), student: personsIn(week, "student"), adult: personsIn(week, "adult"),
    },
    sessions: held.find((row) => row.week === week)?.sessions ?? 0,
  }));
  const first = weeks.findIndex(({ newlyCapable, sessions }) => sessions > 0 || groups.some((group) => newlyCapable[group] > 0));
  return first === -1 ? [] : weeks.slice(first);

  function personsIn(week: number, group: PopulationGroup): number {
    return gains.find((row) => row.week === week && row.population_group === group)?.persons ?? 0;
  }
}
