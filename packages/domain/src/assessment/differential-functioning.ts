/**
 * Whether an item is harder for one group than for another of the same ability: Mantel-Haenszel with the ETS classes for a uniform
 * difference, logistic regression for one that changes with ability. Matching is by the score on items found clean (purified).
 * Must not know what the groups are.
 */
import { chiSquareTail } from "./chi-square.ts";
import { solve } from "./positive-definite.ts";

export type DifRequest = {
  /** One row per person, 0 or 1 on every item; persons with gaps must be left out. */
  readonly scores: readonly ArrayLike<number>[];
  /** Per person: whether in the focal group (the one that might be wronged). */
  readonly isFocal: readonly boolean[];
  /** Leave items of class B and C out of the matching score of the others, and repeat until the set settles. Default true. */
  readonly isPurified?: boolean;
};

/** A: negligible; B: look at it; C: do not use (Zwick & Ercikan 1989). */
export type EtsClass = "A" | "B" | "C";

export type ItemDif = {
  /** Matching scores at which both groups and both answers occur. */
  readonly strataUsed: number;
  /** Common odds ratio, reference over focal; NaN if no stratum can be used. */
  readonly oddsRatio: number;
  /** −2.35 ln of it: negative is harder for the focal group. Its standard error after Robins, Breslow & Greenland (1986). */
  readonly delta: number;
  readonly deltaStandardError: number;
  /** Mantel-Haenszel chi-square with continuity correction, 1 df, and its tail probability. */
  readonly chiSquare: number;
  readonly chiSquareTail: number;
  readonly etsClass: EtsClass;
  /** Logistic regression on score, group and their product (Swaminathan & Rogers 1990): likelihood ratios on 1, 1 and 2 df. */
  readonly logistic: {
    readonly uniform: number;
    readonly nonUniform: number;
    readonly both: number;
    readonly bothTail: number;
    /** Gain in Nagelkerke's R² by group and product together. */
    readonly nagelkerkeGain: number;
    /** Coefficient of the focal group without the product, logits. */
    readonly focalCoefficient: number;
  };
};

/**
 * One answer per item, in order. The item under study always counts in its own matching score (Holland & Thayer 1988: leaving it out makes
 * the test reject clean items). Throws RangeError when rows and groups differ in number or a score is not 0 or 1.
 */
export function differentialItemFunctioning({ scores, isFocal, isPurified = true }: DifRequest): ItemDif[] {
  if (scores.length !== isFocal.length) throw new RangeError("scores and groups differ in number");
  const itemCount = scores[0]?.length ?? 0;
  for (const row of scores) for (let item = 0; item < itemCount; item += 1) if (row[item] !== 0 && row[item] !== 1) throw new RangeError("scores must be 0 or 1");
  let suspects = new Set<number>();
  for (let round = 0; ; round += 1) {
    const matching = scores.map((row) => { let total = 0; for (let item = 0; item < itemCount; item += 1) if (!suspects.has(item)) total += row[item] ?? 0; return total; });
    const studied = Array.from({ length: itemCount }, (_, item) => ({
      item: scores.map((row) => row[item] ?? 0),
      matching: suspects.has(item) ? matching.map((total, person) => total + (scores[person]?.[item] ?? 0)) : matching,
    }));
    const found = studied.map(({ item, matching: own }) => mantelHaenszel(item, own, isFocal));
    const next = new Set(found.flatMap(({ etsClass }, item) => (etsClass === "A" ? [] : [item])));
    const hasSettled = next.size === suspects.size && [...next].every((item) => suspects.has(item));
    if (!isPurified || hasSettled || round >= mostRounds || next.size === itemCount) {
      return found.map((result, at) => ({ ...result, logistic: logisticDif(studied[at]?.item ?? [], studied[at]?.matching ?? [], isFocal) }));
    }
    suspects = next;
  }
}

const mostRounds = 10;

/**
 * The same for one item where persons answered different items: they are matched by ability, for Mantel-Haenszel in ten strata of equal size (Monahan & Ankenmann 2005: sparse designs), for the
 * regression as it is. `abilityLogits` should come from all of a person's answers, this one among them. Throws RangeError when lengths differ or a score is not 0 or 1.
 */
export function differentialFunctioningByAbility({ scores, isFocal, abilityLogits }: { scores: readonly number[]; isFocal: readonly boolean[]; abilityLogits: readonly number[] }): ItemDif {
  if (scores.length !== isFocal.length || scores.length !== abilityLogits.length) throw new RangeError("scores, groups and abilities differ in number");
  if (scores.some((score) => score !== 0 && score !== 1)) throw new RangeError("scores must be 0 or 1");
  const sorted = abilityLogits.toSorted((a, b) => a - b);
  const bounds = Array.from({ length: strata - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / strata)] ?? Infinity);
  const stratumOf = (ability: number) => bounds.findIndex((bound) => ability < bound) + 1 || strata;
  return { ...mantelHaenszel(scores, abilityLogits.map(stratumOf), isFocal), logistic: logisticDif(scores, abilityLogits, isFocal) };
}

const strata = 10;

