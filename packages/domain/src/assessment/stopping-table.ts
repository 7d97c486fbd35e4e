/**
 * When a certifying test may stop: a table computed once by backward induction over (answers so far, weighted score), the
 * Bayes-optimal rule for a fixed order of items and the costs given. It ships with its own error rates, computed exactly
 * under the item model; the phone only looks up. Must not know persons.
 */
import { itemInformation, itemProbability, assertItemParameters, fillCategoryCurves, plausibleItems, roomForCategories, type ItemParameters } from "./item-response.ts";
import type { AbilityPrior } from "./scoring.ts";

export type StoppingCosts = {
  /** Cost of passing one who is below the cut, of failing one above, and of one more item, in one unit. */
  readonly falsePass: number;
  readonly falseFail: number;
  readonly perItem: number;
};

/** What to expect of the table, all exact under the item model and the prior. Shares 0..1. */
export type ErrorRates = {
  /** Pass share of persons exactly at the lower edge of the indifference zone, fail share at its upper edge. */
  readonly falsePassAtLowerEdge: number;
  readonly falseFailAtUpperEdge: number;
  /** Right decisions among all persons of the prior, among those inside and those outside the zone. */
  readonly accuracy: number;
  readonly accuracyInsideZone: number;
  readonly accuracyOutsideZone: number;
  readonly meanItems: number;
  /** Share of tests that run to the last item. */
  readonly atLastItem: number;
};

/** Plain data, a few kB. After n items the score is T = Σ w_i x_i: pass if T ≥ passFrom[n], fail if T ≤ failUpTo[n], else go on; n = 0 … items. */
export type StoppingTable = {
  /** Ids of the items in the order asked, empty if none were given. */
  readonly itemIds: readonly string[];
  /** w_i, whole numbers: points of an item for each score step. */
  readonly pointsPerStep: readonly number[];
  readonly passFrom: readonly number[];
  readonly failUpTo: readonly number[];
  readonly cutLogits: number;
  /** Half width of the zone around the cut in which the policy calls either decision acceptable. */
  readonly indifferenceLogits: number;
  readonly prior: AbilityPrior;
  readonly costs: StoppingCosts;
  readonly errorRates: ErrorRates;
};

export type StoppingTableRequest = {
  /** In the order in which they will be asked; most informative at the cut first is the best order. */
  readonly items: readonly (ItemParameters & { readonly id?: string })[];
  readonly cutLogits: number;
  readonly indifferenceLogits: number;
  readonly costs: StoppingCosts;
  readonly prior?: AbilityPrior;
  /** Decisions before this many answers are not allowed. At least 5. */
  readonly minItems?: number;
};

const pointsPerLogit = 20;
const nodesPerSide = 60;

/**
 * Backward induction (Wald & Wolfowitz 1948; for tests Lewis & Sheehan 1990). For 2PL and partial credit items Σ a x is sufficient, so the
 * table is optimal up to rounding a to 1/20; items that can be guessed get the locally best weight at the cut. Throws RangeError
 * when minItems is below 5 or above the number of items.
 */
