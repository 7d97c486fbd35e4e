/** Sampling rounds as dashboards ask for them: decisions and visits from the projections, findings from the domain, names from the register. */
import type {
  CaseAnswered, CaseOpened, CommuneResult, DrawPublished, FactKey, PersonId, PopulationGroup, RoundCase, RoundClosed, RoundPlanned, RoundProgress, RoundReport, RoundState, RoundSummary, UnitId,
} from "@hocvuso/contract";
import {
  admitVisits, caseFalseDiscoveryRate, reportTolerance, roundFindings, type CommuneDraw, type Outcome, type RoundFindings, type RoundRules, type SeenVisit, type VerifiedShare, type VisitScreen,
} from "@hocvuso/domain/measurement";
import { hash } from "node:crypto";
import { sql } from "kysely";
import type { Services } from "../services.ts";
import { communeOn, currentBoundaries, nameOf, provenanceOf, readCells } from "./read-progress.ts";

/** All that was decided about one round. Draws, cases and answers in the order of communes and of time. */
export type RoundDecisions = {
  readonly planned: RoundPlanned;
  readonly draws: readonly DrawPublished[];
  readonly cases: readonly CaseOpened[];
  readonly answers: readonly CaseAnswered[];
  readonly closed: RoundClosed | undefined;
};

/** By round; a round whose plan has not come is absent. */
export async function readDecisions({ database }: Pick<Services, "database">, only?: FactKey): Promise<ReadonlyMap<FactKey, RoundDecisions>> {
  // Only `projectRounds` writes the table, from facts that passed their schema.
  const { rows } = await sql<{ round: FactKey; state: RoundPlanned | DrawPublished | CaseOpened | CaseAnswered | RoundClosed }>`
    SELECT round, state FROM round_fact WHERE ${only ?? null}::uuid IS NULL OR round = ${only ?? null}::uuid ORDER BY round, kind, name`.execute(database.reads);
  const rounds = new Map<FactKey, RoundDecisions>();
  for (const [round, own] of Map.groupBy(rows, (row) => row.round)) {
    const states = own.map(({ state }) => state);
    const planned = states.find((state) => state.kind === "round-planned");
    if (planned === undefined) continue;
    rounds.set(round, {
      planned,
      draws: states.filter((state) => state.kind === "draw-published"),
      cases: states.filter((state) => state.kind === "case-opened"),
      answers: states.filter((state) => state.kind === "case-answered").toSorted((a, b) => a.wallMs - b.wallMs || a.monoMs - b.monoMs || (a.key < b.key ? -1 : 1)),
      closed: states.find((state) => state.kind === "round-closed"),
    });
  }
  return rounds;
}

export function rulesOf({ upperPercent, lowerPercent, minimumPasses, personsPerHamlet, stopping, replacement }: RoundPlanned): RoundRules {
  return { upperShare: upperPercent / 100, lowerShare: lowerPercent / 100, minimumPasses, personsPerHamlet, stopping, replacement };
}

type VisitRow = { key: FactKey; person: PersonId; assessor: PersonId; outcome: Outcome; visit: number; device_ms: string; task_dwell_ms: number[] | null; home: UnitId | null };

/** In no order that matters. */
async function readVisits({ database, register }: Pick<Services, "database" | "register">, round: FactKey): Promise<readonly SeenVisit[]> {
  const { rows } = await sql<VisitRow>`
    SELECT r.key, r.person, r.assessor, r.outcome, r.visit, r.device_ms, r.task_dwell_ms, s.place AS home
    FROM retest r LEFT JOIN alias a ON a.person = r.assessor LEFT JOIN standing s ON s.person = coalesce(a.root, r.assessor) WHERE r.round = ${round}`.execute(database.reads);
  const { asOf } = currentBoundaries(register);
  return rows.map(({ key, person, assessor, outcome, visit, device_ms, task_dwell_ms, home }) => ({
    key, person, actor: assessor, outcome, visit, wallMs: Number(device_ms), home: communeOn(register, home ?? "", asOf), taskDwellMs: task_dwell_ms ?? undefined,
  }));
}

