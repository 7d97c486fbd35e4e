/**
 * What the visits of a sampling round come to: progress, triage of communes, the figure of the whole province, and where re-tests differ from records.
 * Promise: a function of the set of visits, in whatever order they come; who could not be met is counted as that; where it cannot tell it says so.
 */
import type { FactKey, PersonId, RetestRecorded, UnitId } from "@hocvuso/contract";
import { requireShareBetween } from "./accepted-numbers.ts";
import { designEffect } from "./clustering.ts";
import type { Draw, FramePerson } from "./draw.ts";
import { benjaminiHochberg, inflationPValue } from "./inflation.ts";
import { wilsonInterval } from "./intervals.ts";
import { usualHamletCorrelation } from "./sampling-plan.ts";
import { sprtFieldCard } from "./sequential.ts";
import { smallAreaShares } from "./small-area.ts";
import { clusterEstimate, stratifiedEstimate, type Estimate, type SampledValue } from "./survey-estimates.ts";

/** Taken off a commune's records before re-tests are held against them, so that honest error is not doubted: see the province's laboratory. */
export const reportTolerance = 0.02;
/** Of the communes that are flagged, at most this share is expected to be honest. */
export const caseFalseDiscoveryRate = 0.1;
/** Fewer re-tests than this say nothing about one commune. */
export const fewestForCommune = 10;
/** Of single communes; approximate. */
const communeLevel = 0.9;
/** Somebody away at so many visits is not met. */
const visitsBeforeAbsent = 2;

export type Outcome = RetestRecorded["outcome"];
export type Visit = { readonly key: FactKey; readonly person: PersonId; readonly actor: PersonId; readonly outcome: Outcome; readonly visit: number; readonly wallMs: number };

/** What all visits to one person come to: the first test counts; without one, having gone, then refusing, then being away twice. `open` may be visited again. */
export type PersonOutcome = { readonly state: "tested"; readonly isPassed: boolean; readonly testedBy: Visit } | { readonly state: "gone" | "refused" | "absent" | "open" };

export function outcomeOf(visits: readonly Visit[]): PersonOutcome {
  const inOrder = visits.toSorted((a, b) => a.visit - b.visit || a.wallMs - b.wallMs || (a.key < b.key ? -1 : 1));
  const test = inOrder.find(({ outcome }) => outcome === "passed" || outcome === "not-passed");
  if (test !== undefined) return { state: "tested", isPassed: test.outcome === "passed", testedBy: test };
  if (inOrder.some(({ outcome }) => outcome === "dead" || outcome === "moved-away")) return { state: "gone" };
  if (inOrder.some(({ outcome }) => outcome === "refused")) return { state: "refused" };
  return { state: new Set(inOrder.filter(({ outcome }) => outcome === "absent").map(({ visit }) => visit)).size >= visitsBeforeAbsent ? "absent" : "open" };
}

export type CommuneDraw = Draw & { readonly unit: UnitId; readonly populationSize: number; readonly reportedCount: number; readonly reachedCount: number };

export type RoundRules = {
  readonly upperShare: number;
  readonly lowerShare: number;
  readonly minimumPasses: number;
  readonly personsPerHamlet: number;
  readonly stopping: "fixed" | "curtailed" | "sequential";
  readonly replacement: "none" | "next-in-list";
};

export type Progress = { readonly drawn: number; readonly tested: number; readonly passed: number; readonly refused: number; readonly absent: number; readonly gone: number; readonly notYet: number };

export type CommuneFinding = {
  readonly unit: UnitId;
  readonly populationSize: number;
  readonly reportedCount: number;
  readonly progress: Progress;
  readonly answer: "above" | "below" | "cannotTell" | "tooFew";
  readonly rule?: "passes" | "helpFirst";
  readonly estimate?: { readonly share: number; readonly lower: number; readonly upper: number; readonly level: number; readonly sampleSize: number; readonly method: string; readonly isApproximate: boolean };
  readonly check?: { readonly pValue: number; readonly qValue: number; readonly isFlagged: boolean };
};

export type ProvinceFinding = {
  readonly estimate: Estimate;
  readonly method: "stratifiedEstimate" | "clusterEstimate";
  readonly sampleSize: number;
  readonly communesCovered: number;
  /** By the one-sided 95 % bounds. */
  readonly certified: "above" | "below" | "cannotTell";
  readonly reportedShare: number;
  readonly confirmedShare?: number;
  readonly unrecordedShare?: number;
};

export type RoundFindings = { readonly communes: readonly CommuneFinding[]; readonly province?: ProvinceFinding };

type Counted = { readonly person: FramePerson; readonly outcome: PersonOutcome };

