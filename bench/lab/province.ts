/**
 * A laboratory for measuring: invents provinces whose truth is known, plays a sampling round in each on the product's own code, and says how
 * near the answers came, beside the bars the project has set itself. Same arguments, same figures. Everything about these provinces is INVENTED.
 */
import { drawNormal, randomSource, type RandomSource } from "@hocvuso/domain/assessment";
import {
  benjaminiHochberg, inflationPValue, modifiedWilsonInterval, ratioEstimate, smallAreaShares, stratifiedEstimate,
  type SampledRatio,
} from "@hocvuso/domain/measurement";
import { median } from "../figures.ts";

export type SyntheticGroup = "official" | "student" | "adult";
export const syntheticGroups: readonly SyntheticGroup[] = ["official", "student", "adult"];

export type SyntheticCommune = {
  readonly persons: Readonly<Record<SyntheticGroup, number>>;
  readonly skilled: Readonly<Record<SyntheticGroup, number>>;
  /** Of all its persons; unknown to every estimate. */
  readonly trueShare: number;
  readonly reportedShare: number;
  readonly isPlanted: boolean;
  /** What the office knows of every commune: remoteness 0..1, class sessions per 100 persons. */
  readonly covariates: readonly [remoteness: number, sessionsPer100: number];
};

const groupShare: Readonly<Record<SyntheticGroup, number>> = { official: 0.05, student: 0.25, adult: 0.7 };
const groupLogOdds: Readonly<Record<SyntheticGroup, number>> = { official: 1.1, student: 0.9, adult: -0.35 };

/** Spread of communes, in log-odds, that the two covariates do not explain; about 6 points at 73 %. */
const unexplainedLogOdds = 0.3;
/** Standard deviation of what an honest report gets wrong, 0..1. */
const honestError = 0.02;

/** What is taken off a report before it is doubted, 0..1, so that honest error is not. */
export const reportTolerance = honestError;

/** Planted reports claim this many points more than the truth, as shares; uniform between the two. */
export type Inflation = readonly [least: number, most: number];
export const usualInflation: Inflation = [0.25, 0.35];

/** 145 communes of 1,500 to 12,000 persons, 20 of which report too much; mean true share about 73 %. */
export function inventProvince({ seed, communes = 145, planted = 20, inflation = usualInflation }: {
  seed: number; communes?: number; planted?: number; inflation?: Inflation;
}): readonly SyntheticCommune[] {
  const random = randomSource(seed);
  const inflated = new Set(shuffled(Array.from({ length: communes }, (_, i) => i), random).slice(0, planted));
  return Array.from({ length: communes }, (_, i) => {
    const remoteness = random() ** 2;
    const sessionsPer100 = 2 + 6 * random();
    const size = Math.round(Math.min(12_000, Math.max(1_500, 4_500 * Math.exp(0.5 * drawNormal(random)))));
    const logOdds = 1.05 - 1.1 * remoteness + 0.09 * (sessionsPer100 - 5) + unexplainedLogOdds * drawNormal(random);
    const persons = { official: Math.round(groupShare.official * size), student: Math.round(groupShare.student * size), adult: Math.round(groupShare.adult * size) };
    const skilledOf = (group: SyntheticGroup) => Math.round(persons[group] * inverseLogit(logOdds + groupLogOdds[group]));
    const skilled = { official: skilledOf("official"), student: skilledOf("student"), adult: skilledOf("adult") };
    const trueShare = total(skilled) / total(persons);
    const isPlanted = inflated.has(i);
    const error = isPlanted ? inflation[0] + (inflation[1] - inflation[0]) * random() : honestError * drawNormal(random);
    return { persons, skilled, trueShare, reportedShare: Math.min(0.98, Math.max(0, trueShare + error)), isPlanted, covariates: [remoteness, sessionsPer100] };
  });
}

/** Who was drawn in one commune, by group and by whether the re-test was passed. */
export type SyntheticSample = Readonly<Record<SyntheticGroup, { readonly tested: number; readonly passed: number }>>;

/** A simple random sample without return from all persons of the commune. */
export function drawSample(commune: SyntheticCommune, { sampleSize, random }: { sampleSize: number; random: RandomSource }): SyntheticSample {
  const left = syntheticGroups.flatMap((group) => [
    { group, isSkilled: true, count: commune.skilled[group] },
    { group, isSkilled: false, count: commune.persons[group] - commune.skilled[group] },
  ]);
  const drawn = { official: { tested: 0, passed: 0 }, student: { tested: 0, passed: 0 }, adult: { tested: 0, passed: 0 } };
  let remaining = total(commune.persons);
  for (let n = 0; n < sampleSize; n++) {
    let at = Math.floor(random() * remaining);
    for (const cell of left) {
      if (at < cell.count) {
        cell.count -= 1;
        drawn[cell.group].tested += 1;
        if (cell.isSkilled) drawn[cell.group].passed += 1;
        break;
      }
      at -= cell.count;
    }
    remaining -= 1;
  }
  return drawn;
}

