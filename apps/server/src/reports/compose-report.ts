/** Gathers what a report says, on any boundaries there have been: the same counts as the dashboard's, small groups withheld as from the public. */
import { randomUUID } from "node:crypto";
import type { Activity, Provenance, ReportKind, UnitFigures, UnitId, WrittenReport } from "@hocvuso/contract";
import { dayAfter } from "@hocvuso/domain/campaign";
import { groupFigures, restateCells, type RestatedCells } from "@hocvuso/domain/measurement";
import { boundarySets, unitsAt, type BoundarySet } from "@hocvuso/domain/units";
import { Problem } from "../http/problem.ts";
import { readActivity } from "../projections/read-activity.ts";
import { cellsByCommune, currentBoundaries, hamletName, hasVneidList, nameOf, provenanceOf, readCells, targetsToday, vneidListedOn } from "../projections/read-progress.ts";
import { asTold } from "../projections/read-told.ts";
import { readVerified } from "../projections/read-rounds.ts";
import type { Services } from "../services.ts";
import { dayInVietnam, midnightInVietnam } from "../vietnam-clock.ts";

const ORDERED_DAYS = 30;

export type Wanted = {
  readonly kind: ReportKind;
  /** The province or a commune of today. */
  readonly unit: UnitId;
  /** A date within the boundary set to stand on; absent: today's. */
  readonly boundaries?: string | undefined;
};

/** @throws Problem for a unit that is no more, and for a date of no boundary set. */
export async function composeReport({ kind, unit, boundaries }: Wanted, services: Services): Promise<WrittenReport> {
  const { register, now } = services;
  const today = currentBoundaries(register).asOf;
  const [province] = unitsAt(register, "province", today);
  if (unit !== province && !unitsAt(register, "commune", today).includes(unit)) throw new Problem("unit-unknown", { unit });
  const standsOn = boundaries === undefined ? undefined : boundarySets(register).find(({ asOf }) => asOf === boundaries);
  if (boundaries !== undefined && standsOn === undefined) throw new Problem("malformed", { where: "boundaries" });
  const date = standsOn?.asOf ?? today;
  const [all, verified, listedOn] = await Promise.all([readCells(services), readVerified(services), vneidListedOn(services)]);
  const byCommune = cellsByCommune(all, register, today);
  const own = unit === province ? [...byCommune].flatMap(([commune, cells]) => (commune === undefined ? [] : cells)) : byCommune.get(unit) ?? [];
  const figures = (of: UnitId, name: UnitFigures["name"], { cells, basis }: RestatedCells, place: UnitId | undefined): UnitFigures => (
    { unit: of, name, basis, groups: groupFigures(cells, { hasVneidList: hasVneidList(all), verified: verified.get(place) }) }
  );
  const whole = figures(unit, nameOf(register, unit, today), { cells: own, basis: "exact" }, unit === province ? undefined : unit);
  const restated = restateCells({ cells: own, register, date });
  const communes = unitsAt(register, "commune", date).flatMap((commune) => {
    const found = restated.get(commune);
    if (found === undefined && (unit !== province || date !== today)) return [];
    return [figures(commune, nameOf(register, commune, date), found ?? { cells: [], basis: "exact" }, date === today ? commune : undefined)];
  });
  const hamlets = [...Map.groupBy(own.filter(({ place }) => place.includes("-")), ({ place }) => place)]
    .flatMap(([place, cells]) => (place === "" ? [] : [figures(place, hamletName(place), { cells, basis: "exact" }, place)])).toSorted((a, b) => (a.unit < b.unit ? -1 : 1));
  const parts = unit === province || date !== today ? communes : hamlets;
  const provenance = provenanceOf(all, services, listedOn);
  return {
    report: randomUUID(), kind, madeAt: new Date(now()).toISOString(),
    provenance: { ...provenance, boundarySet: standsOn === undefined ? provenance.boundarySet : saySet(standsOn) },
    whole,
    parts: [...asTold(parts, date === today ? "today" : date, all, services)],
    targets: targetsToday(unit, all, services),
    activity: await activityOf(kind, unit === province ? undefined : own.flatMap(({ place }) => (place === "" ? [] : [place])), services),
  };
}

function saySet({ asOf, from, label }: BoundarySet): Provenance["boundarySet"] {
  return { validFrom: from ?? asOf, label };
}

/** Of the day; of the month up to the evening before; of the last thirty days where somebody asked. */
async function activityOf(kind: ReportKind, places: readonly UnitId[] | undefined, services: Services): Promise<Activity> {
  const today = dayInVietnam(services.now());
  const [from, to] = kind === "daily" ? [today, today] : kind === "monthly" ? [monthBefore(today), dayAfter(today, -1)] : [dayAfter(today, 1 - ORDERED_DAYS), today];
  const since = midnightInVietnam(from);
  const until = midnightInVietnam(dayAfter(to, 1));
  const [step] = await readActivity({ since, until, stepMs: until - since, places }, services);
  return { from, to, newlyCapable: { official: 0, student: 0, adult: 0, ...step?.newlyCapable }, sessions: step?.sessions ?? 0 };
}

/** The same day of the month before; of a policy whose day is at most the 28th there is always one. */
function monthBefore(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 2, date)).toISOString().slice(0, 10);
}
