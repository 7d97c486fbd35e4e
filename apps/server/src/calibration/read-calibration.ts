/** What calibrations left, as authors and phones ask for it. */
import type { CalibratedParameters, CalibrationReport, CalibrationRun, ItemFinding, ItemParameterSet, UnitId } from "@hocvuso/contract";
import { sql } from "kysely";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { declaredSet, digestOf, type CalibrationServices } from "./run-calibration.ts";

/** One version with every item, or the newest; undefined `version` in the answer: there is none (yet). */
export async function readCalibration({ version }: { readonly version?: number }, { database, calibration: { leastAnswers }, register, ...content }: CalibrationServices): Promise<CalibrationReport> {
  const { rows: [night] } = await sql<{ at_minute: number; run_at: Date | null; outcome: CalibrationRun["outcome"] | null; version: number | null }>`SELECT at_minute, run_at, outcome, version FROM calibration_night`.execute(database.reads);
  const { rows: versions } = await sql<{ version: number; made_at: Date; persons: number; answers: number; is_sample: boolean; mean_logits: number; sd: number; alarms: number }>`
    SELECT c.version, c.made_at, c.persons, c.answers, c.is_sample, c.mean_logits, c.sd, (SELECT count(*)::int FROM calibrated_item i WHERE i.version = c.version AND (i.finding->'drift'->>'isAlarm')::boolean) AS alarms
    FROM calibration c ORDER BY c.version DESC LIMIT 60`.execute(database.reads);
  const shown = versions.find((one) => version === undefined || one.version === version);
  const { rows } = shown === undefined ? { rows: [] } : await sql<{ finding: ItemFinding }>`SELECT finding FROM calibrated_item WHERE version = ${shown.version} ORDER BY id`.execute(database.reads);
  const { asOf } = currentBoundaries(register);
  const names = pickNames(content);
  return {
    nightAt: clockOf(night?.at_minute ?? 0),
    ...(night === undefined || night.run_at === null || night.outcome === null ? {} : { lastRun: { at: night.run_at.toISOString(), outcome: night.outcome, ...(night.version === null ? {} : { version: night.version }) } }),
    versions: versions.map(({ version: one, made_at, persons, answers, is_sample, alarms }) => ({ version: one, madeAt: made_at.toISOString(), persons, answers, alarms, isSample: is_sample })),
    leastAnswers,
    ...(shown === undefined ? {} : { version: shown.version, population: { meanLogits: shown.mean_logits, sd: shown.sd } }),
    items: rows.map(({ finding }) => ({
      ...finding,
      picks: finding.picks.map((pick) => ({ ...pick, ...(names.get(`${finding.id} ${pick.picked}`) === undefined ? {} : { name: names.get(`${finding.id} ${pick.picked}`) ?? { vi: "", en: "" } }) })),
      groups: finding.groups.map((group) => (group.by === "commune" ? { ...group, focalName: nameOf(register, group.focal as UnitId, asOf) } : group)), // communes are written by make-calibration.ts
    })),
  };
}

/** What single choices and places say; orders and pairs are shown by their ids. */
function pickNames({ certifying, practice }: Pick<Services, "certifying" | "practice">): ReadonlyMap<string, { readonly vi: string; readonly en: string }> {
  return new Map([
    ...certifying.items.flatMap((item) => (item.form === "choice" ? item.choices.map(({ id, text }) => [`${item.id} ${id}`, text] as const) : item.form === "spot" ? item.places.map(({ id, label }) => [`${item.id} ${id}`, label] as const) : [])),
    ...practice.flatMap((item) => item.choices.map(({ id, text }) => [`${item.id} ${id}`, text] as const)),
  ]);
}

export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** undefined: there is no such version. */
export async function readParameters({ version }: { readonly version?: number }, services: CalibrationServices): Promise<ItemParameterSet | undefined> {
  const { rows: [row] } = await sql<{ version: number; made_at: Date; is_sample: boolean; digest: string; parameters: CalibratedParameters[] }>`
    SELECT version, made_at, is_sample, digest, parameters FROM calibration WHERE ${version ?? null}::integer IS NULL OR version = ${version ?? null}::integer ORDER BY version DESC LIMIT 1`.execute(services.database.reads);
  if (row !== undefined) return { version: row.version, digest: row.digest, madeAt: row.made_at.toISOString(), isSample: row.is_sample, items: row.parameters };
  if (version !== undefined && version !== 0) return undefined;
  const items = [...declaredSet(services)];
  return { version: 0, digest: digestOf(items), isSample: false, items };
}