/** 19 in most communes, 18 to 21 where somebody was met twice or not at all. */
function sampleSizeOf(random: RandomSource): number {
  const dice = random();
  return dice < 0.7 ? 19 : dice < 0.8 ? 18 : dice < 0.9 ? 20 : 21;
}

export type RoundResult = {
  /** Root mean squared errors over the communes, 0..1. */
  readonly directRmse: number;
  readonly shrunkenRmse: number;
  /** Share of communes whose approximate 95 % interval holds the truth. */
  readonly communeCoverage: number;
  readonly flaggedPlanted: number;
  readonly flaggedHonest: number;
  readonly rawFlaggedPlanted: number;
  readonly rawFlaggedHonest: number;
  readonly persons: number;
};

/** One round: estimates of communes and checks of reports. @param toleranceShare taken off every report before it is doubted. */
export function playRound({ seed, inflation = usualInflation, toleranceShare = reportTolerance }: { seed: number; inflation?: Inflation; toleranceShare?: number }): RoundResult {
  const province = inventProvince({ seed, inflation });
  const random = randomSource(seed + 500_000);
  const samples = province.map((commune) => {
    const sample = drawSample(commune, { sampleSize: sampleSizeOf(random), random });
    return { sampleSize: syntheticGroups.reduce((sum, group) => sum + sample[group].tested, 0), successes: syntheticGroups.reduce((sum, group) => sum + sample[group].passed, 0) };
  });
  const { areas } = smallAreaShares({ areas: samples.map((sample, i) => ({ ...sample, covariates: [...(province[i]?.covariates ?? [])] })) });
  const errorsOf = (shareAt: (i: number) => number) => Math.sqrt(mean(province.map(({ trueShare }, i) => (shareAt(i) - trueShare) ** 2)));
  const pValues = samples.map((sample, i) => inflationPValue({ ...sample, reportedShare: province[i]?.reportedShare ?? 0, toleranceShare }));
  const { isFlagged } = benjaminiHochberg({ pValues, falseDiscoveryRate: 0.1 });
  const among = (isPlanted: boolean, isMeant: (i: number) => boolean) => province.filter((commune, i) => commune.isPlanted === isPlanted && isMeant(i)).length;
  return {
    directRmse: errorsOf((i) => (samples[i]?.successes ?? 0) / (samples[i]?.sampleSize ?? 1)),
    shrunkenRmse: errorsOf((i) => areas[i]?.share ?? 0),
    communeCoverage: mean(province.map(({ trueShare }, i) => { const area = areas[i]; return area !== undefined && area.lower <= trueShare && trueShare <= area.upper ? 1 : 0; })),
    flaggedPlanted: among(true, (i) => isFlagged[i] === true),
    flaggedHonest: among(false, (i) => isFlagged[i] === true),
    rawFlaggedPlanted: among(true, (i) => (pValues[i] ?? 1) < 0.05),
    rawFlaggedHonest: among(false, (i) => (pValues[i] ?? 1) < 0.05),
    persons: samples.reduce((sum, { sampleSize }) => sum + sampleSize, 0),
  };
}

/** Whether the province's interval, and each group's, hold the truth in one round. */
export function coversTruth(seed: number): Readonly<Record<"province" | SyntheticGroup, { readonly isCovered: boolean; readonly widthShare: number }>> {
  const province = inventProvince({ seed });
  const random = randomSource(seed + 900_000);
  const samples = province.map((commune) => drawSample(commune, { sampleSize: sampleSizeOf(random), random }));
  const strata = province.map((commune, i) => ({ populationSize: total(commune.persons), sampleSize: testedIn(samples[i]), successes: passedIn(samples[i]) }));
  const whole = stratifiedEstimate({ strata });
  const truth = province.reduce((sum, { skilled }) => sum + total(skilled), 0) / province.reduce((sum, { persons }) => sum + total(persons), 0);
  const ofGroup = (group: SyntheticGroup) => {
    const observations = samples.flatMap((sample, i): SampledRatio[] => syntheticGroups.flatMap((own) => {
      const weight = total(province[i]?.persons ?? noPersons) / testedIn(sample);
      const drawing = { weight, stratum: String(i), denominator: own === group ? 1 : 0 };
      return [
        ...Array.from({ length: sample[own].passed }, () => ({ ...drawing, numerator: own === group ? 1 : 0 })),
        ...Array.from({ length: sample[own].tested - sample[own].passed }, () => ({ ...drawing, numerator: 0 })),
      ];
    }));
    const clustersInPopulation = Object.fromEntries(province.map(({ persons }, i) => [String(i), total(persons)]));
    const { estimate, standardError } = ratioEstimate({ observations, clustersInPopulation });
    const tested = samples.reduce((sum, sample) => sum + sample[group].tested, 0);
    const interval = modifiedWilsonInterval({ share: Math.min(1, Math.max(0, estimate)), standardError, sampleSize: tested, degreesOfFreedom: Math.max(1, tested - 1) });
    const real = province.reduce((sum, { skilled }) => sum + skilled[group], 0) / province.reduce((sum, { persons }) => sum + persons[group], 0);
    return { isCovered: interval.lower <= real && real <= interval.upper, widthShare: interval.upper - interval.lower };
  };
  return {
    province: { isCovered: whole.lower <= truth && truth <= whole.upper, widthShare: whole.upper - whole.lower },
    official: ofGroup("official"), student: ofGroup("student"), adult: ofGroup("adult"),
  };
}