/** Findings in the order of `draws`. Visits to persons who were not drawn count nowhere. */
export function roundFindings({ draws, visits, rules }: { draws: readonly CommuneDraw[]; visits: readonly Visit[]; rules: RoundRules }): RoundFindings {
  requireShareBetween("lowerShare", rules.lowerShare);
  const byPerson = new Map<PersonId, Visit[]>();
  for (const visit of visits) {
    const own = byPerson.get(visit.person);
    if (own === undefined) byPerson.set(visit.person, [visit]);
    else own.push(visit);
  }
  const counted = draws.map((draw) => countedPersons(draw, byPerson, rules));
  const progress = counted.map(progressOf);
  const estimates = estimateCommunes(draws, progress, rules);
  const checked = progress.map(({ tested }, i) => (tested === 0 ? [] : [i])).flat();
  const pValues = checked.map((i) => inflationPValue({
    reportedShare: reportedShareOf(draws[i]), sampleSize: progress[i]?.tested ?? 1, successes: progress[i]?.passed ?? 0, toleranceShare: reportTolerance,
  }));
  const { qValues, isFlagged } = benjaminiHochberg({ pValues, falseDiscoveryRate: caseFalseDiscoveryRate });
  const checks = new Map(checked.map((i, k) => [i, { pValue: pValues[k] ?? 1, qValue: qValues[k] ?? 1, isFlagged: isFlagged[k] === true }]));
  const province = estimateProvince(draws, counted, rules);
  return {
    communes: draws.map(({ unit, populationSize, reportedCount, drawn }, i): CommuneFinding => {
      const own = progress[i] ?? nothingYet;
      const [estimate, rule, check] = [estimates[i], ruleAnswer(counted[i] ?? [], drawn.length, rules), checks.get(i)];
      return {
        unit, populationSize, reportedCount, progress: own,
        answer: estimate === undefined ? "tooFew" : estimate.lower >= rules.upperShare ? "above" : estimate.upper < rules.upperShare ? "below" : "cannotTell",
        ...(rule === undefined ? {} : { rule }), ...(estimate === undefined ? {} : { estimate }), ...(check === undefined ? {} : { check }),
      };
    }),
    ...(province === undefined ? {} : { province }),
  };
}

const nothingYet: Progress = { drawn: 0, tested: 0, passed: 0, refused: 0, absent: 0, gone: 0, notYet: 0 };

/** Those drawn, and of the reserves as many as the rule lets stand in: the next of the list (of the same hamlet, where hamlets were drawn) for each who was not met. */
function countedPersons({ drawn, reserves }: CommuneDraw, byPerson: ReadonlyMap<PersonId, readonly Visit[]>, { replacement, personsPerHamlet }: RoundRules): readonly Counted[] {
  const look = (person: FramePerson): Counted => ({ person, outcome: outcomeOf(byPerson.get(person.person) ?? []) });
  const counted = drawn.map(look);
  if (replacement === "none") return counted;
  const left = [...reserves];
  for (const { person, outcome } of counted) { // grows while it is walked: who stands in may be away too
    if (outcome.state === "tested" || outcome.state === "open") continue;
    const at = left.findIndex(({ place }) => personsPerHamlet === 1 || place === person.place);
    if (at !== -1) counted.push(...left.splice(at, 1).map(look));
  }
  return counted;
}

function progressOf(counted: readonly Counted[]): Progress {
  const among = (state: PersonOutcome["state"]) => counted.filter(({ outcome }) => outcome.state === state).length;
  return {
    drawn: counted.length, tested: among("tested"), passed: counted.filter(({ outcome }) => outcome.state === "tested" && outcome.isPassed).length,
    refused: among("refused"), absent: among("absent"), gone: among("gone"), notYet: among("open"),
  };
}

function reportedShareOf(draw: CommuneDraw | undefined): number {
  return draw === undefined || draw.populationSize === 0 ? 0 : Math.min(1, draw.reportedCount / draw.populationSize);
}

/** Shares of single communes that borrow from all (Fay–Herriot on the arcsine scale, with what the records say as covariates); alone where there are too few to borrow from. */
function estimateCommunes(draws: readonly CommuneDraw[], progress: readonly Progress[], { personsPerHamlet }: RoundRules): readonly CommuneFinding["estimate"][] {
  const effect = designEffect({ personsPerCluster: personsPerHamlet, intraclassCorrelation: usualHamletCorrelation });
  const covariates = tellingCovariates(draws);
  const sampled = progress.filter(({ tested }) => tested > 0).length;
  const hasModel = sampled >= (covariates[0]?.length ?? 0) + 5;
  const areas = hasModel
    ? smallAreaShares({ areas: progress.map(({ tested, passed }, i) => ({ sampleSize: tested, successes: passed, covariates: covariates[i] ?? [] })), designEffect: effect, level: communeLevel }).areas
    : [];
  return progress.map(({ tested, passed }, i) => {
    if (tested < fewestForCommune) return undefined;
    const area = areas[i];
    const { share, lower, upper } = area ?? wilsonInterval({ successes: passed, sampleSize: tested, level: communeLevel });
    return { share, lower, upper, level: communeLevel, sampleSize: tested, method: area === undefined ? "wilsonInterval" : "smallAreaShares", isApproximate: area !== undefined };
  });
}

