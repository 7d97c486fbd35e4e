/**
 * A laboratory for tests: simulates any bank, population and policy on the product's own code and prints what came of it, beside the
 * bars the project has set itself. `npm run lab -- assessment [--simulees N] [--seed S]`. Same arguments, same figures (times aside).
 */
import {
  abilityNow, adjustedEligibility, calibrate, certificationDecision, createTest, drawNormal, informationAt, itemProbability, nextItem, planTest,
  randomSource, recordResponse, stoppingTable, uniformAt,
  type BankItem, type CertificationPolicy, type CompetenceStructure, type PlacementPolicy, type ProfilePolicy, type StoppingTable,
  type TestPlan, type TestPolicy, type TestState,
} from "@hocvuso/domain/assessment";

/** Abilities of one simulated person: one number per competence of the bank, all equal in a one-dimensional population. */
export type Simulee = { readonly abilityPerCompetence: readonly number[] };

export type LabRequest = {
  /** What the test believes of its items. */
  readonly items: readonly BankItem[];
  /** What the items are; the same unless calibration error is studied. In the order of `items`. */
  readonly trueItems?: readonly BankItem[];
  readonly policy: TestPolicy;
  readonly simulees: readonly Simulee[];
  readonly seed: number;
};

/** What came of it. Shares 0..1, abilities in logits; NaN where a figure has no meaning for the purpose. */
export type LabReport = {
  readonly meanItems: number;
  readonly medianItems: number;
  readonly p90Items: number;
  readonly bias: number;
  /** Of the ability, or of all competences of a profile together. */
  readonly rmse: number;
  /** Share of true abilities within 1.96 posterior SDs. */
  readonly coverage: number;
  readonly accuracy: number;
  readonly falsePassShare: number;
  readonly falseFailShare: number;
  /** Accuracy inside and outside the indifference zone. */
  readonly accuracyNear: number;
  readonly accuracyFar: number;
  readonly highestExposure: number;
  /** Mean share of one test's items that another test holds too. */
  readonly overlap: number;
  readonly unusedItems: number;
  readonly administeredShare: Float64Array;
  /** CPU per question: choosing it and taking in its answer. */
  readonly cpuMsPerItem: number;
};

/** Lets every simulee take the test. The answer of a person to an item depends on seed, person and item only. */
export function simulateTests({ items, trueItems = items, policy, simulees, seed }: LabRequest): LabReport {
  const plan = planTest(items, policy);
  const indexOf = new Map(items.map(({ id }, at) => [id, at]));
  const given = new Float64Array(items.length);
  const lengths: number[] = [];
  const errors: { error: number; posteriorSd: number }[] = [];
  const decisions: { pass: boolean; ability: number }[] = [];
  const started = process.cpuUsage();
  simulees.forEach((simulee, person) => {
    const state = sit(plan, { trueItems, indexOf, simulee, seed: Math.floor(uniformAt(seed, person) * 0x1_0000_0000) });
    for (const { itemId } of state.answers) given[indexOf.get(itemId) ?? 0] = (given[indexOf.get(itemId) ?? 0] ?? 0) + 1;
    lengths.push(state.answers.length);
    const [ability = NaN] = simulee.abilityPerCompetence;
    if (state.belief.kind === "competences") {
      const { mean, covariance } = state.belief;
      mean.forEach((value, k) => errors.push({ error: value - (simulee.abilityPerCompetence[k] ?? NaN), posteriorSd: Math.sqrt(covariance[k * mean.length + k] ?? NaN) }));
    } else {
      const now = abilityNow(state);
      errors.push({ error: now.ability - ability, posteriorSd: now.posteriorSd });
    }
    if (policy.purpose === "certification") decisions.push({ pass: certificationDecision(plan, state) === "pass", ability });
  });
  const spent = process.cpuUsage(started);
  const questions = lengths.reduce((sum, one) => sum + one, 0);
  const sorted = lengths.toSorted((a, b) => a - b);
  const cut = policy.purpose === "certification" ? policy.cutLogits : NaN;
  const zone = policy.purpose === "certification" ? policy.indifferenceLogits : NaN;
  const rightShare = (of: typeof decisions) => mean(of.map(({ pass, ability }) => (pass === ability > cut ? 1 : 0)));
  const persons = simulees.length;
  return {
    meanItems: questions / persons, medianItems: sorted[Math.floor(persons / 2)] ?? NaN, p90Items: sorted[Math.floor(persons * 0.9)] ?? NaN,
    bias: mean(errors.map(({ error }) => error)), rmse: Math.sqrt(mean(errors.map(({ error }) => error * error))),
    coverage: mean(errors.map(({ error, posteriorSd }) => (Math.abs(error) <= 1.96 * posteriorSd ? 1 : 0))),
    accuracy: rightShare(decisions),
    falsePassShare: mean(decisions.map(({ pass, ability }) => (pass && ability <= cut ? 1 : 0))),
    falseFailShare: mean(decisions.map(({ pass, ability }) => (!pass && ability > cut ? 1 : 0))),
    accuracyNear: rightShare(decisions.filter(({ ability }) => Math.abs(ability - cut) < zone)),
    accuracyFar: rightShare(decisions.filter(({ ability }) => Math.abs(ability - cut) >= zone)),
    highestExposure: given.reduce((most, one) => Math.max(most, one / persons), 0),
    overlap: given.reduce((sum, one) => sum + (one * (one - 1)) / (persons * (persons - 1)), 0) / (questions / persons),
    unusedItems: given.filter((one) => one === 0).length,
    administeredShare: given.map((one) => one / persons),
    cpuMsPerItem: (spent.user + spent.system) / 1000 / questions,
  };
}

