/**
 * Whose answers ask for one more look: a weight for the lot by which people are re-tested, and nothing else. No signal is a verdict, none is shown
 * or kept: slow, halting or unlucky answers are as honest as others, and everybody keeps a chance of being drawn.
 */
import type { CalibrationPolicy, PersonId } from "@hocvuso/contract";
import {
  abilityChangePoint, abilityChangeThreshold, personFit, rapidGuessThreshold, rapidGuesses, speedChangePoint, speedChangeThreshold, workingSpeed, type ItemParameters, type ItemTimeParameters, type TimedResponse,
} from "@hocvuso/domain/assessment";
import { assessorPassRateFlags, benjaminiHochberg, chiSquaredAtLeast, normalQuantile } from "@hocvuso/domain/measurement";
import type { AnswerSet, GivenAnswer } from "./answer-set.ts";

/** `weight`: how many times the chance of others, above 1. */
export type SecondLook = { readonly person: PersonId; readonly weight: number };

type Judging = {
  readonly byPerson: readonly (readonly GivenAnswer[])[];
  readonly parameters: readonly ItemParameters[];
  readonly abilities: readonly number[];
  readonly policy: CalibrationPolicy["secondLook"];
};

const weightOfOwnSignal = 1;
const weightOfGroup = 2;
const falseDiscoveryRate = 0.05;
/** Of the variance of everybody's speed: pupils of one class are more alike than a province, one hand is far more alike than they. */
const mostAlike = 0.25;

/**
 * One signal each: many answers too fast to have been read (Wise & Kong 2005), a pattern that fits badly (lz*), a sitting in which somebody suddenly became abler or faster
 * (Sinharay 2016). Of helpers and phones with enough persons: more of them with a signal than elsewhere, or all working at one speed as if one hand had answered for them.
 * In the order of persons; whoever has no weight above 1 is left out.
 */
export function secondLooks(set: AnswerSet, { byPerson, parameters, abilities, policy }: Judging): SecondLook[] {
  const times = itemTimes(set);
  const timed = (answer: GivenAnswer): TimedResponse => ({ item: times[answer.item]?.model ?? { timeDiscrimination: 1, timeIntensity: 0 }, seconds: answer.seconds });
  const thresholdOf = changeThresholds({ parameters, flaggedShare: policy.flaggedShare });
  const lowestFit = -normalQuantile(1 - policy.flaggedShare);
  const speeds = byPerson.map((own) => (own.length < policy.leastAnswers ? undefined : workingSpeed(own.map(timed))));
  const signals = byPerson.map((own, person) => [hasRapid(own), fitsBadly(own), changes(own, person)].filter(Boolean).length);
  const inGroup = new Set([...groupsThatDiffer(({ helper }) => helper), ...groupsThatDiffer(({ phone }) => phone)]);
  return set.persons.flatMap(({ id }, at) => {
    const weight = Math.min(policy.mostWeight, 1 + weightOfOwnSignal * (signals[at] ?? 0) + (inGroup.has(at) ? weightOfGroup : 0));
    return weight > 1 ? [{ person: id, weight }] : [];
  });

  function hasRapid(own: readonly GivenAnswer[]): boolean {
    if (own.length < policy.leastAnswers) return false;
    return 1 - rapidGuesses(own.map(({ item, seconds }) => ({ seconds, thresholdSeconds: times[item]?.rapidBelow ?? 0 }))).effortShare >= policy.rapidShare;
  }

  function fitsBadly(own: readonly GivenAnswer[]): boolean {
    const responses = scoredOf(own).filter(({ item }) => item.stepDifficulties.length === 1);
    if (responses.length < policy.leastAnswers) return false;
    const lzStar = personFit(responses)?.lzStar;
    return lzStar !== undefined && Number.isFinite(lzStar) && lzStar < lowestFit;
  }

  function changes(own: readonly GivenAnswer[], person: number): boolean {
    return [...Map.groupBy(own, ({ sitting }) => sitting).values()].some((sitting) => {
      if (sitting.length < policy.leastAnswers) return false;
      const threshold = thresholdOf(sitting, abilities[person] ?? 0, sitting.map((answer) => timed(answer).item));
      return (abilityChangePoint(scoredOf(sitting))?.statistic ?? 0) > threshold.ability || fasterThanOwnUnevenness(sitting.map(timed)) > threshold.speed;
    });
  }

  function scoredOf(own: readonly GivenAnswer[]) {
    return own.flatMap(({ item, score }) => { const found = parameters[item]; return found === undefined ? [] : [{ item: found, score }]; });
  }

  function groupsThatDiffer(nameOf: (answer: GivenAnswer) => string | undefined): readonly number[] {
    const members = new Map<string, Set<number>>();
    for (const answer of set.answers) {
      const name = nameOf(answer);
      if (name === undefined || speeds[answer.person] === undefined) continue;
      const own = members.get(name) ?? new Set();
      members.set(name, own.add(answer.person));
    }
    const groups = [...members.values()].filter(({ size }) => size >= policy.leastPersons).map((own) => [...own]);
    if (groups.length === 0) return [];
    const flags = groups.length < 2 ? [] : assessorPassRateFlags({ assessors: groups.map((own) => ({ sampleSize: own.length, successes: own.filter((person) => (signals[person] ?? 0) > 0).length })) });
    const spread = middleSpread(speeds.flatMap((one) => (one === undefined ? [] : [one.speed]))) ** 2;
    const variances = groups.map((own) => varianceOf(own.flatMap((person) => speeds[person]?.speed ?? [])));
    const pValues = groups.map((own, at) => (spread === 0 ? 1 : 1 - chiSquaredAtLeast(((variances[at] ?? 0) * (own.length - 1)) / spread, own.length - 1)));
    const { isFlagged } = benjaminiHochberg({ pValues, falseDiscoveryRate });
    const isOneHand = (at: number) => isFlagged[at] === true && (variances[at] ?? 0) <= mostAlike * spread;
    return groups.flatMap((own, at) => (flags[at]?.isFlagged === true || isOneHand(at) ? own : []));
  }
}

