/** Reports as they are kept: each once, never changed; those of the clock one a day and one a month, whichever program of several comes first. */
import { WrittenReport, type ReportKind, type UnitId, type WrittenReports } from "@hocvuso/contract";
import { boundarySets, unitsAt } from "@hocvuso/domain/units";
import { Problem } from "../http/problem.ts";
import { meetRegularly, type Meetings } from "../meet-regularly.ts";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { composeReport, type Wanted } from "./compose-report.ts";
import { clockInVietnam, dayInVietnam } from "../vietnam-clock.ts";

const NEWEST = 200;

/** @param by who of staff asked; undefined: the clock, or whoever sits at the machine. */
export async function writeReport(wanted: Wanted, by: string | undefined, services: Services): Promise<WrittenReport> {
  const report = await composeReport(wanted, services);
  await services.database.transaction((tx) => tx.query(
    "INSERT INTO report (id, unit, kind, day, made_at, made_by, state) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    [report.report, wanted.unit, wanted.kind, dayInVietnam(services.now()), report.madeAt, by ?? null, JSON.stringify(report)]));
  return report;
}

/** @throws Problem where there is and was no such unit; hamlets have no reports of their own. */
export async function listReports(unit: UnitId, { database, register }: Services): Promise<WrittenReports> {
  if (!register.units.has(unit)) throw new Problem("unit-unknown", { unit });
  const { rows } = await database.transaction((tx) => tx.query<{ state: WrittenReport }>("SELECT state FROM report WHERE unit = $1 ORDER BY made_at DESC, id LIMIT $2", [unit, NEWEST]));
  const { asOf } = currentBoundaries(register);
  return {
    unit, name: nameOf(register, unit, asOf),
    reports: rows.map(({ state: { report, kind, madeAt, provenance } }) => ({ report, kind, madeAt, asOf: provenance.asOf, boundarySet: provenance.boundarySet, includesSample: provenance.includesSample })),
    boundarySets: boundarySets(register).map(({ asOf: date, label }) => ({ asOf: date, label })),
  };
}

/** @throws Problem where the unit has no such report: nobody reads another's by naming their own unit. */
export async function findReport(unit: UnitId, report: string, { database }: Services): Promise<WrittenReport> {
  const { rows: [found] } = await database.transaction((tx) => tx.query<{ state: WrittenReport }>("SELECT state FROM report WHERE unit = $1 AND id = $2", [unit, report]));
  if (found === undefined) throw new Problem("report-unknown");
  return found.state;
}

/**
 * Writes what the clock asks for and nobody has written yet: at the hour of the day for the province and each commune with somebody on its list, and on the
 * day of the month. A machine that was off catches up on the same day; later it would be another day's figures.
 * @returns how many were written.
 */
export async function writeDueReports(services: Services): Promise<number> {
  const { register, now, reports: { dailyAt, monthlyOn }, database } = services;
  const today = dayInVietnam(now());
  const clock = clockInVietnam(now());
  const due: readonly ReportKind[] = [...(clock >= dailyAt ? ["daily"] as const : []), ...(Number(today.slice(8)) === monthlyOn ? ["monthly"] as const : [])];
  let written = 0;
  for (const kind of due) {
    const { rows } = await database.transaction((tx) => tx.query<{ unit: UnitId; is_written: boolean }>(
      `WITH known AS (SELECT DISTINCT split_part(place, '-', 1) AS unit FROM progress WHERE listed > 0 AND place <> '')
       SELECT unit, EXISTS (SELECT FROM report r WHERE r.unit = u.unit AND r.kind = $1 AND r.day = $2) AS is_written FROM (SELECT unit FROM known UNION SELECT unnest($3::text[])) u ORDER BY 1`,
      [kind, today, unitsAt(register, "province", currentBoundaries(register).asOf)]));
    const units = new Set([...unitsAt(register, "province", currentBoundaries(register).asOf), ...unitsAt(register, "commune", currentBoundaries(register).asOf)]);
    for (const { unit, is_written } of rows) {
      if (is_written || !units.has(unit)) continue;
      await writeReport({ kind, unit }, undefined, services);
      written += 1;
    }
  }
  return written;
}

const EVERY_S = 30;

/** Looks at the clock every half minute until it is stopped. */
export function keepReporting(services: Services): Meetings {
  const act = () => writeDueReports(services)
    .then((written) => { if (written > 0) services.log(`wrote ${written} reports`); }, (error: unknown) => services.log(`reports wait: ${error instanceof Error ? error.message : String(error)}`));
  return meetRegularly({ everyS: EVERY_S, log: services.log, act });
}