function sit(plan: TestPlan, { trueItems, indexOf, simulee, seed }: { trueItems: readonly BankItem[]; indexOf: ReadonlyMap<string, number>; simulee: Simulee; seed: number }): TestState {
  let state = createTest(plan, seed);
  for (;;) {
    const next = nextItem(plan, state);
    if (next.kind === "finished") return state;
    const place = indexOf.get(next.itemId) ?? 0;
    const item = trueItems[place];
    if (item === undefined) throw new RangeError(`the test asked for ${next.itemId}, which does not exist`);
    const score = drawScore(item, simulee.abilityPerCompetence[item.competence] ?? simulee.abilityPerCompetence[0] ?? NaN, uniformAt(seed ^ 0x616e7377, place));
    state = recordResponse(plan, state, { itemId: item.id, score, seconds: item.expectedSeconds });
  }
}

function drawScore(item: BankItem, ability: number, chance: number): number {
  if (item.stepDifficulties.length === 1 && item.optionCount === undefined) {
    return chance < 1 / (1 + Math.exp(-item.discrimination * (ability - (item.stepDifficulties[0] ?? NaN)))) ? 1 : 0;
  }
  let left = chance;
  const probabilities = itemProbability(item, ability);
  let score = 0;
  while (score < probabilities.length - 1 && left >= (probabilities[score] ?? 0)) left -= probabilities[score++] ?? 0;
  return score;
}

/** 2PL items, a ~ lognormal(0, .3), b ~ N(0, 1) or within ±`difficultyLimit`; competences dealt in turn, four to a domain. */
export function simulatedBank(
  { itemCount, competenceCount = 1, seed, difficultyLimit = Infinity }: { itemCount: number; competenceCount?: number; seed: number; difficultyLimit?: number },
): BankItem[] {
  const random = randomSource(seed);
  return Array.from({ length: itemCount }, (_, at) => {
    const discrimination = Math.exp(0.3 * drawNormal(random));
    let difficulty = drawNormal(random);
    while (Math.abs(difficulty) > difficultyLimit) difficulty = drawNormal(random);
    return { id: `item-${at}`, discrimination, stepDifficulties: [difficulty], competence: at % competenceCount, domain: Math.floor((at % competenceCount) / 4), expectedSeconds: 30 };
  });
}

/** Persons of a structure, or of N(0, 1) on one dimension. */
export function simulatedPersons({ count, seed, structure }: { count: number; seed: number; structure?: CompetenceStructure }): Simulee[] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () => {
    if (structure === undefined) return { abilityPerCompetence: [drawNormal(random)] };
    const general = Math.sqrt(structure.generalVariance) * drawNormal(random);
    const domains = Array.from({ length: Math.max(...structure.domainOfCompetence) + 1 }, () => Math.sqrt(structure.domainVariance) * drawNormal(random));
    return { abilityPerCompetence: structure.domainOfCompetence.map((domain) => general + (domains[domain] ?? 0) + Math.sqrt(structure.competenceVariance) * drawNormal(random)) };
  });
}

