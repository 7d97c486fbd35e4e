/**
 * Commune estimates that borrow strength from all communes: the Fay–Herriot model.
 * Promise: every estimate carries its mean squared error; an area without a sample gets the model's guess and is marked so.
 * Intervals from these errors are approximate: over 400 simulated provinces of 145 communes nominal 95 % covered 97 %, but 63 %
 * in the one whose model variance came out near 0. Say "approximate" wherever they are shown.
 */
import { requireFinite, requireLevel, requirePart, requirePositive } from "./accepted-numbers.ts";
import { normalQuantile } from "./distributions.ts";

export type FayHerriotMethod = "REML" | "ML";

export type Area = {
  /** Left out when nobody in the area was tested. */
  readonly direct?: {
    readonly estimate: number;
    /** Known sampling variance of the direct estimate, above 0. For few persons: pooled p(1 − p)/n, never the area's own when all passed. */
    readonly samplingVariance: number;
  };
  /** The same covariates in the same order for every area; the intercept is added. */
  readonly covariates?: readonly number[];
};

export type AreaEstimate = {
  readonly eblup: number;
  /** g1 + g2 + 2 g3 (with ML, less the bias of its variance estimate). */
  readonly meanSquaredError: number;
  /** Weight of the area's own estimate, 0..1; 0 without a sample. */
  readonly ownWeight: number;
  /** What the model says without the area's own estimate. */
  readonly synthetic: number;
  readonly isSampled: boolean;
};

export type FayHerriotFit = {
  readonly method: FayHerriotMethod;
  /** Variance between areas that the covariates leave; 0 means all differences look like sampling error. */
  readonly modelVariance: number;
  /** Intercept first, then as the covariates. */
  readonly coefficients: readonly { readonly estimate: number; readonly standardError: number }[];
  readonly logLikelihood: number;
  readonly akaikeCriterion: number;
  readonly bayesCriterion: number;
  /** In the order of the areas given. */
  readonly areas: readonly AreaEstimate[];
};

type Matrix = readonly (readonly number[])[];
type Sampled = { readonly y: number; readonly psi: number; readonly x: readonly number[] };

/**
 * Fits θ = x'b + u, y = θ + e and answers the empirical best linear unbiased predictors.
 * Source: Fay & Herriot 1979; Rao & Molina 2015, sections 5.2 (scoring) and 6.2 (mean squared errors 6.2.1, 6.2.4).
 * Throws RangeError when covariates repeat each other or fewer areas than covariates + 2 have a sample.
 */
export function fayHerriot({ areas, method = "REML" }: { areas: readonly Area[]; method?: FayHerriotMethod }): FayHerriotFit {
  const rows = areas.map(({ covariates = [] }) => [1, ...covariates]);
  const width = rows[0]?.length ?? 0;
  for (const row of rows) {
    if (row.length !== width) throw new RangeError("Every area must have the same number of covariates.");
    for (const value of row) requireFinite("covariate", value);
  }
  const sampled: Sampled[] = areas.flatMap(({ direct }, i) => {
    if (direct === undefined) return [];
    requireFinite("estimate", direct.estimate);
    requirePositive("samplingVariance", direct.samplingVariance);
    return [{ y: direct.estimate, psi: direct.samplingVariance, x: rows[i] ?? [] }];
  });
  if (sampled.length < width + 1) {
    throw new RangeError(`The model needs ${width + 1} areas with a sample for ${width - 1} covariates, but has ${sampled.length}.`);
  }
  const modelVariance = fitVariance(sampled, method);
  const at = moments(sampled, modelVariance);
  const logLikelihood = -0.5 * (sampled.length * Math.log(2 * Math.PI) + at.logVariances + at.residualSquares);
  const parameters = width + 1;
  const varianceOfVariance = 2 / at.inverseSquares;
  const bias = method === "ML" ? -trace(multiply(at.inverse, at.cross2)) / at.inverseSquares : 0;
  return {
    method,
    modelVariance,
    coefficients: at.coefficients.map((estimate, j) => ({ estimate, standardError: Math.sqrt(at.inverse[j]?.[j] ?? 0) })),
    logLikelihood,
    akaikeCriterion: 2 * parameters - 2 * logLikelihood,
    bayesCriterion: parameters * Math.log(sampled.length) - 2 * logLikelihood,
    areas: areas.map(({ direct }, i) => {
      const x = rows[i] ?? [];
      const synthetic = dot(x, at.coefficients);
      const fromCoefficients = dot(x, at.inverse.map((row) => dot(row, x)));
      if (direct === undefined) {
        return { eblup: synthetic, meanSquaredError: modelVariance + fromCoefficients, ownWeight: 0, synthetic, isSampled: false };
      }
      const psi = direct.samplingVariance;
      const ownWeight = modelVariance / (modelVariance + psi);
      const g1 = ownWeight * psi;
      const g2 = (1 - ownWeight) ** 2 * fromCoefficients;
      const g3 = (psi ** 2 / (modelVariance + psi) ** 3) * varianceOfVariance;
      return {
        eblup: ownWeight * direct.estimate + (1 - ownWeight) * synthetic,
        meanSquaredError: g1 + g2 + 2 * g3 - bias * (1 - ownWeight) ** 2,
        ownWeight, synthetic, isSampled: true,
      };
    }),
  };
}

