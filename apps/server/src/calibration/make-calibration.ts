/**
 * From answers to a calibration: parameters on one scale with their errors, which items count, which have moved, and what authors read of each.
 * A function of what goes in: the same answers give the same calibration. Must not know the database.
 */
import type { CalibrationPolicy, GroupDifference, ItemDrift, ItemFinding } from "@hocvuso/contract";
import {
  beliefGrid, calibrate, differentialFunctioningByAbility, difficultyShift, fittedEligibility, linkScales, logLikelihoodOnGrid, onScale, scoreEap,
  type BankItem, type CalibratedItem, type ItemParameters, type ScaleLink, type ScoredResponse,
} from "@hocvuso/domain/assessment";
import { normalQuantile } from "@hocvuso/domain/measurement";
import type { AnswerSet, AnsweredItem, AnsweringPerson, GivenAnswer } from "./answer-set.ts";
import { secondLooks, type SecondLook } from "./second-looks.ts";

/** What the version before left of an item. `baseline`: of the version in which it began to count. */
export type KnownItem = {
  readonly parameters: ItemParameters;
  readonly drift?: ItemDrift;
  readonly baseline?: { readonly version: number; readonly parameters: ItemParameters; readonly difficultyStandardError: number; readonly untilUs: number };
};

export type CalibrationInput = { readonly answers: AnswerSet; readonly policy: CalibrationPolicy; readonly known: ReadonlyMap<string, KnownItem>; readonly version: number };

export type CalibrationOutcome = {
  readonly population: { readonly meanLogits: number; readonly sd: number };
  /** `scoredSince`: absent where an item does not count. */
  readonly items: readonly { readonly id: string; readonly parameters: ItemParameters; readonly scoredSince?: number; readonly finding: ItemFinding }[];
  readonly secondLooks: readonly SecondLook[];
};

const fewestLinks = 5;

export function makeCalibration({ answers: set, policy, known, version }: CalibrationInput): CalibrationOutcome {
  const byPerson = groupByPlace(set.answers, ({ person }) => person, set.persons.length);
  const byItem = groupByPlace(set.answers, ({ item }) => item, set.items.length);
  const answered = set.items.map((_, at) => at).filter((at) => (byItem[at]?.length ?? 0) > 0);
  const { items: estimated, population } = estimate(set, { answered, byPerson, policy, known });
  const estimateOf = new Map(answered.map((at, place) => [at, estimated[place]]));
  const parametersOf = set.items.map((item, at) => estimateOf.get(at)?.parameters ?? known.get(item.id)?.parameters ?? declaredParameters(item));
  const shifts = driftOf(set, { byPerson, byItem, policy, known, population });
  const isScored = set.items.map(({ id }, at) => (byItem[at]?.length ?? 0) >= policy.leastAnswers && shifts.get(id)?.isAlarm !== true);
  // The covariance is left out: it would widen every belief a little and cost ten times the time.
  const certain = parametersOf.map(({ parameterCovariance: _, ...parameters }) => parameters);
  const abilities = byPerson.map((own) => scoreEap(own.map((answer): ScoredResponse => ({ item: certainAt(certain, answer.item), score: answer.score })), population).ability);
  const bank = set.items.flatMap(({ bank: declared }, at): BankItem[] => (declared === undefined ? [] : [{ ...declared, ...(parametersOf[at] ?? declared) }]));
  const scoredBank = bank.filter(({ id }) => isScored[set.items.findIndex((item) => item.id === id)]);
  const { eligibility } = eligibilityOf(scoredBank.length >= 2 * policy.exposure.itemsInTest ? scoredBank : bank, policy, population);
  const sharedPhones = phonesOfMany(set.answers);
  const usersOf = { certifying: 0, practice: 0, run: 0 };
  for (const own of byPerson) for (const use of new Set(own.map(({ item }) => set.items[item]?.use))) if (use !== undefined) usersOf[use] += 1;
  return {
    population,
    items: set.items.map((item, at) => {
      const own = byItem[at] ?? [];
      const parameters = parametersOf[at] ?? declaredParameters(item);
      const errors = estimateOf.get(at)?.standardErrors;
      const drift = shifts.get(item.id);
      const since = isScored[at] === true ? known.get(item.id)?.baseline?.version ?? version : undefined;
      const finding: ItemFinding = {
        id: item.id, use: item.use, title: item.title, level: item.level, answers: own.length,
        discrimination: parameters.discrimination, discriminationStandardError: errors?.discrimination ?? 0,
        stepDifficulties: [...parameters.stepDifficulties], stepDifficultyStandardErrors: [...(errors?.stepDifficulties ?? [])],
        ...(item.optionCount === undefined ? {} : { optionCount: item.optionCount }),
        declaredDifficulty: item.declaredDifficulty, isScored: since !== undefined,
        observed: observedCurve(own, abilities, item.stepCount), metShare: usersOf[item.use] === 0 ? 0 : own.length / usersOf[item.use], eligibility: eligibility.get(item.id) ?? 1,
        medianSeconds: median(own.map(({ seconds }) => seconds)), picks: picksOf(own, abilities, item),
        groups: item.stepCount === 1 ? groupDifferences(own, { persons: set.persons, abilities, sharedPhones, policy }) : [],
        ...(drift === undefined ? {} : { drift }),
      };
      return { id: item.id, parameters, finding, ...(since === undefined ? {} : { scoredSince: since }) };
    }),
    secondLooks: secondLooks(set, { byPerson, parameters: certain, abilities, policy: policy.secondLook }),
  };
}