/**
 * The change of speed over how unevenly this person works on either side of it, where that is more than usual: hands that tremble and eyes that tire are
 * uneven from beginning to end.
 */
function fasterThanOwnUnevenness(responses: readonly TimedResponse[]): number {
  const change = speedChangePoint(responses);
  if (change === undefined) return 0;
  const [before, after] = [workingSpeed(responses.slice(0, change.after)), workingSpeed(responses.slice(change.after))];
  return change.statistic / Math.max(1, Math.sqrt((before.chiSquare + after.chiSquare) / (responses.length - 2)));
}

type ItemTime = { readonly model: ItemTimeParameters; readonly rapidBelow: number };

const leastTimeSpread = 0.2;

/** Lognormal times of each item after persons' own speed is taken out; one round, which is enough to rank. */
function itemTimes(set: AnswerSet): readonly ItemTime[] {
  const logs = set.items.map((): number[] => []);
  for (const { item, seconds } of set.answers) logs[item]?.push(Math.log(seconds));
  const means = logs.map(meanOf);
  const faster = set.persons.map((): number[] => []);
  for (const { person, item, seconds } of set.answers) faster[person]?.push((means[item] ?? 0) - Math.log(seconds));
  const speedOf = faster.map(meanOf);
  const residuals = set.items.map((): number[] => []);
  const seconds = set.items.map((): number[] => []);
  for (const answer of set.answers) {
    residuals[answer.item]?.push(Math.log(answer.seconds) + (speedOf[answer.person] ?? 0));
    seconds[answer.item]?.push(answer.seconds);
  }
  return residuals.map((own, at) => ({
    model: { timeIntensity: meanOf(own), timeDiscrimination: 1 / Math.max(leastTimeSpread, Math.sqrt(varianceOf(own))) },
    rapidBelow: rapidGuessThreshold(meanOf(seconds[at] ?? [])),
  }));
}

const replications = 1_000;
const thresholdSeed = 1945;

/** By simulation, once for each length of a sitting: on the items of the first sitting of that length. */
function changeThresholds({ parameters, flaggedShare }: { parameters: readonly ItemParameters[]; flaggedShare: number }) {
  const known = new Map<number, { ability: number; speed: number }>();
  return (sitting: readonly GivenAnswer[], abilityLogits: number, timeItems: readonly ItemTimeParameters[]) => {
    const before = known.get(sitting.length);
    if (before !== undefined) return before;
    const items = sitting.flatMap(({ item }) => parameters[item] ?? []);
    const found = {
      // Twice the share that is above on either side: only changes upwards are looked at.
      ability: abilityChangeThreshold({ items, abilityLogits, flaggedShare: 2 * flaggedShare, replications, seed: thresholdSeed }),
      speed: speedChangeThreshold({ items: timeItems, flaggedShare: 2 * flaggedShare, replications, seed: thresholdSeed }),
    };
    known.set(sitting.length, found);
    return found;
  };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = meanOf(values);
  return values.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (values.length - 1);
}

/** SD from the quartiles of a normal distribution: a few who are very slow or very fast do not widen it. */
function middleSpread(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const quartile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return (quartile(0.75) - quartile(0.25)) / 1.349;
}
