/**
 * Plays what the product's intervals and plans promise: draws samples from populations whose truth is known, and counts how often an
 * interval holds it, and how often a plan errs, beside what is promised. Same seed, same figures.
 */
import { drawNormal, randomSource, type RandomSource } from "@hocvuso/domain/assessment";
import {
  benjaminiHochberg, classifyThreeWay, clopperPearsonInterval, clusterEstimate, clusteredLqasPlan, curtailedSampleSize, exactLowerBound, forecastShare, inflationPValue, kaplanMeier, logOddsInterval,
  lqasPlan, minimumPassesForLowerBound, modifiedClopperPearsonInterval, modifiedWilsonInterval, newcombeDifference, postStratify, rake, retentionShare, roganGladen, sampleSizeForShare,
  sharePosterior, smallAreaShares, sprtFieldCard, stratifiedEstimate, truncatedSprt, twoPhaseCoverage, verificationFactor, wilsonInterval,
} from "@hocvuso/domain/measurement";

type Bounds = { readonly lower: number; readonly upper: number };

/** `low` and `high`: shares between which the found one should lie, sampling error of the simulation included. */
export type Checked = { readonly name: string; readonly setting: string; readonly promised: string; readonly found: number; readonly low: number; readonly high: number };

/** Coverage of every interval; `rounds` samples each. */
export function intervalCoverage({ seed, rounds }: { seed: number; rounds: number }): readonly Checked[] {
  const random = randomSource(seed);
  const holds = (truth: number, draw: () => Bounds): number => shareOf(rounds, () => { const { lower, upper } = draw(); return lower <= truth && truth <= upper; });
  const about = (name: string, setting: string, found: number, low = 0.93, high = 0.97): Checked => ({ name, setting, promised: "95 %", found, low, high });
  const passes = (sampleSize: number, share: number) => countPasses(random, sampleSize, share);
  // What a hamlet-clustered round draws: hamlets differ with correlation 0.1.
  const clustered = (clusters: number, persons: number, share: number) => Array.from({ length: clusters }, (_, cluster) => {
    const own = drawBeta(random, { mean: share, correlation: 0.1 });
    return Array.from({ length: persons }, () => ({ value: random() < own ? 1 : 0, cluster: String(cluster), stratum: "one" }));
  }).flat();
  const surveyOf = (share: number) => {
    const observations = clustered(30, 10, share);
    const { estimate, standardError, degreesOfFreedom } = clusterEstimate({ observations });
    return { share: estimate, standardError, sampleSize: observations.length, degreesOfFreedom };
  };
  // A province of three strata of unequal size and share; 40 tested in each.
  const strataNow = [{ populationSize: 2_000, share: 0.55 }, { populationSize: 5_000, share: 0.7 }, { populationSize: 9_000, share: 0.82 }];
  const strataTruth = strataNow.reduce((sum, { populationSize, share }) => sum + populationSize * share, 0) / 16_000;
  const categories = { women: { persons: 5_200, share: 0.64 }, men: { persons: 4_800, share: 0.78 } } as const;
  const simpleTruth = (5_200 * 0.64 + 4_800 * 0.78) / 10_000;
  const person = () => {
    const category: keyof typeof categories = random() < 0.52 ? "women" : "men";
    return { value: random() < categories[category].share ? 1 : 0, weight: 20, category, age: random() < 0.6 ? "under60" : "over60" };
  };
  return [
    about("wilsonInterval", "19 tested, truth 73 %", holds(0.73, () => wilsonInterval({ successes: passes(19, 0.73), sampleSize: 19 })), 0.92, 0.98),
    about("wilsonInterval", "60 tested, truth 80 %", holds(0.8, () => wilsonInterval({ successes: passes(60, 0.8), sampleSize: 60 }))),
    about("clopperPearsonInterval", "19 tested, truth 73 %; never too bold", holds(0.73, () => clopperPearsonInterval({ successes: passes(19, 0.73), sampleSize: 19 })), 0.945, 1),
    about("exactLowerBound", "60 tested, truth 80 %; one-sided, never too bold", shareOf(rounds, () => exactLowerBound({ successes: passes(60, 0.8), sampleSize: 60 }) <= 0.8), 0.945, 1),
    about("modifiedWilsonInterval", "30 hamlets of 10, correlation 0.1, truth 70 %", holds(0.7, () => modifiedWilsonInterval(surveyOf(0.7)))),
    about("modifiedClopperPearsonInterval", "the same; wider by design", holds(0.7, () => modifiedClopperPearsonInterval(surveyOf(0.7))), 0.94, 0.99),
    about("logOddsInterval", "the same", holds(0.7, () => logOddsInterval(surveyOf(0.7)))),
    about("clusterEstimate", "30 hamlets of 10, correlation 0.1, truth 70 %", holds(0.7, () => clusterEstimate({ observations: clustered(30, 10, 0.7) }))),
    about("stratifiedEstimate", "three strata, 40 tested in each", holds(strataTruth, () => stratifiedEstimate({
      strata: strataNow.map(({ populationSize, share }) => ({ populationSize, sampleSize: 40, successes: passes(40, share) })),
    }))),
    about("postStratify", "500 persons, two cells", holds(simpleTruth, () => {
      const observations = Array.from({ length: 500 }, person);
      return postStratify({ observations: observations.map(({ value, weight, category }) => ({ value, weight, cell: category })), cellPopulation: { women: 5_200, men: 4_800 } });
    })),
    about("rake", "500 persons, two margins", holds(simpleTruth, () => {
      const observations = Array.from({ length: 500 }, person);
      return rake({
        observations: observations.map(({ value, weight, category, age }) => ({ value, weight, categories: { category, age } })),
        margins: { category: { women: 5_200, men: 4_800 }, age: { under60: 6_000, over60: 4_000 } },
      });
    })),
    about("twoPhaseCoverage", "6,500 persons, 80 % reported; 60 and 40 re-tested", holds(0.8 * 0.8 + 0.2 * 0.25, () => twoPhaseCoverage({
      populationSize: 6_500, reportedCount: 5_200, retestedReported: { sampleSize: 60, successes: passes(60, 0.8) }, retestedUnreported: { sampleSize: 40, successes: passes(40, 0.25) },
    }))),
    about("verificationFactor", "40 sites of 50 to 250 reported, 85 % of them there", holds(0.85, () => verificationFactor({
      sites: Array.from({ length: 40 }, () => { const reported = 50 + Math.floor(200 * random()); return { reported, recounted: passes(reported, 0.85) }; }),
    }))),
    about("roganGladen", "120 tested, sensitivity .95, specificity .90, truth 70 %", holds(0.7, () => roganGladen({ successes: passes(120, 0.7 * 0.95 + 0.3 * 0.1), sampleSize: 120, sensitivity: 0.95, specificity: 0.9 }))),
    about("newcombeDifference", "70 at 80 % against 80 at 60 %", holds(0.2, () => newcombeDifference({ first: { successes: passes(70, 0.8), sampleSize: 70 }, second: { successes: passes(80, 0.6), sampleSize: 80 } }))),
    about("retentionShare", "60 seen again, 80 % kept", holds(0.8, () => retentionShare({ due: 80, found: 60, kept: passes(60, 0.8) }))),
    about("kaplanMeier", "150 persons, at 90 days, a third seen last before", holds(Math.exp(-90 / 300), () => {
      const persons = Array.from({ length: 150 }, () => {
        const [lostAt, seenUntil] = [-300 * Math.log(1 - random()), random() < 1 / 3 ? 120 * random() : 120];
        return { days: Math.min(lostAt, seenUntil), isLost: lostAt <= seenUntil };
      });
      const [at] = kaplanMeier({ persons, atDays: [90] }).at;
      return { lower: at?.lower ?? 0, upper: at?.upper ?? 1 };
    })),
    about("sharePosterior", "truth drawn from Beta(8, 3), 19 tested, the same prior", shareOf(rounds, () => {
      const truth = drawBeta(random, { mean: 8 / 11, correlation: 1 / 12 });
      const { lower, upper } = sharePosterior({ successes: passes(19, truth), sampleSize: 19, thresholdShare: 0.8, priorSuccesses: 8, priorFailures: 3 });
      return lower <= truth && truth <= upper;
    })),
    about("smallAreaShares", "145 communes of 19, one covariate; approximate", (() => {
      const provinces = Math.max(2, Math.round(rounds / 100));
      let held = 0;
      for (let round = 0; round < provinces; round++) {
        const communes = Array.from({ length: 145 }, () => { const x = drawNormal(random); return { x, share: 1 / (1 + Math.exp(-(1 + 0.4 * x + 0.3 * drawNormal(random)))) }; });
        const { areas } = smallAreaShares({ areas: communes.map(({ x, share }) => ({ sampleSize: 19, successes: passes(19, share), covariates: [x] })) });
        held += communes.filter(({ share }, i) => { const area = areas[i]; return area !== undefined && area.lower <= share && share <= area.upper; }).length;
      }
      return held / (145 * provinces);
    })(), 0.9, 0.98),
    { name: "forecastShare", setting: "10 weeks on from 8, each week wins 2 % of those left, half more or less; 90 %", promised: "90 %", low: 0.86, high: 0.95, found: shareOf(rounds, () => {
      let left = 3_000;
      const week = () => { const gain = Math.min(left, countPasses(random, left, 0.02 * Math.exp(0.4 * drawNormal(random) - 0.08))); left -= gain; return gain; };
      const weeklyGains = Array.from({ length: 8 }, week);
      const forecast = forecastShare({ weeklyGains, capable: 4_000 - left, listed: 4_000, wanted: 3_000, weeksLeft: 10 });
      for (let later = 0; later < 10; later++) week();
      return forecast.state === "forecast" && forecast.lower <= 1 - left / 4_000 && 1 - left / 4_000 <= forecast.upper;
    }) },
    about("sampleSizeForShare", "planned for ± 5 points at 50 %: how often the interval is no wider", shareOf(rounds, () => {
      const { sampleSize } = sampleSizeForShare({ anticipatedShare: 0.5, halfWidth: 0.05 });
      const { lower, upper } = wilsonInterval({ successes: passes(sampleSize, 0.5), sampleSize });
      return upper - lower <= 0.1001;
    }), 0.99, 1),
  ];
}

