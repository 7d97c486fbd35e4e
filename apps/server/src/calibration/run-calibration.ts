/**
 * One run: reads the answers, has them calibrated in a thread of its own, and keeps what came of it as a new version. Promise: a version is never changed, the same
 * answers make no second one, and two runs at a time make one.
 */
import { hash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { CalibratedParameters, CalibrationRun, ItemFinding } from "@hocvuso/contract";
import type { ItemParameters } from "@hocvuso/domain/assessment";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { declaredItems, readAnswers } from "./answer-set.ts";
import { declaredParameters, type CalibrationInput, type CalibrationOutcome, type KnownItem } from "./make-calibration.ts";

export type CalibrationServices = Pick<Services, "database" | "now" | "certifying" | "practice" | "framework" | "simulators" | "register" | "calibration">;

export async function runCalibration(services: CalibrationServices): Promise<CalibrationRun> {
  const { database, calibration: policy } = services;
  try {
    return await database.transaction(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(1945, 2)");
      const answers = await readAnswers(tx, policy, services);
      const newest = await newestVersion(tx);
      if (newest !== undefined && newest.madeFrom === answers.madeFrom) return ended(tx, "nothing-new", services, newest.version);
      if (answers.answers.length === 0) return ended(tx, "no-answers", services);
      // What was learnt from invented people says nothing of real ones.
      const known = newest === undefined || newest.isSample !== answers.isSample ? new Map<string, KnownItem>() : await knownItems(tx, newest.version);
      const version = (newest?.version ?? 0) + 1;
      const outcome = await inThread({ answers, policy, known, version });
      await keep(tx, { version, answers, outcome, madeAt: new Date(services.now()) });
      return ended(tx, "new-version", services, version);
    });
  } catch (error) {
    await database.transaction((tx) => ended(tx, "failed", services));
    throw error;
  }
}

async function ended(tx: Transaction, outcome: CalibrationRun["outcome"], { now }: Pick<Services, "now">, version?: number): Promise<CalibrationRun> {
  const at = new Date(now());
  await tx.query("UPDATE calibration_night SET run_at = $1, outcome = $2, version = coalesce($3, version)", [at, outcome, version ?? null]);
  return { at: at.toISOString(), outcome, ...(version === undefined ? {} : { version }) };
}

/** The program answers meanwhile: some seconds of arithmetic would keep everybody waiting. */
function inThread(input: CalibrationInput): Promise<CalibrationOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./calibration-thread.ts", import.meta.url), { workerData: input });
    worker.once("message", (outcome: CalibrationOutcome) => resolve(outcome)); // what calibration-thread.ts posts
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the calibration ended with ${code}`)));
  });
}

async function newestVersion(tx: Transaction): Promise<{ readonly version: number; readonly madeFrom: string; readonly isSample: boolean } | undefined> {
  const { rows: [row] } = await tx.query<{ version: number; made_from: string; is_sample: boolean }>("SELECT version, encode(made_from, 'hex') AS made_from, is_sample FROM calibration ORDER BY version DESC LIMIT 1");
  return row === undefined ? undefined : { version: row.version, madeFrom: row.made_from, isSample: row.is_sample };
}

async function knownItems(tx: Transaction, version: number): Promise<ReadonlyMap<string, KnownItem>> {
  const { rows } = await tx.query<{ id: string; parameters: ItemParameters; finding: ItemFinding; scored_since: number | null; base: ItemParameters | null; base_finding: ItemFinding | null; until_us: string | null }>(
    `SELECT i.id, i.parameters, i.finding, i.scored_since, b.parameters AS base, b.finding AS base_finding, (extract(epoch FROM c.answers_until) * 1000000)::bigint AS until_us
     FROM calibrated_item i LEFT JOIN calibrated_item b ON b.version = i.scored_since AND b.id = i.id LEFT JOIN calibration c ON c.version = i.scored_since WHERE i.version = $1`, [version]);
  return new Map(rows.map(({ id, parameters, finding, scored_since, base, base_finding, until_us }): [string, KnownItem] => [id, {
    parameters, ...(finding.drift === undefined ? {} : { drift: finding.drift }),
    ...(scored_since === null || base === null || base_finding === null ? {} : { baseline: { version: scored_since, parameters: base, untilUs: Number(until_us), difficultyStandardError: meanOf(base_finding.stepDifficultyStandardErrors) } }),
  }]));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}

async function keep(tx: Transaction, { version, answers, outcome, madeAt }: { version: number; answers: CalibrationInput["answers"]; outcome: CalibrationOutcome; madeAt: Date }): Promise<void> {
  const { population, items, secondLooks } = outcome;
  const set = items.filter(({ finding }) => finding.use === "certifying")
    .map(({ parameters, finding }): CalibratedParameters => toPhones(finding.id, parameters, { isScored: finding.isScored, eligibility: finding.eligibility }));
  await tx.query(
    `INSERT INTO calibration VALUES ($1, $2, decode($3, 'hex'), 'epoch'::timestamptz + $4::bigint * interval '1 microsecond', $5, $6, $7, $8, $9, $10, $11)`,
    [version, madeAt, answers.madeFrom, answers.untilUs, answers.persons.length, answers.answers.length, population.meanLogits, population.sd, answers.isSample, digestOf(set), JSON.stringify(set)]);
  await tx.query(
    "INSERT INTO calibrated_item SELECT $1, i, s, p, f FROM unnest($2::text[], $3::integer[], $4::jsonb[], $5::jsonb[]) AS t(i, s, p, f)",
    [version, items.map(({ id }) => id), items.map(({ scoredSince }) => scoredSince ?? null), items.map(({ parameters }) => JSON.stringify(parameters)), items.map(({ finding }) => JSON.stringify(finding))]);
  await tx.query("DELETE FROM second_look");
  await tx.query("INSERT INTO second_look SELECT * FROM unnest($1::uuid[], $2::real[])", [secondLooks.map(({ person }) => person), secondLooks.map(({ weight }) => weight)]);
}

/** SHA-256 of the text in which phones are given it. */
export function digestOf(items: readonly CalibratedParameters[]): string {
  return hash("sha256", JSON.stringify(items), "hex");
}

/** Items as declared, for as long as nobody has answered: asked with every chance, counted in nothing. */
export function declaredSet(services: Pick<Services, "certifying" | "practice" | "framework" | "simulators">): readonly CalibratedParameters[] {
  return [...declaredItems(services).values()].flatMap(({ item }) => (item.bank === undefined ? [] : [toPhones(item.bank.id, declaredParameters(item), { isScored: false, eligibility: 1 })]));
}

/** Nothing but what a test needs, in one order of its fields. */
function toPhones(id: string, { discrimination, stepDifficulties, optionCount, parameterCovariance }: ItemParameters, use: Pick<CalibratedParameters, "isScored" | "eligibility">): CalibratedParameters {
  return {
    id: id as CalibratedParameters["id"], // of a certifying item, whose file was checked
    discrimination, stepDifficulties: [...stepDifficulties],
    ...(optionCount === undefined ? {} : { optionCount }), ...(parameterCovariance === undefined ? {} : { parameterCovariance: [...parameterCovariance] }), ...use,
  };
}