/** The shares recorded as capable and as reached, in the order of `draws`; one that hardly differs between communes, or follows the other, is left out. */
function tellingCovariates(draws: readonly CommuneDraw[]): readonly (readonly number[])[] {
  const columns = [draws.map(reportedShareOf), draws.map(({ reachedCount, populationSize }) => (populationSize === 0 ? 0 : reachedCount / populationSize))];
  const telling: (readonly number[])[] = [];
  for (const column of columns) if (spreadOf(column) > 0.01 && telling.every((other) => Math.abs(correlation(column, other)) < 0.95)) telling.push(column);
  return draws.map((_, i) => telling.map((column) => column[i] ?? 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spreadOf(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - ma) * ((b[i] ?? 0) - mb))) / (spreadOf(a) * spreadOf(b));
}

/** What the plan's own rule says of one commune; undefined while it may still go either way. */
function ruleAnswer(counted: readonly Counted[], planned: number, { minimumPasses, stopping, lowerShare, upperShare }: RoundRules): CommuneFinding["rule"] {
  const least = Math.min(minimumPasses, planned);
  if (minimumPasses === 0 || planned === 0) return undefined;
  const tests = counted.flatMap(({ outcome }) => (outcome.state === "tested" ? [outcome] : [])).toSorted((a, b) => a.testedBy.wallMs - b.testedBy.wallMs || (a.testedBy.key < b.testedBy.key ? -1 : 1));
  if (stopping === "sequential") {
    let successes = 0;
    for (const [i, { passAt, failAt }] of sprtFieldCard({ lowerShare, upperShare, consumerRisk: 0.1, providerRisk: 0.1, maximumSampleSize: planned }).entries()) {
      const test = tests[i];
      if (test === undefined) break;
      if (test.isPassed) successes += 1;
      if (passAt !== undefined && successes >= passAt) return "passes";
      if (failAt !== undefined && successes <= failAt) return "helpFirst";
    }
  }
  const passed = tests.filter(({ isPassed }) => isPassed).length;
  if (passed >= least) return "passes";
  return tests.length - passed > planned - least ? "helpFirst" : undefined;
}

/** Of everybody on the lists of the communes with two re-tests or more. A round that stops early gives none: its shares lean. */
function estimateProvince(draws: readonly CommuneDraw[], counted: readonly (readonly Counted[])[], { stopping, personsPerHamlet, upperShare }: RoundRules): ProvinceFinding | undefined {
  if (stopping !== "fixed") return undefined;
  const strata = draws.flatMap((draw, i) => {
    const tests = (counted[i] ?? []).flatMap(({ person, outcome }) => (outcome.state === "tested" ? [{ ...person, value: outcome.isPassed ? 1 : 0 }] : []));
    const enough = personsPerHamlet === 1 ? tests.length : new Set(tests.map(({ place }) => place)).size;
    return enough < 2 ? [] : [{ draw, tests, weight: draw.populationSize / tests.length }];
  });
  const sampleSize = strata.reduce((sum, { tests }) => sum + tests.length, 0);
  if (sampleSize < fewestForCommune) return undefined;
  const observations = strata.flatMap(({ draw, tests, weight }) => tests.map(({ value, place, isReported }): SampledValue & { isReported: boolean } => ({ value, weight, stratum: draw.unit, cluster: place, isReported })));
  const at = (level: number): Estimate => (personsPerHamlet === 1
    ? stratifiedEstimate({ level, strata: strata.map(({ draw, tests }) => ({ populationSize: draw.populationSize, sampleSize: tests.length, successes: tests.filter(({ value }) => value === 1).length })) })
    : clusterEstimate({ level, observations }));
  const bounds = at(communeLevel);
  const shareAmong = (isReported: boolean) => {
    const those = observations.filter((one) => one.isReported === isReported);
    const weights = those.reduce((sum, { weight = 1 }) => sum + weight, 0);
    return weights === 0 ? undefined : those.reduce((sum, { weight = 1, value }) => sum + weight * value, 0) / weights;
  };
  const [confirmedShare, unrecordedShare] = [shareAmong(true), shareAmong(false)];
  const people = strata.reduce((sum, { draw }) => sum + draw.populationSize, 0);
  return {
    estimate: at(0.95), method: personsPerHamlet === 1 ? "stratifiedEstimate" : "clusterEstimate", sampleSize, communesCovered: strata.length,
    certified: bounds.lower >= upperShare ? "above" : bounds.upper < upperShare ? "below" : "cannotTell",
    reportedShare: strata.reduce((sum, { draw }) => sum + draw.reportedCount, 0) / people,
    ...(confirmedShare === undefined ? {} : { confirmedShare }), ...(unrecordedShare === undefined ? {} : { unrecordedShare }),
  };
}