const noPersons: SyntheticCommune["persons"] = { official: 0, student: 0, adult: 0 };

function testedIn(sample: SyntheticSample | undefined): number {
  return sample === undefined ? 0 : syntheticGroups.reduce((sum, group) => sum + sample[group].tested, 0);
}

function passedIn(sample: SyntheticSample | undefined): number {
  return sample === undefined ? 0 : syntheticGroups.reduce((sum, group) => sum + sample[group].passed, 0);
}

export type Bar = { readonly name: string; readonly asked: string; readonly found: string; readonly isReached: boolean };

/** What `npm run lab -- province` is to show. @param seeds of rounds; @param intervals of provinces whose intervals are checked. */
export function provinceBars({ seed, rounds, intervals }: { seed: number; rounds: number; intervals: number }): readonly Bar[] {
  const played = Array.from({ length: rounds }, (_, i) => playRound({ seed: seed + i }));
  const middle = (figure: (result: RoundResult) => number) => median(played.map(figure));
  const covered = Array.from({ length: intervals }, (_, i) => coversTruth(seed + 10_000 + i));
  const rmse = mean(played.map(({ shrunkenRmse }) => shrunkenRmse));
  const [planted, honest] = [middle(({ flaggedPlanted }) => flaggedPlanted), middle(({ flaggedHonest }) => flaggedHonest)];
  return [
    { name: "commune RMSE, shrunken", asked: "<= 5.8 points", found: `${points(rmse)} (direct ${points(mean(played.map(({ directRmse }) => directRmse)))}; median of ${rounds} seeds ${points(middle(({ shrunkenRmse }) => shrunkenRmse))})`, isReached: rmse <= 0.058 },
    { name: "planted inflations flagged at q < .10, median seed", asked: ">= 13 of 20", found: `${planted} (raw p < .05: ${middle(({ rawFlaggedPlanted }) => rawFlaggedPlanted)})`, isReached: planted >= 13 },
    { name: "honest communes flagged, median seed", asked: "0 of 125", found: `${honest} (mean ${mean(played.map(({ flaggedHonest }) => flaggedHonest)).toFixed(2)}; raw p < .05: ${middle(({ rawFlaggedHonest }) => rawFlaggedHonest)})`, isReached: honest === 0 },
    ...(["province", ...syntheticGroups] as const).map((whose): Bar => {
      const share = mean(covered.map((one) => (one[whose].isCovered ? 1 : 0)));
      return {
        name: `95 % interval of ${whose === "province" ? "the province" : `group ${whose}`} holds the truth`, asked: "93-97 %",
        found: `${(100 * share).toFixed(1)} % of ${intervals} seeds (mean width ${points(mean(covered.map((one) => one[whose].widthShare)))})`, isReached: share >= 0.93 && share <= 0.97,
      };
    }),
    { name: "approximate 95 % interval of one commune holds the truth", asked: "no bar; said as it is", found: `${(100 * mean(played.map(({ communeCoverage }) => communeCoverage))).toFixed(1)} %`, isReached: true },
  ];
}

/** How many of 20 planted inflations a round finds, and how many honest communes it names, by how much was added. */
export function powerBySize({ seed, rounds }: { seed: number; rounds: number }): readonly (readonly [added: string, strict: string, usual: string, tolerant: string])[] {
  return [[0.1, 0.15], [0.15, 0.2], [0.2, 0.25], [0.25, 0.3], [0.3, 0.35], [0.35, 0.4]].map(([least = 0, most = 0]) => {
    const cell = (toleranceShare: number) => {
      const played = Array.from({ length: rounds }, (_, i) => playRound({ seed: seed + i, inflation: [least, most], toleranceShare }));
      return `${mean(played.map(({ flaggedPlanted }) => flaggedPlanted)).toFixed(1)} / ${mean(played.map(({ flaggedHonest }) => flaggedHonest)).toFixed(2)}`;
    };
    return [`${Math.round(100 * least)}-${Math.round(100 * most)} points`, cell(0), cell(reportTolerance), cell(0.05)] as const;
  });
}

function points(share: number): string {
  return `${(100 * share).toFixed(2)} points`;
}

function total(counts: Readonly<Record<SyntheticGroup, number>>): number {
  return counts.official + counts.student + counts.adult;
}

function inverseLogit(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffled<Value>(values: readonly Value[], random: RandomSource): Value[] {
  return values.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map(({ value }) => value);
}