export function stoppingTable(request: StoppingTableRequest): StoppingTable {
  const { items, cutLogits, indifferenceLogits, costs, prior = { meanLogits: 0, sd: 1 }, minItems = 5 } = request;
  items.forEach(assertItemParameters);
  if (!(minItems >= 5) || minItems > items.length) throw new RangeError(`minItems must be 5 … ${items.length}, got ${minItems}`);
  const pointsPerStep = items.map((item) => Math.max(1, Math.round(pointsPerLogit * weightAtCut(item, cutLogits))));
  const highestScore = items.map((item, at) => (pointsPerStep[at] ?? 0) * item.stepDifficulties.length);
  const mostPoints = highestScore.reduce((sum, points) => sum + points, 0);
  const population = populationAround(cutLogits, prior);
  const curves = items.map((item) => averagedCurves(item, population.ability));
  const width = mostPoints + 1;

  // Forward, without stopping: what each (n, T) says of the cut and of the next answer.
  const abovePerState: Float64Array[] = [];
  const massPerState: Float64Array[] = [];
  const nextPerState: Float64Array[][] = [];
  let reach = 0;
  let joint = Array.from(population.weight, (weight) => { const row = new Float64Array(width); row[0] = weight; return row; });
  for (let n = 0; n <= items.length; n += 1) {
    const mass = new Float64Array(width);
    const above = new Float64Array(width);
    const next = (curves[n] ?? []).map(() => new Float64Array(width));
    joint.forEach((row, g) => {
      const isAbove = (population.ability[g] ?? 0) > cutLogits;
      for (let points = 0; points <= reach; points += 1) {
        const here = row[points] ?? 0;
        if (here === 0) continue;
        mass[points] = (mass[points] ?? 0) + here;
        if (isAbove) above[points] = (above[points] ?? 0) + here;
        for (let k = 0; k < next.length; k += 1) {
          const share = next[k];
          if (share !== undefined) share[points] = (share[points] ?? 0) + here * (curves[n]?.[k]?.[g] ?? 0);
        }
      }
    });
    massPerState.push(mass);
    abovePerState.push(above);
    nextPerState.push(next);
    const item = curves[n];
    if (item !== undefined) {
      reach += highestScore[n] ?? 0;
      joint = joint.map((row, g) => answered(row, item, { node: g, pointsPerStep: pointsPerStep[n] ?? 0, reach }));
    }
  }

  const passFrom = new Array<number>(items.length + 1).fill(mostPoints + 1);
  const failUpTo = new Array<number>(items.length + 1).fill(-1);
  let riskAfter = new Float64Array(width);
  for (let n = items.length; n >= 0; n -= 1) {
    const risk = new Float64Array(width);
    const mass = massPerState[n] ?? new Float64Array(width);
    let highestFail = -1;
    let lowestPass = mostPoints + 1;
    for (let points = 0; points < width; points += 1) {
      const here = mass[points] ?? 0;
      if (here === 0) continue;
      const above = abovePerState[n]?.[points] ?? 0;
      // Risks are joint with the state's mass, so no division: they add up by themselves.
      const ifFailed = costs.falseFail * above;
      const ifPassed = costs.falsePass * (here - above);
      let ifContinued = Infinity;
      if (n < items.length) {
        ifContinued = costs.perItem * here;
        for (let k = 0; k < (curves[n]?.length ?? 0); k += 1) {
          const target = points + k * (pointsPerStep[n] ?? 0);
          const arriving = massPerState[n + 1]?.[target] ?? 0;
          if (arriving > 0) ifContinued += (riskAfter[target] ?? 0) * ((nextPerState[n]?.[k]?.[points] ?? 0) / arriving);
        }
      }
      if (n < minItems || ifContinued < Math.min(ifFailed, ifPassed)) risk[points] = ifContinued;
      else {
        risk[points] = Math.min(ifFailed, ifPassed);
        if (ifPassed < ifFailed) lowestPass = Math.min(lowestPass, points);
        else highestFail = Math.max(highestFail, points);
      }
    }
    // At the last item every score decides, also those that cannot occur.
    if (n === items.length) highestFail = lowestPass - 1;
    passFrom[n] = lowestPass;
    failUpTo[n] = highestFail;
    riskAfter = risk;
  }

  const thresholds = { pointsPerStep, passFrom, failUpTo };
  return {
    itemIds: items.flatMap(({ id }) => (id === undefined ? [] : [id])),
    ...thresholds, cutLogits, indifferenceLogits, prior, costs,
    errorRates: errorRatesOf(thresholds, { curves, population, items, cutLogits, indifferenceLogits }),
  };
}

/** Decision of a table after n answers with T points. */
export function decisionAt(table: Pick<StoppingTable, "passFrom" | "failUpTo">, answeredCount: number, points: number): "pass" | "fail" | "go on" {
  if (points >= (table.passFrom[answeredCount] ?? Infinity)) return "pass";
  return points <= (table.failUpTo[answeredCount] ?? -Infinity) ? "fail" : "go on";
}

/** What a table does to persons of one ability. Shares sum to 1; `undecided` is what a table that ends without a decision leaves open. */
export type OperatingCharacteristic = {
  readonly passShare: number;
  readonly failShare: number;
  readonly undecidedShare: number;
  readonly meanItems: number;
  readonly atLastItem: number;
};

/** Exact, by recursion over (n, T), for persons at one ability. `items` in the table's order. */
export function operatingCharacteristic(
  table: Pick<StoppingTable, "pointsPerStep" | "passFrom" | "failUpTo">, items: readonly ItemParameters[], abilityLogits: number,
): OperatingCharacteristic {
  return walkTable(table, items.map((item) => Array.from(itemProbability(item, abilityLogits), (p) => [p])), 0);
}

type Curves = readonly (readonly ArrayLike<number>[])[];

function walkTable(table: Pick<StoppingTable, "pointsPerStep" | "passFrom" | "failUpTo">, curves: Curves, node: number): OperatingCharacteristic {
  const width = 1 + curves.reduce((sum, item, at) => sum + (item.length - 1) * (table.pointsPerStep[at] ?? 0), 0);
  let row = new Float64Array(width);
  row[0] = 1;
  let passShare = 0;
  let failShare = 0;
  let undecidedShare = 0;
  let meanItems = 0;
  let atLastItem = 0;
  let reach = 0;
  for (let n = 0; n <= curves.length; n += 1) {
    for (let points = 0; points <= reach; points += 1) {
      const here = row[points] ?? 0;
      if (here === 0) continue;
      const decision = decisionAt(table, n, points);
      if (decision === "go on" && n < curves.length) continue;
      meanItems += n * here;
      if (n === curves.length) atLastItem += here;
      if (decision === "pass") passShare += here;
      else if (decision === "fail") failShare += here;
      else undecidedShare += here;
      row[points] = 0;
    }
    const item = curves[n];
    if (item !== undefined) {
      reach += (item.length - 1) * (table.pointsPerStep[n] ?? 0);
      row = answered(row, item, { node, pointsPerStep: table.pointsPerStep[n] ?? 0, reach });
    }
  }
  return { passShare, failShare, undecidedShare, meanItems, atLastItem };
}