/** `lastVisitMs`: of the visits that count, by the assessors' clocks; absent before the first. */
export type RoundFound = RoundFindings & { readonly screens: readonly VisitScreen[]; readonly lastVisitMs: number | undefined };

export async function findRound({ planned, draws, closed }: RoundDecisions, services: Pick<Services, "database" | "register">): Promise<RoundFound> {
  const visits = draws.length === 0 ? [] : await readVisits(services, planned.key);
  const lists: readonly CommuneDraw[] = draws.map(({ commune, ...draw }) => ({ ...draw, unit: commune }));
  const { admitted, screens } = admitVisits({
    draws: lists, visits, fromMs: Math.min(...draws.map(({ wallMs }) => wallMs)), ...(closed === undefined ? {} : { untilMs: closed.wallMs }),
  });
  return { ...roundFindings({ draws: lists, visits: admitted, rules: rulesOf(planned) }), screens, lastVisitMs: admitted.length === 0 ? undefined : Math.max(...admitted.map(({ wallMs }) => wallMs)) };
}

export function stateOf({ draws, closed }: RoundDecisions): RoundState {
  return closed !== undefined ? "closed" : draws.length > 0 ? "drawn" : "planned";
}

export function summaryOf(decisions: RoundDecisions, found: RoundFound, isSample: boolean): RoundSummary {
  const { planned, cases, answers } = decisions;
  const none: RoundProgress = { drawn: 0, tested: 0, passed: 0, refused: 0, absent: 0, gone: 0, notYet: 0 };
  return {
    round: planned.key, title: planned.title, question: planned.question, group: planned.group, state: stateOf(decisions), plannedAt: new Date(planned.wallMs).toISOString(),
    reportClosesOn: planned.reportClosesOn, communes: planned.communes.length, isSample,
    progress: found.communes.reduce((sum, { progress }) => ({
      drawn: sum.drawn + progress.drawn, tested: sum.tested + progress.tested, passed: sum.passed + progress.passed, refused: sum.refused + progress.refused,
      absent: sum.absent + progress.absent, gone: sum.gone + progress.gone, notYet: sum.notYet + progress.notYet,
    }), none),
    openCases: cases.filter(({ key }) => isOpen(key, answers)).length,
  };
}

/** Until the office closes it. */
export function isOpen(one: FactKey, answers: readonly CaseAnswered[]): boolean {
  return !answers.some((answer) => answer.case === one && answer.by === "office" && answer.finding === "closed");
}

/** What was published before the report closed: a hash over the lists of all communes, in the order of their ids. */
export function drawHashOf(draws: readonly DrawPublished[]): string {
  return hash("sha256", draws.toSorted((a, b) => (a.commune < b.commune ? -1 : 1)).map(({ commune, listHash }) => `${commune} ${listHash}\n`).join(""), "hex");
}