/** Fisher scoring on the (restricted) likelihood, halving any step that does not climb; never below 0. */
function fitVariance(sampled: readonly Sampled[], method: FayHerriotMethod): number {
  const psis = sampled.map(({ psi }) => psi).sort((a, b) => a - b);
  let variance = psis[Math.floor(psis.length / 2)] ?? 0;
  let at = moments(sampled, variance);
  for (let iteration = 0; iteration < 500; iteration++) {
    const projected = multiply(at.inverse, at.cross2);
    const traceP = at.inverses - trace(projected);
    const tracePP = at.inverseSquares - 2 * trace(multiply(at.inverse, at.cross3)) + trace(multiply(projected, projected));
    const score = 0.5 * (at.weightedResidualSquares - (method === "REML" ? traceP : at.inverses));
    let step = score / (0.5 * (method === "REML" ? tracePP : at.inverseSquares));
    const here = objective(at, method);
    let next = Math.max(0, variance + step);
    let there = moments(sampled, next);
    while (objective(there, method) < here && Math.abs(next - variance) > 1e-14 * (variance + 1e-300)) {
      step /= 2;
      next = Math.max(0, variance + step);
      there = moments(sampled, next);
    }
    const moved = Math.abs(next - variance);
    variance = next;
    at = there;
    if (moved <= 1e-13 * variance || moved === 0) break;
  }
  return variance;
}

type Moments = {
  coefficients: readonly number[]; inverse: Matrix; cross2: Matrix; cross3: Matrix;
  inverses: number; inverseSquares: number; logVariances: number; logDeterminant: number;
  residualSquares: number; weightedResidualSquares: number;
};

/** Sums over areas at one model variance; crossk is X'V⁻ᵏX, `inverse` is (X'V⁻¹X)⁻¹. */
function moments(sampled: readonly Sampled[], modelVariance: number): Moments {
  const width = sampled[0]?.x.length ?? 0;
  const cross = (power: number) => Array.from({ length: width }, (_, i) => Array.from({ length: width }, (__, j) =>
    sampled.reduce((sum, { psi, x }) => sum + ((x[i] ?? 0) * (x[j] ?? 0)) / (modelVariance + psi) ** power, 0)));
  const { inverse, logDeterminant } = invert(cross(1));
  const right = Array.from({ length: width }, (_, i) => sampled.reduce((sum, { y, psi, x }) => sum + ((x[i] ?? 0) * y) / (modelVariance + psi), 0));
  const coefficients = inverse.map((row) => dot(row, right));
  const result = { inverses: 0, inverseSquares: 0, logVariances: 0, residualSquares: 0, weightedResidualSquares: 0 };
  for (const { y, psi, x } of sampled) {
    const v = modelVariance + psi;
    const residual = y - dot(x, coefficients);
    result.inverses += 1 / v;
    result.inverseSquares += 1 / v ** 2;
    result.logVariances += Math.log(v);
    result.residualSquares += residual ** 2 / v;
    result.weightedResidualSquares += (residual / v) ** 2;
  }
  return { coefficients, inverse, cross2: cross(2), cross3: cross(3), logDeterminant, ...result };
}

