/** GET /api/forecast?unit=: how near each target will come by its day, from the acts of the last whole weeks; the province where no unit is named. */
import { UnitId, type Forecast, type Forecasts, type PopulationGroup } from "@hocvuso/contract";
import { addCounts, forecastShare, groupFigures, noCounts, sessionsNeeded, type CellCounts } from "@hocvuso/domain/measurement";
import { unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { maySeeFew } from "../identity/visitor.ts";
import { readActivity } from "../projections/read-activity.ts";
import { asTold } from "../projections/read-told.ts";
import { communeOn, currentBoundaries, figuresOf, nameOf, provenanceOf, readCells, targetsToday, type CountedCell } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";
import { dayInVietnam, VIETNAM_MS } from "../vietnam-clock.ts";

const WEEKS = 12;
const WEEK_MS = 7 * 86_400_000;
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
  const few = asked === province ? [] : withheldIn(asked, own, cells, services);
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

/** Groups of the commune of which the public is not told who is capable. */
function withheldIn(asked: UnitId, own: readonly CountedCell[], cells: readonly CountedCell[], services: Services): readonly PopulationGroup[] {
  const [told] = asTold([figuresOf(asked, { vi: "", en: "" }, groupFigures(own, { hasVneidList: false }))], "today", cells, services);
  return groups.filter((group) => told?.groups[group].capable.state === "withheld");
}

function sum(cells: readonly CountedCell[], group: PopulationGroup): CellCounts {
  return cells.filter((cell) => cell.group === group).reduce<CellCounts>((total, cell) => addCounts(total, cell, 1), noCounts);
}

/**
 * Persons who became capable and classes that were held, in each of the last whole weeks in which devices say it was, the oldest first. Weeks before the
 * movement's first act here are left out: they say nothing of it.
 */
async function readWeeks(places: readonly UnitId[] | undefined, services: Services): Promise<Forecasts["weeks"]> {
  // Whole weeks from Monday, by the clock of Việt Nam; 5-1-1970 was a Monday.
  const monday = Math.floor((services.now() + VIETNAM_MS - 4 * 86_400_000) / WEEK_MS) * WEEK_MS + 4 * 86_400_000 - VIETNAM_MS;
  const [since, until] = [monday - WEEKS * WEEK_MS, monday];
  const steps = await readActivity({ since, until, stepMs: WEEK_MS, places }, services);
  const weeks = steps.map((step, week) => ({ from: dayInVietnam(since + week * WEEK_MS), ...step }));
  const first = weeks.findIndex(({ newlyCapable, sessions }) => sessions > 0 || groups.some((group) => newlyCapable[group] > 0));
  return first === -1 ? [] : weeks.slice(first);
}