export function declaredParameters({ bank, declaredDifficulty, stepCount, optionCount }: AnsweredItem): ItemParameters {
  return bank ?? { discrimination: 1, stepDifficulties: Array.from({ length: stepCount }, () => declaredDifficulty), ...(optionCount === undefined ? {} : { optionCount }) };
}

type Grouped = readonly (readonly GivenAnswer[])[];

function groupByPlace(answers: readonly GivenAnswer[], placeOf: (answer: GivenAnswer) => number, count: number): Grouped {
  const groups = Array.from({ length: count }, (): GivenAnswer[] => []);
  for (const answer of answers) groups[placeOf(answer)]?.push(answer);
  return groups;
}

function certainAt(parameters: readonly ItemParameters[], at: number): ItemParameters {
  const found = parameters[at];
  if (found === undefined) throw new RangeError(`no item stands at ${at}`);
  return found;
}

/** Twice: the first pass finds where the persons lie on the scale of the declared levels, the second has the priors there. Then all is laid on the scale of the version before. */
function estimate(
  set: AnswerSet, { answered, byPerson, policy, known }: { answered: readonly number[]; byPerson: Grouped; policy: CalibrationPolicy; known: CalibrationInput["known"] },
): { items: readonly CalibratedItem[]; population: { meanLogits: number; sd: number } } {
  const column = new Map(answered.map((at, place) => [at, place]));
  const patterns = byPerson.map((own) => {
    const scores = new Int8Array(answered.length).fill(-1);
    for (const { item, score } of own) scores[column.get(item) ?? 0] = score;
    return { scores };
  });
  const declared = answered.flatMap((at) => set.items[at] ?? []);
  const pass = (shift: number, tolerance: number) => calibrate({
    items: declared.map(({ stepCount, optionCount, declaredDifficulty }) => ({ stepCount, ...(optionCount === undefined ? {} : { optionCount }), difficultyPrior: { mean: declaredDifficulty - shift, sd: policy.difficultyPriorSd } })),
    patterns, tolerance,
  });
  const first = linkToDeclared(pass(0, 0.02).items, declared, policy);
  const { items } = pass(first.shift, 1e-3);
  const link = linkToKnown(items, declared, known) ?? linkToDeclared(items, declared, policy);
  return {
    items: items.map((item) => ({
      ...item, parameters: onScale(item.parameters, link),
      standardErrors: { discrimination: item.standardErrors.discrimination / link.slope, stepDifficulties: item.standardErrors.stepDifficulties.map((error) => error * link.slope) },
    })),
    population: { meanLogits: link.shift, sd: link.slope },
  };
}

function linkToDeclared(items: readonly CalibratedItem[], declared: readonly AnsweredItem[], { difficultyPriorSd }: CalibrationPolicy): ScaleLink {
  const pairs = items.flatMap((item, at) => {
    const own = declared[at];
    return own === undefined ? [] : [{ found: item.parameters, known: declaredParameters(own), weight: 1 / (difficultyErrorOf(item) ** 2 + difficultyPriorSd ** 2) }];
  });
  return linkScales(pairs, { isUnitKept: true });
}