function mantelHaenszel(item: readonly number[], matching: readonly number[], isFocal: readonly boolean[]): Omit<ItemDif, "logistic"> {
  const tables = new Map<number, { rightReference: number; wrongReference: number; rightFocal: number; wrongFocal: number }>();
  item.forEach((score, person) => {
    const key = matching[person] ?? 0;
    const table = tables.get(key) ?? { rightReference: 0, wrongReference: 0, rightFocal: 0, wrongFocal: 0 };
    tables.set(key, table);
    if (isFocal[person] === true) table[score === 1 ? "rightFocal" : "wrongFocal"] += 1;
    else table[score === 1 ? "rightReference" : "wrongReference"] += 1;
  });
  let strataUsed = 0;
  let r = 0;
  let s = 0;
  let pr = 0;
  let psQr = 0;
  let qs = 0;
  let observed = 0;
  let expected = 0;
  let variance = 0;
  for (const { rightReference: a, wrongReference: b, rightFocal: c, wrongFocal: d } of tables.values()) {
    const n = a + b + c + d;
    if (a + b === 0 || c + d === 0 || a + c === 0 || b + d === 0) continue;
    strataUsed += 1;
    r += (a * d) / n;
    s += (b * c) / n;
    pr += ((a + d) * a * d) / n ** 2;
    psQr += ((a + d) * b * c + (b + c) * a * d) / n ** 2;
    qs += ((b + c) * b * c) / n ** 2;
    observed += a;
    expected += ((a + b) * (a + c)) / n;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1));
  }
  const oddsRatio = r / s;
  const delta = -2.35 * Math.log(oddsRatio);
  const deltaStandardError = 2.35 * Math.sqrt(pr / (2 * r * r) + psQr / (2 * r * s) + qs / (2 * s * s));
  const chiSquare = variance > 0 ? Math.max(0, Math.abs(observed - expected) - 0.5) ** 2 / variance : 0;
  const tail = chiSquareTail(chiSquare, 1);
  return { strataUsed, oddsRatio, delta, deltaStandardError, chiSquare, chiSquareTail: tail, etsClass: etsClassOf({ delta, deltaStandardError, tail }) };
}

/** C: |Δ| ≥ 1.5 and above 1 by a one-sided 5 % test; A: |Δ| < 1 or not different from 0 at 5 %; else B. */
function etsClassOf({ delta, deltaStandardError, tail }: { delta: number; deltaStandardError: number; tail: number }): EtsClass {
  const size = Math.abs(delta);
  if (size >= 1.5 && size - 1 > 1.645 * deltaStandardError) return "C";
  return size >= 1 && tail < 0.05 ? "B" : "A";
}

function logisticDif(item: readonly number[], matching: readonly number[], isFocal: readonly boolean[]): ItemDif["logistic"] {
  const rows = matching.map((score, person) => { const focal = isFocal[person] === true ? 1 : 0; return [1, score, focal, score * focal]; });
  const [empty, byScore, byGroup, byProduct] = [1, 2, 3, 4].map((columns) => fitLogistic(item, rows, columns));
  const [nothing = NaN, score = NaN, group = NaN, product = NaN] = [empty, byScore, byGroup, byProduct].map((fit) => fit?.logLikelihood);
  const nagelkerke = (logLikelihood: number) => (1 - Math.exp((2 / item.length) * (nothing - logLikelihood))) / (1 - Math.exp((2 / item.length) * nothing));
  const both = 2 * (product - score);
  return {
    uniform: 2 * (group - score), nonUniform: 2 * (product - group), both, bothTail: chiSquareTail(both, 2),
    nagelkerkeGain: nagelkerke(product) - nagelkerke(score), focalCoefficient: byGroup?.coefficients[2] ?? NaN,
  };
}

/** Logistic regression on the first `columns` columns by Newton's method; perfectly separated data stop at 40 rounds. */
function fitLogistic(outcome: readonly number[], rows: readonly (readonly number[])[], columns: number): { coefficients: Float64Array; logLikelihood: number } {
  const coefficients = new Float64Array(columns);
  let logLikelihood = -Infinity;
  for (let round = 0; round < 40; round += 1) {
    const gradient = new Float64Array(columns);
    const information = new Float64Array(columns * columns);
    let sum = 0;
    rows.forEach((row, person) => {
      let logit = 0;
      for (let j = 0; j < columns; j += 1) logit += (coefficients[j] ?? 0) * (row[j] ?? 0);
      const p = 1 / (1 + Math.exp(-logit));
      const residual = (outcome[person] ?? 0) - p;
      sum += outcome[person] === 1 ? -Math.log1p(Math.exp(-logit)) : -Math.log1p(Math.exp(logit));
      for (let j = 0; j < columns; j += 1) {
        gradient[j] = (gradient[j] ?? 0) + residual * (row[j] ?? 0);
        for (let k = 0; k < columns; k += 1) information[j * columns + k] = (information[j * columns + k] ?? 0) + p * (1 - p) * (row[j] ?? 0) * (row[k] ?? 0);
      }
    });
    const hasSettled = Math.abs(sum - logLikelihood) < 1e-11 * Math.abs(sum);
    logLikelihood = sum;
    if (hasSettled) break;
    solve(information, gradient).forEach((step, j) => { coefficients[j] = (coefficients[j] ?? 0) + step; });
  }
  return { coefficients, logLikelihood };
}