/** Eligibility that keeps every item's exposure near a bound, by rounds of simulation with fresh persons. */
export function fittedEligibility(
  { items, policy, highestExposure, rounds, persons, seed }: { items: readonly BankItem[]; policy: TestPolicy; highestExposure: number; rounds: number; persons: number; seed: number },
): Record<string, number> {
  let eligibility: Float64Array = new Float64Array(items.length).fill(1);
  const named = () => Object.fromEntries(items.map(({ id }, at) => [id, eligibility[at] ?? 1]));
  for (let round = 0; round < rounds; round += 1) {
    const report = simulateTests({ items, policy: { ...policy, eligibility: named() }, simulees: simulatedPersons({ count: persons, seed: seed + 2 * round }), seed: seed + 2 * round + 1 });
    const adjusted = adjustedEligibility({ eligibility, administeredShare: report.administeredShare, highestExposure });
    // Damped: counts of one round are noisy.
    const weight = round < rounds / 2 ? 1 : 1 / (2 + round - rounds / 2);
    eligibility = eligibility.map((before, at) => before + weight * ((adjusted[at] ?? 1) - before));
  }
  return named();
}

/** Answers of `persons` simulees of N(0, 1) to `itemsPerPerson` items drawn at random, −1 elsewhere. */
export function simulatedPatterns(
  { items, persons, itemsPerPerson, seed }: { items: readonly BankItem[]; persons: number; itemsPerPerson: number; seed: number },
): { scores: Int8Array }[] {
  const random = randomSource(seed);
  const order = items.map((_, at) => at);
  return Array.from({ length: persons }, () => {
    const ability = drawNormal(random);
    const scores = new Int8Array(items.length).fill(-1);
    for (let n = 0; n < itemsPerPerson; n += 1) {
      const swap = n + Math.floor(random() * (order.length - n));
      [order[n], order[swap]] = [order[swap] ?? 0, order[n] ?? 0];
      const item = items[order[n] ?? 0];
      if (item !== undefined) scores[order[n] ?? 0] = drawScore(item, ability, random());
    }
    return { scores };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Items an all-knowing test would need on average: the most informative ones at each true ability until information and prior reach SD .3. */
export function floorOfItems(items: readonly BankItem[], simulees: readonly Simulee[], targetSd: number): number {
  return mean(simulees.map(({ abilityPerCompetence: [ability = NaN] }) => {
    let left = targetSd ** -2 - 1;
    let count = 0;
    for (const information of informationAt(items, ability).sort().reverse()) {
      if (left <= 0) break;
      left -= information;
      count += 1;
    }
    return count;
  }));
}

/** The table of `maxItems` most informative items at the cut whose exact accuracy is at least `accuracy` in fewest items, over a scale of costs. */
export function cheapestTable(
  { items, cutLogits, maxItems, accuracy }: { items: readonly BankItem[]; cutLogits: number; maxItems: number; accuracy: number },
): StoppingTable {
  const information = informationAt(items, cutLogits);
  const form = items.map((item, at) => ({ item, information: information[at] ?? 0 })).toSorted((a, b) => b.information - a.information).slice(0, maxItems).map(({ item }) => item);
  const tableAt = (perItem: number) => stoppingTable({ items: form, cutLogits, indifferenceLogits: 0.3, costs: { falsePass: 1, falseFail: 1, perItem } });
  let dear = 0.02;
  let cheap = 0.00002;
  let best = tableAt(cheap);
  for (let round = 0; round < 12; round += 1) {
    const middle = Math.sqrt(dear * cheap);
    const table = tableAt(middle);
    if (table.errorRates.accuracy >= accuracy) {
      best = table;
      cheap = middle;
    } else dear = middle;
  }
  return best;
}

/** Items as calibration sees them after `responsesPerItem` answers each from N(0, 1) persons who answer 20 items drawn at random. */
export function recalibrated(items: readonly BankItem[], { responsesPerItem, seed }: { responsesPerItem: number; seed: number }): BankItem[] {
  const itemsPerPerson = 20;
  const patterns = simulatedPatterns({ items, persons: Math.round((items.length * responsesPerItem) / itemsPerPerson), itemsPerPerson, seed });
  const { items: calibrated } = calibrate({ items: items.map(() => ({})), patterns, priors: { logDiscrimination: { mean: 0, sd: 0.3 }, difficulty: { mean: 0, sd: 1 } } });
  return items.map((item, at) => ({ ...item, ...calibrated[at]?.parameters }));
}

type Row = { readonly name: string; readonly figures: Record<string, string>; readonly bars?: readonly { readonly text: string; readonly isReached: boolean }[] };

const digits = (value: number, places: number) => (Number.isFinite(value) ? value.toFixed(places) : "–");

function rowOf(name: string, report: LabReport, bars: (report: LabReport) => Record<string, boolean> = () => ({})): Row {
  return {
    name,
    figures: {
      items: digits(report.meanItems, 2), median: `${report.medianItems}`, p90: `${report.p90Items}`, RMSE: digits(report.rmse, 3), bias: digits(report.bias, 3), coverage: digits(report.coverage, 3),
      accuracy: digits(report.accuracy, 3), "false pass": digits(report.falsePassShare, 3), "false fail": digits(report.falseFailShare, 3), near: digits(report.accuracyNear, 3), far: digits(report.accuracyFar, 3),
      "max exp.": digits(report.highestExposure, 3), overlap: digits(report.overlap, 3), unused: `${report.unusedItems}`, "ms/item": digits(report.cpuMsPerItem, 4),
    },
    bars: Object.entries(bars(report)).map(([text, isReached]) => ({ text, isReached })),
  };
}

const limits = { minItems: 1, maxItems: 100, maxSeconds: Infinity, openingPool: 5 };
const placement: PlacementPolicy = { purpose: "placement", prior: { meanLogits: 0, sd: 1 }, targetPosteriorSd: 0.3, ...limits };

/** All scenarios against the project's bars. */
export function runLaboratory({ simulees, seed }: { simulees: number; seed: number }): Row[] {
  const rows: Row[] = [];
  const items = simulatedBank({ itemCount: 500, seed });
  const persons = simulatedPersons({ count: simulees, seed: seed + 1 });
  const run = (request: Partial<LabRequest> & { policy: TestPolicy }) => simulateTests({ items, simulees: persons, seed: seed + 2, ...request });

  const meanSlope = mean(items.map(({ discrimination }) => discrimination));
  rows.push({ name: "bank and persons", figures: { "mean a": digits(meanSlope, 3), "max a": digits(Math.max(...items.map(({ discrimination }) => discrimination)), 2), "floor of items to SD .3": digits(floorOfItems(items, persons, 0.3), 2) } });
  rows.push(rowOf("placement, SD .3", run({ policy: placement }), (report) => ({
    "<= 19.2 items": report.meanItems <= 19.2, "RMSE <= .302": report.rmse <= 0.302, "<= .1 ms an item": report.cpuMsPerItem <= 0.1,
  })));
  const eligibility = fittedEligibility({ items, policy: placement, highestExposure: 0.262, rounds: 20, persons: 1000, seed: seed + 1000 });
  rows.push(rowOf("placement, exposure bounded", run({ policy: { ...placement, eligibility } }), (report) => ({
    "<= 23.8 items": report.meanItems <= 23.8, "max exposure <= .30": report.highestExposure <= 0.3,
  })));

  for (const { cutLogits, accuracy, length } of [{ cutLogits: 0, accuracy: 0.935, length: 11.7 }, { cutLogits: 1, accuracy: 0.96, length: 9.1 }]) {
    const table = cheapestTable({ items, cutLogits, maxItems: 80, accuracy });
    const certification: CertificationPolicy = {
      purpose: "certification", prior: { meanLogits: 0, sd: 1 }, cutLogits, indifferenceLogits: 0.3, ...limits, minItems: 5, maxItems: 80, stopping: { by: "table", forms: [table] },
    };
    const exact = table.errorRates;
    rows.push({
      name: `table at cut ${cutLogits}, exact`,
      figures: { items: digits(exact.meanItems, 2), accuracy: digits(exact.accuracy, 4), near: digits(exact.accuracyInsideZone, 3), far: digits(exact.accuracyOutsideZone, 3), "to the last item": digits(exact.atLastItem, 3) },
      bars: [{ text: `>= ${accuracy} in <= ${length} items`, isReached: exact.accuracy >= accuracy && exact.meanItems <= length }],
    });
    rows.push(rowOf(`table at cut ${cutLogits}, simulated`, run({ policy: certification }), (report) => ({
      [`>= ${accuracy} in <= ${length} items`]: report.accuracy >= accuracy && report.meanItems <= length,
    })));
    rows.push(rowOf(`likelihood ratio at cut ${cutLogits}`, run({ policy: { ...certification, stopping: { by: "likelihood-ratio", falsePassRate: 0.05, falseFailRate: 0.05 } } })));
  }

  const structure: CompetenceStructure = { domainOfCompetence: Array.from({ length: 24 }, (_, k) => Math.floor(k / 4)), generalVariance: 0.6, domainVariance: 0.2, competenceVariance: 0.2 };
  const profile: ProfilePolicy = { purpose: "profile", structure, ...limits, maxItems: 24, domainQuotas: structure.domainOfCompetence.slice(0, 6).map(() => ({ least: 3, most: 6 })) };
  const profileItems = simulatedBank({ itemCount: 500, competenceCount: 24, seed: seed + 3 });
  rows.push(rowOf("profile of 24 competences", run({ items: profileItems, policy: profile, simulees: simulatedPersons({ count: simulees, seed: seed + 4, structure }) }), (report) => ({
    "RMSE <= .61": report.rmse <= 0.61, "coverage .93 - .97": report.coverage >= 0.93 && report.coverage <= 0.97, "<= .1 ms an item": report.cpuMsPerItem <= 0.1,
  })));

  const estimated = recalibrated(items, { responsesPerItem: 200, seed: seed + 5 });
  const naive = estimated.map(({ parameterCovariance: _, ...item }) => item);
  rows.push(rowOf("200 answers per item, taken as true", run({ items: naive, trueItems: items, policy: placement })));
  rows.push(rowOf("200 answers per item, uncertainty carried", run({ items: estimated, trueItems: items, policy: placement }), (report) => ({ "coverage >= .94": report.coverage >= 0.94 })));

  for (const difficultyLimit of [2.2, Infinity]) {
    const bank = simulatedBank({ itemCount: 500, seed: seed + 6, difficultyLimit });
    const patterns = simulatedPatterns({ items: bank, persons: 10_000, itemsPerPerson: 25, seed: seed + 7 });
    const started = process.cpuUsage();
    const calibration = calibrate({ items: bank.map(() => ({})), patterns });
    const spent = process.cpuUsage(started);
    const cpuSeconds = (spent.user + spent.system) / 1e6;
    const errors = bank.map((item, at) => ({
      a: (calibration.items[at]?.parameters.discrimination ?? NaN) - item.discrimination,
      b: (calibration.items[at]?.parameters.stepDifficulties[0] ?? NaN) - (item.stepDifficulties[0] ?? NaN),
      se: calibration.items[at]?.standardErrors.stepDifficulties[0] ?? NaN,
    }));
    const rmseB = Math.sqrt(mean(errors.map(({ b }) => b * b)));
    rows.push({
      name: `calibration 10,000 x 500${difficultyLimit === Infinity ? "" : `, |b| <= ${difficultyLimit}`}`,
      figures: {
        "RMSE(b)": digits(rmseB, 3), "RMSE(a)": digits(Math.sqrt(mean(errors.map(({ a }) => a * a))), 3), "b within 1.96 SE": digits(mean(errors.map(({ b, se }) => (Math.abs(b) <= 1.96 * se ? 1 : 0))), 3),
        "CPU s": digits(cpuSeconds, 1), cycles: `${calibration.cycles}`,
      },
      bars: [{ text: "<= 20 s CPU", isReached: cpuSeconds <= 20 }, { text: "RMSE(b) <= .17", isReached: rmseB <= 0.17 }],
    });
  }
  return rows;
}

/** One line per scenario; bars as reached or MISSED. */
export function printed(rows: readonly Row[]): string {
  return rows.map(({ name, figures, bars = [] }) => [
    name.padEnd(42),
    Object.entries(figures).filter(([, value]) => value !== "–").map(([figure, value]) => `${figure} ${value}`).join("  "),
    ...bars.map(({ text, isReached }) => `\n${" ".repeat(44)}${isReached ? "reached" : "MISSED "}  ${text}`),
  ].join(" ")).join("\n");
}