export async function reportRound(decisions: RoundDecisions, services: Services): Promise<RoundReport> {
  const { register } = services;
  const { planned, draws, cases, answers, closed } = decisions;
  const [cells, found] = await Promise.all([readCells(services), findRound(decisions, services)]);
  const provenance = provenanceOf(cells, services);
  const { asOf } = currentBoundaries(register);
  const listHashes = new Map(draws.map(({ commune, listHash }) => [commune, listHash]));
  const { province } = found;
  return {
    provenance,
    summary: summaryOf(decisions, found, provenance.includesSample),
    plan: {
      sampleSize: planned.sampleSize, allocation: planned.allocation, personsPerHamlet: planned.personsPerHamlet, upperShare: planned.upperPercent / 100, lowerShare: planned.lowerPercent / 100,
      minimumPasses: planned.minimumPasses, stopping: planned.stopping, replacement: planned.replacement, seedHash: planned.seedHash,
      ...(closed === undefined ? {} : { seed: closed.seed }), ...(draws.length === 0 ? {} : { drawHash: drawHashOf(draws) }),
      toleranceShare: reportTolerance, falseDiscoveryRate: caseFalseDiscoveryRate,
    },
    ...(province === undefined ? {} : {
      province: {
        share: province.estimate.estimate, lower: province.estimate.lower, upper: province.estimate.upper, level: province.estimate.level, sampleSize: province.sampleSize,
        method: province.method, isApproximate: false, communesCovered: province.communesCovered, certified: province.certified, reportedShare: province.reportedShare,
        ...(province.confirmedShare === undefined ? {} : { confirmedShare: province.confirmedShare }), ...(province.unrecordedShare === undefined ? {} : { unrecordedShare: province.unrecordedShare }),
      },
    }),
    communes: found.communes.map((commune): CommuneResult => ({ ...commune, name: nameOf(register, commune.unit, asOf), listHash: listHashes.get(commune.unit) ?? "" })),
    screens: [...found.screens],
    cases: cases.map((one): RoundCase => ({
      case: one.key, commune: one.commune, name: nameOf(register, one.commune, asOf), openedAt: new Date(one.wallMs).toISOString(), answerBy: one.answerBy,
      populationSize: one.populationSize, reportedCount: one.reportedCount, sampleSize: one.sampleSize, successes: one.successes, isOpen: isOpen(one.key, answers),
      answers: answers.filter((answer) => answer.case === one.key).map(({ by, finding, words, wallMs }) => ({ by, finding, words, at: new Date(wallMs).toISOString() })),
    })),
  };
}

/** What re-tests say today: of the province (under undefined) and of single communes, by group. */
export type Verified = ReadonlyMap<UnitId | undefined, Partial<Readonly<Record<PopulationGroup, VerifiedShare>>>>;

/** A round that left out more than this share of its communes does not speak for the province. */
const LEAST_COVERED = 0.8;

const remembered = new WeakMap<Services["database"], { readonly version: string; readonly verified: Verified }>();

/** From the newest round of each group that has a figure of the province. Worked out anew only when a decision or a visit has come or gone. */
export async function readVerified(services: Services): Promise<Verified> {
  const { database } = services;
  const { rows: [row] } = await sql<{ version: string }>`
    SELECT (SELECT coalesce(sum(hashtextextended(encode(source, 'hex'), 0)), 0) || '/' || count(*) FROM round_fact) || '|' ||
      (SELECT coalesce(sum(hashtextextended(encode(source, 'hex'), 0)), 0) || '/' || count(*) FROM retest) AS version`.execute(database.reads);
  const version = row?.version ?? "";
  const known = remembered.get(database);
  if (known?.version === version) return known.verified;
  const verified = await findVerified(services);
  remembered.set(database, { version, verified });
  return verified;
}

async function findVerified(services: Services): Promise<Verified> {
  const verified = new Map<UnitId | undefined, Partial<Record<PopulationGroup, VerifiedShare>>>();
  const newestFirst = [...(await readDecisions(services)).values()].toSorted((a, b) => b.planned.wallMs - a.planned.wallMs);
  for (const decisions of newestFirst) {
    const { planned: { group, key, communes } } = decisions;
    if (decisions.draws.length === 0 || verified.get(undefined)?.[group] !== undefined) continue;
    const found = await findRound(decisions, services);
    const { province, lastVisitMs } = found;
    if (province === undefined || lastVisitMs === undefined || province.communesCovered < LEAST_COVERED * communes.length) continue;
    const said = { round: key, asOf: new Date(lastVisitMs).toISOString() };
    const { estimate: share, lower, upper, level } = province.estimate;
    put(undefined, group, { share, lower, upper, level, tested: province.sampleSize, ...said });
    for (const { unit, estimate } of found.communes) {
      if (estimate !== undefined) put(unit, group, { share: estimate.share, lower: estimate.lower, upper: estimate.upper, level: estimate.level, tested: estimate.sampleSize, ...said });
    }
  }
  return verified;

  function put(unit: UnitId | undefined, group: PopulationGroup, one: VerifiedShare): void {
    verified.set(unit, { ...verified.get(unit), [group]: one });
  }
}