/** By the items that counted in the version before and rest for no reason; undefined where they are too few. */
function linkToKnown(items: readonly CalibratedItem[], declared: readonly AnsweredItem[], known: CalibrationInput["known"]): ScaleLink | undefined {
  const pairs = items.flatMap((item, at) => {
    const before = known.get(declared[at]?.id ?? "");
    return before?.baseline === undefined ? [] : [{ found: item.parameters, known: before.parameters, weight: 1 / Math.max(1e-4, difficultyErrorOf(item) ** 2) }];
  });
  return pairs.length < fewestLinks ? undefined : linkScales(pairs);
}

function difficultyErrorOf({ standardErrors: { stepDifficulties } }: CalibratedItem): number {
  return stepDifficulties.reduce((sum, one) => sum + one, 0) / stepDifficulties.length;
}

/** Items that counted are held against what arrived since they began to; one that rests because it moved goes on resting. */
function driftOf(
  set: AnswerSet, { byPerson, byItem, policy, known, population }: { byPerson: Grouped; byItem: Grouped; policy: CalibrationPolicy; known: CalibrationInput["known"]; population: { meanLogits: number; sd: number } },
): ReadonlyMap<string, ItemDrift> {
  const found = new Map<string, ItemDrift>();
  const counting = set.items.flatMap(({ id }, at) => (known.get(id)?.baseline === undefined ? [] : [at]));
  for (const [id, { baseline, drift }] of known) if (baseline === undefined && drift?.isAlarm === true) found.set(id, drift);
  if (counting.length === 0) return found;
  const baselineOf = new Map(counting.flatMap((at) => {
    const baseline = known.get(set.items[at]?.id ?? "")?.baseline;
    return baseline === undefined ? [] : [[at, baseline] as const];
  }));
  const { lowest, step, count } = beliefGrid;
  const prior = Float64Array.from({ length: count }, (_, g) => -0.5 * ((lowest + g * step - population.meanLogits) / population.sd) ** 2);
  const curveOf = new Map<string, Float64Array>();
  const curve = ({ item, score }: GivenAnswer): Float64Array | undefined => {
    const baseline = baselineOf.get(item);
    if (baseline === undefined) return undefined;
    const name = `${item} ${score}`;
    const { parameterCovariance: _, ...certain } = baseline.parameters;
    const known = curveOf.get(name) ?? logLikelihoodOnGrid([{ item: certain, score }], lowest, step, count);
    curveOf.set(name, known);
    return known;
  };
  const beliefs = new Map<number, Float64Array>();
  const beliefOf = (person: number) => {
    const belief = beliefs.get(person) ?? (byPerson[person] ?? []).reduce((sum, answer) => { const own = curve(answer); return own === undefined ? sum : sum.map((one, g) => one + (own[g] ?? 0)); }, prior);
    beliefs.set(person, belief);
    return belief;
  };
  const critical = normalQuantile(1 - policy.drift.falseAlarmShare / (2 * counting.length));
  for (const at of counting) {
    const item = set.items[at];
    const baseline = baselineOf.get(at);
    if (item === undefined || baseline === undefined) continue;
    const later = (byItem[at] ?? []).filter(({ receivedUs }) => receivedUs > baseline.untilUs);
    const { parameterCovariance: _, ...certain } = baseline.parameters;
    const shift = difficultyShift(certain, later.map((answer) => {
      const own = curve(answer);
      return { score: answer.score, logBelief: beliefOf(answer.person).map((one, g) => one - (own?.[g] ?? 0)) };
    }));
    const standardError = Math.hypot(shift.standardError, baseline.difficultyStandardError);
    const isAlarm = later.length >= policy.drift.leastAnswers && Math.abs(shift.shiftLogits) >= policy.drift.leastShiftLogits && Math.abs(shift.shiftLogits) > critical * standardError;
    if (later.length > 0 && Number.isFinite(standardError)) found.set(item.id, { sinceVersion: baseline.version, answers: later.length, shiftLogits: shift.shiftLogits, standardError, isAlarm });
  }
  return found;
}

const rounds = 8;
const exposureSeed = 1945;

function eligibilityOf(items: readonly BankItem[], { exposure: { highestShare, persons, itemsInTest } }: CalibrationPolicy, population: { meanLogits: number; sd: number }) {
  return fittedEligibility({
    items: items.map((item) => ({ ...item, enemies: (item.enemies ?? []).filter((enemy) => items.some(({ id }) => id === enemy)) })),
    policy: { purpose: "placement", prior: population, targetPosteriorSd: 0.3, openingPool: 5, minItems: Math.min(5, itemsInTest), maxItems: itemsInTest, maxSeconds: 3_600 },
    population, highestShare, persons, rounds, seed: exposureSeed,
  });
}