/** Risks of every plan by playing it, beside the risk computed; found within four errors of the simulation. */
export function planRisks({ seed, rounds }: { seed: number; rounds: number }): readonly Checked[] {
  const random = randomSource(seed);
  const near = (name: string, setting: string, computed: number, found: number): Checked => {
    const slack = 4 * Math.sqrt(Math.max(computed * (1 - computed), 1 / rounds) / rounds);
    return { name, setting, promised: percent(computed), found, low: computed - slack, high: computed + slack };
  };
  const atMost = (name: string, setting: string, limit: number, found: number): Checked => ({ name, setting, promised: `at most ${percent(limit)}`, found, low: 0, high: limit + 4 * Math.sqrt((limit * (1 - limit)) / rounds) });
  const simple = lqasPlan({ lowerShare: 0.5, upperShare: 0.8, maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1 });
  const small = lqasPlan({ lowerShare: 0.5, upperShare: 0.8, maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1, populationSize: 60 });
  const hamlets = clusteredLqasPlan({ lowerShare: 0.5, upperShare: 0.8, personsPerCluster: 2, maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1, intraclassCorrelation: 0.1 });
  const sequential = { lowerShare: 0.5, upperShare: 0.8, consumerRisk: 0.1, providerRisk: 0.1 };
  const truncated = { ...sequential, maximumSampleSize: 19, minimumPasses: 13 };
  const least = minimumPassesForLowerBound({ sampleSize: 60, thresholdShare: 0.8 }) ?? 61;
  const passesSimple = (share: number) => countPasses(random, simple.sampleSize, share) >= simple.minimumPasses;
  const passesSmall = (share: number) => countFinite(random, { populationSize: 60, skilled: Math.ceil(60 * share - 1e-9), sampleSize: small.sampleSize }) >= small.minimumPasses;
  const passesHamlets = (share: number) => {
    let passed = 0;
    for (let k = 0; k < hamlets.clusters; k++) passed += countPasses(random, hamlets.personsPerCluster, drawBeta(random, { mean: share, correlation: 0.1 }));
    return passed >= hamlets.minimumPasses;
  };
  const card = sprtFieldCard({ ...sequential, maximumSampleSize: 19 });
  const walked = (share: number) => {
    let successes = 0;
    for (const { tested, passAt, failAt } of card) {
      if (random() < share) successes += 1;
      if (tested === 19) return { isPass: successes >= 13, tested };
      if (passAt !== undefined && successes >= passAt) return { isPass: true, tested };
      if (failAt !== undefined && successes <= failAt) return { isPass: false, tested };
    }
    throw new Error("the card has no end");
  };
  const curtailed = (share: number) => {
    let [successes, tested] = [0, 0];
    while (successes < 13 && tested - successes < 7) { tested += 1; if (random() < share) successes += 1; }
    return tested;
  };
  const meanOf = (draw: () => number) => { let sum = 0; for (let i = 0; i < rounds; i++) sum += draw(); return sum / rounds; };
  const meanNear = (name: string, setting: string, computed: number, found: number): Checked => ({ name, setting, promised: computed.toFixed(2), found, low: computed - 12 / Math.sqrt(rounds), high: computed + 12 / Math.sqrt(rounds) });
  return [
    near("lqasPlan, provider risk", `${simple.sampleSize} tested, pass at ${simple.minimumPasses}, truth 80 %`, simple.providerRisk, shareOf(rounds, () => !passesSimple(0.8))),
    near("lqasPlan, consumer risk", "the same, truth 50 %", simple.consumerRisk, shareOf(rounds, () => passesSimple(0.5))),
    near("lqasPlan of a class of 60, provider risk", `${small.sampleSize} tested, pass at ${small.minimumPasses}, truth 80 %`, small.providerRisk, shareOf(rounds, () => !passesSmall(0.8))),
    near("lqasPlan of a class of 60, consumer risk", "the same, truth 50 %", small.consumerRisk, shareOf(rounds, () => passesSmall(0.5))),
    near("clusteredLqasPlan, provider risk", `${hamlets.clusters} hamlets of 2, pass at ${hamlets.minimumPasses}, correlation 0.1, truth 80 %`, hamlets.providerRisk, shareOf(rounds, () => !passesHamlets(0.8))),
    near("clusteredLqasPlan, consumer risk", "the same, truth 50 %", hamlets.consumerRisk, shareOf(rounds, () => passesHamlets(0.5))),
    near("truncatedSprt, provider risk", "at most 19 tested, truth 80 %", 1 - truncatedSprt({ ...truncated, share: 0.8 }).passProbability, shareOf(rounds, () => !walked(0.8).isPass)),
    near("truncatedSprt, consumer risk", "the same, truth 50 %", truncatedSprt({ ...truncated, share: 0.5 }).passProbability, shareOf(rounds, () => walked(0.5).isPass)),
    meanNear("truncatedSprt, mean tested", "truth 70 %", truncatedSprt({ ...truncated, share: 0.7 }).meanTested, meanOf(() => walked(0.7).tested)),
    meanNear("curtailedSampleSize", "19 planned, pass at 13, truth 50 %", curtailedSampleSize({ share: 0.5, sampleSize: 19, minimumPasses: 13 }), meanOf(() => curtailed(0.5))),
    atMost("minimumPassesForLowerBound", `"verified >= 80 %" said of 60 tested (${least} passes), truth 79.9 %`, 0.05, shareOf(rounds, () => countPasses(random, 60, 0.799) >= least)),
    atMost("classifyThreeWay, above", "60 tested, threshold 80 %, truth 79.9 %", 0.05, shareOf(rounds, () => classifyThreeWay({ successes: countPasses(random, 60, 0.799), sampleSize: 60, thresholdShare: 0.8 }) === "verified-above")),
    atMost("classifyThreeWay, below", "60 tested, threshold 80 %, truth 80.1 %", 0.05, shareOf(rounds, () => classifyThreeWay({ successes: countPasses(random, 60, 0.801), sampleSize: 60, thresholdShare: 0.8 }) === "verified-below")),
    atMost("inflationPValue below .05, report true", "19 tested, report and truth 80 %", 0.05, shareOf(rounds, () => inflationPValue({ reportedShare: 0.8, sampleSize: 19, successes: countPasses(random, 19, 0.8) }) <= 0.05)),
    atMost("benjaminiHochberg, honest among flagged", "145 true to the point but 20 with 30 points too many; q < .10", 0.1, (() => {
      const shares: number[] = [];
      for (let round = 0; round < Math.max(20, Math.round(rounds / 50)); round++) {
        const pValues = Array.from({ length: 145 }, (_, i) => inflationPValue({ reportedShare: i < 20 ? 0.95 : 0.7, sampleSize: 19, successes: countPasses(random, 19, i < 20 ? 0.65 : 0.7) }));
        const { isFlagged } = benjaminiHochberg({ pValues, falseDiscoveryRate: 0.1 });
        const flagged = isFlagged.filter(Boolean).length;
        shares.push(flagged === 0 ? 0 : isFlagged.filter((is, i) => is && i >= 20).length / flagged);
      }
      return shares.reduce((sum, share) => sum + share, 0) / shares.length;
    })()),
  ];
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function shareOf(rounds: number, isSo: () => boolean): number {
  let count = 0;
  for (let round = 0; round < rounds; round++) if (isSo()) count += 1;
  return count / rounds;
}

function countPasses(random: RandomSource, sampleSize: number, share: number): number {
  let successes = 0;
  for (let i = 0; i < sampleSize; i++) if (random() < share) successes += 1;
  return successes;
}

function countFinite(random: RandomSource, { populationSize, skilled, sampleSize }: { populationSize: number; skilled: number; sampleSize: number }): number {
  let [left, people, successes] = [skilled, populationSize, 0];
  for (let i = 0; i < sampleSize; i++, people--) if (random() * people < left) { successes += 1; left -= 1; }
  return successes;
}

/** Beta with this mean, whose draws make persons of one cluster correlate so: a = mean (1 − r)/r. By two gammas (Marsaglia & Tsang 2000). */
function drawBeta(random: RandomSource, { mean, correlation }: { mean: number; correlation: number }): number {
  const size = (1 - correlation) / correlation;
  const [a, b] = [drawGamma(random, mean * size), drawGamma(random, (1 - mean) * size)];
  return a / (a + b);
}

function drawGamma(random: RandomSource, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