function objective({ logVariances, residualSquares, logDeterminant }: Moments, method: FayHerriotMethod): number {
  return -0.5 * (logVariances + residualSquares + (method === "REML" ? logDeterminant : 0));
}

/** Inverse of a symmetric positive matrix by Gauss–Jordan on its correlation form, so that covariates may have any scale. */
function invert(matrix: Matrix): { inverse: Matrix; logDeterminant: number } {
  const n = matrix.length;
  const scale = matrix.map((row, i) => Math.sqrt(row[i] ?? 0));
  const work = matrix.map((row, i) => [
    ...row.map((value, j) => value / ((scale[i] ?? 0) * (scale[j] ?? 0))),
    ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  ]);
  let logDeterminant = 2 * scale.reduce((sum, value) => sum + Math.log(value), 0);
  for (const [k, pivotRow] of work.entries()) {
    const pivot = pivotRow[k] ?? 0;
    if (!(pivot > 1e-10)) throw new RangeError("The covariates repeat each other (or are all 0): leave one out.");
    logDeterminant += Math.log(pivot);
    for (let j = 0; j < 2 * n; j++) pivotRow[j] = (pivotRow[j] ?? 0) / pivot;
    for (const [i, row] of work.entries()) {
      const factor = row[k] ?? 0;
      if (i === k || factor === 0) continue;
      for (let j = 0; j < 2 * n; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
  }
  const inverse = work.map((row, i) => row.slice(n).map((value, j) => value / ((scale[i] ?? 0) * (scale[j] ?? 0))));
  return { inverse, logDeterminant };
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
}

function multiply(left: Matrix, right: Matrix): Matrix {
  return left.map((row) => right.map((_, j) => row.reduce((sum, value, k) => sum + value * (right[k]?.[j] ?? 0), 0)));
}

function trace(matrix: Matrix): number {
  return matrix.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
}

export type SmallAreaShare = {
  readonly share: number;
  /** Approximate. */
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly ownWeight: number;
  readonly isSampled: boolean;
};

/**
 * Shares per commune from a few re-tests in each, shrunk on the arcsine scale where the sampling variance is 1/(4n)
 * whatever the share, so that 19 of 19 needs no special care. `designEffect` multiplies that variance.
 * A commune without a sample (`sampleSize` 0) gets the model's guess. Source: Efron & Morris 1975; Rao & Molina 2015, section 6.1.
 */
export function smallAreaShares(
  { areas, method = "REML", designEffect = 1, level = 0.95 }: {
    areas: readonly { readonly successes: number; readonly sampleSize: number; readonly covariates?: readonly number[] }[];
    method?: FayHerriotMethod; designEffect?: number; level?: number;
  },
): { readonly fit: FayHerriotFit; readonly areas: readonly SmallAreaShare[] } {
  requirePositive("designEffect", designEffect);
  requireLevel(level);
  const fit = fayHerriot({
    method,
    areas: areas.map(({ successes, sampleSize, covariates = [] }) => {
      if (sampleSize === 0 && successes === 0) return { covariates };
      requirePart("successes", successes, "sampleSize", sampleSize);
      const estimate = Math.asin(Math.sqrt(successes / sampleSize));
      return { covariates, direct: { estimate, samplingVariance: designEffect / (4 * sampleSize) } };
    }),
  });
  const z = normalQuantile((1 + level) / 2);
  const shareAt = (angle: number) => Math.sin(Math.min(Math.PI / 2, Math.max(0, angle))) ** 2;
  return {
    fit,
    areas: fit.areas.map(({ eblup, meanSquaredError, ownWeight, isSampled }) => {
      const half = z * Math.sqrt(meanSquaredError);
      return { share: shareAt(eblup), lower: shareAt(eblup - half), upper: shareAt(eblup + half), level, ownWeight, isSampled };
    }),
  };
}