/** Mass over points after one more answer; none of it lies above `reach`. */
function answered(
  row: Float64Array, item: readonly ArrayLike<number>[], { node, pointsPerStep, reach }: { node: number; pointsPerStep: number; reach: number },
): Float64Array<ArrayBuffer> {
  const after = new Float64Array(row.length);
  for (let k = 0; k < item.length; k += 1) {
    const probability = item[k]?.[node] ?? 0;
    const shift = k * pointsPerStep;
    for (let points = 0; points + shift <= reach; points += 1) {
      const here = row[points] ?? 0;
      if (here > 0) after[points + shift] = (after[points + shift] ?? 0) + here * probability;
    }
  }
  return after;
}

type Population = { readonly ability: Float64Array; readonly weight: Float64Array };

/** Abilities at mid-points of equal steps on each side of the cut, over the prior mean ± 6 SD: the cut falls between two, so no one stands on it. */
function populationAround(cutLogits: number, prior: AbilityPrior): Population {
  const ability: number[] = [];
  for (const edge of [prior.meanLogits - 6 * prior.sd, prior.meanLogits + 6 * prior.sd]) {
    for (let at = 0; at < nodesPerSide; at += 1) ability.push(cutLogits + ((edge - cutLogits) * (at + 0.5)) / nodesPerSide);
  }
  const weight = ability.map((value, at) => {
    const edge = at < nodesPerSide ? prior.meanLogits - 6 * prior.sd : prior.meanLogits + 6 * prior.sd;
    return Math.abs(edge - cutLogits) * Math.exp(-0.5 * ((value - prior.meanLogits) / prior.sd) ** 2);
  });
  const total = weight.reduce((sum, one) => sum + one, 0);
  return { ability: Float64Array.from(ability), weight: Float64Array.from(weight, (one) => one / total) };
}

function averagedCurves(item: ItemParameters, ability: Float64Array): Float64Array[] {
  const room = roomForCategories(item.stepDifficulties.length + 1);
  const rows = Array.from({ length: item.stepDifficulties.length + 1 }, () => new Float64Array(ability.length));
  const plausible = plausibleItems(item);
  ability.forEach((at, g) => {
    for (const one of plausible) {
      fillCategoryCurves(one, at, room);
      rows.forEach((row, k) => { row[g] = (row[g] ?? 0) + (room.probability[k] ?? 0) / plausible.length; });
    }
  });
  return rows;
}

/** P' / (P (1 − P)) at the cut, which is a for items that cannot be guessed. */
function weightAtCut(item: ItemParameters, cutLogits: number): number {
  if (item.optionCount === undefined) return item.discrimination;
  const p = itemProbability(item, cutLogits)[1] ?? 0;
  return Math.sqrt(itemInformation(item, cutLogits) / (p * (1 - p)));
}

function errorRatesOf(
  thresholds: Pick<StoppingTable, "pointsPerStep" | "passFrom" | "failUpTo">,
  { curves, population, items, cutLogits, indifferenceLogits }: {
    curves: Curves; population: Population; items: readonly ItemParameters[]; cutLogits: number; indifferenceLogits: number;
  },
): ErrorRates {
  let right = 0;
  let rightOutside = 0;
  let outside = 0;
  let meanItems = 0;
  let atLastItem = 0;
  population.ability.forEach((ability, g) => {
    const weight = population.weight[g] ?? 0;
    const at = walkTable(thresholds, curves, g);
    const rightShare = ability > cutLogits ? at.passShare : at.failShare;
    right += weight * rightShare;
    meanItems += weight * at.meanItems;
    atLastItem += weight * at.atLastItem;
    if (Math.abs(ability - cutLogits) < indifferenceLogits) return;
    outside += weight;
    rightOutside += weight * rightShare;
  });
  return {
    falsePassAtLowerEdge: operatingCharacteristic(thresholds, items, cutLogits - indifferenceLogits).passShare,
    falseFailAtUpperEdge: operatingCharacteristic(thresholds, items, cutLogits + indifferenceLogits).failShare,
    accuracy: right,
    accuracyInsideZone: outside < 1 ? (right - rightOutside) / (1 - outside) : 1,
    accuracyOutsideZone: outside > 0 ? rightOutside / outside : 1,
    meanItems, atLastItem,
  };
}