const bins = 8;

/** Persons who answered, in up to eight groups of one size by ability. */
function observedCurve(own: readonly GivenAnswer[], abilities: readonly number[], stepCount: number): ItemFinding["observed"] {
  const sorted = own.map(({ person, score }) => ({ ability: abilities[person] ?? 0, score })).toSorted((a, b) => a.ability - b.ability);
  const groups = Math.min(bins, Math.floor(sorted.length / 10));
  return Array.from({ length: groups }, (_, group) => {
    const part = sorted.slice(Math.floor((group * sorted.length) / groups), Math.floor(((group + 1) * sorted.length) / groups));
    return { abilityLogits: mean(part.map(({ ability }) => ability)), answers: part.length, share: mean(part.map(({ score }) => score)) / stepCount };
  });
}

const mostPicks = 8;

function picksOf(own: readonly GivenAnswer[], abilities: readonly number[], { stepCount }: AnsweredItem): ItemFinding["picks"] {
  return [...Map.groupBy(own, ({ picked }) => picked)].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).slice(0, mostPicks).map(([picked, those]) => ({
    picked, isRight: those.every(({ score }) => score === stepCount), answers: those.length, meanAbilityLogits: mean(those.map(({ person }) => abilities[person] ?? 0)),
  }));
}

/** Phones on which more than one person answered. */
function phonesOfMany(answers: readonly GivenAnswer[]): ReadonlySet<string> {
  const users = new Map<string, number>();
  const shared = new Set<string>();
  for (const { phone, person } of answers) {
    const first = users.get(phone);
    if (first === undefined) users.set(phone, person);
    else if (first !== person) shared.add(phone);
  }
  return shared;
}

type Comparing = { readonly persons: readonly AnsweringPerson[]; readonly abilities: readonly number[]; readonly sharedPhones: ReadonlySet<string>; readonly policy: CalibrationPolicy };

/** Of communes, which are many, a difference is told only where it would be one by chance in one of all of them at 5 %. */
function groupDifferences(own: readonly GivenAnswer[], { persons, abilities, sharedPhones, policy }: Comparing): GroupDifference[] {
  const personOf = (answer: GivenAnswer) => persons[answer.person];
  const found = [
    compare("sex", "female", (answer) => { const sex = personOf(answer)?.sex; return sex === undefined ? undefined : sex === "female"; }),
    compare("age", "sixty-and-older", (answer) => personOf(answer)?.isSixty),
    compare("phone", "shared", (answer) => sharedPhones.has(answer.phone)),
  ];
  const communes = [...Map.groupBy(own, (answer) => personOf(answer)?.commune ?? "")].filter(([commune, those]) => commune !== "" && those.length >= policy.leastInGroup).map(([commune]) => commune).toSorted();
  const byCommune = communes.map((commune) => compare("commune", commune, (answer) => { const home = personOf(answer)?.commune; return home === undefined ? undefined : home === commune; }));
  return [...found, ...byCommune.filter((one) => one !== undefined && one.logisticTail * communes.length < 0.05)].filter((one) => one !== undefined);

  function compare(by: GroupDifference["by"], focal: string, isFocalOf: (answer: GivenAnswer) => boolean | undefined): GroupDifference | undefined {
    const placed = own.flatMap((answer) => { const isFocal = isFocalOf(answer); return isFocal === undefined ? [] : [{ answer, isFocal }]; });
    const focalCount = placed.filter(({ isFocal }) => isFocal).length;
    const referenceCount = placed.length - focalCount;
    if (focalCount < policy.leastInGroup || referenceCount < policy.leastInGroup) return undefined;
    const { delta, deltaStandardError, etsClass, logistic } = differentialFunctioningByAbility({
      scores: placed.map(({ answer }) => answer.score), isFocal: placed.map(({ isFocal }) => isFocal), abilityLogits: placed.map(({ answer }) => abilities[answer.person] ?? 0),
    });
    if (![delta, deltaStandardError, logistic.bothTail, logistic.nagelkerkeGain].every(Number.isFinite)) return undefined;
    return { by, focal, focalCount, referenceCount, delta, deltaStandardError, etsClass, logisticTail: logistic.bothTail, nagelkerkeGain: logistic.nagelkerkeGain };
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
