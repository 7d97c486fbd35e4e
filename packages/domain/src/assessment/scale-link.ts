/**
 * One scale for all calibrations: each has its own zero and unit, and is laid upon the one before by the items both know well.
 * Promise: probabilities stay what they were. Must not know versions.
 */
import type { ItemParameters } from "./item-response.ts";

/** Ability of the known scale = slope · ability found + shift. */
export type ScaleLink = { readonly slope: number; readonly shift: number };

type KnownPair = {
  readonly found: Pick<ItemParameters, "discrimination" | "stepDifficulties">;
  readonly known: Pick<ItemParameters, "discrimination" | "stepDifficulties">;
  /** > 0; the inverse of the variance of their difference. */
  readonly weight: number;
};

/** Mean and geometric mean (Mislevy & Bock 1990; Kolen & Brennan 2014, section 6.3), weighted. `isUnitKept`: the zero is moved only, as where known slopes are nobody's estimate. Throws RangeError without pairs. */
export function linkScales(pairs: readonly KnownPair[], { isUnitKept = false } = {}): ScaleLink {
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError("a link needs items that both scales know");
  const mean = (of: (pair: KnownPair) => number) => pairs.reduce((sum, pair) => sum + pair.weight * of(pair), 0) / total;
  const slope = isUnitKept ? 1 : Math.exp(mean(({ found, known }) => Math.log(found.discrimination) - Math.log(known.discrimination)));
  return { slope, shift: mean(({ found, known }) => meanDifficulty(known) - slope * meanDifficulty(found)) };
}

export function meanDifficulty({ stepDifficulties }: Pick<ItemParameters, "stepDifficulties">): number {
  return stepDifficulties.reduce((sum, b) => sum + b, 0) / stepDifficulties.length;
}

/** The item on the known scale, its covariance of (ln a, −a b) with it: ln a falls by ln slope, −a b by a · shift / slope. */
export function onScale(item: ItemParameters, { slope, shift }: ScaleLink): ItemParameters {
  const { discrimination, stepDifficulties, parameterCovariance } = item;
  const moved = { ...item, discrimination: discrimination / slope, stepDifficulties: stepDifficulties.map((b) => slope * b + shift) };
  if (parameterCovariance === undefined) return moved;
  const size = stepDifficulties.length + 1;
  const byLogSlope = (-discrimination * shift) / slope;
  // Jacobian: 1 on the diagonal, `byLogSlope` in the first column below it.
  const cell = (i: number, j: number) => parameterCovariance[i * size + j] ?? 0;
  return {
    ...moved,
    parameterCovariance: Array.from({ length: size * size }, (_, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      const [di, dj] = [i === 0 ? 0 : byLogSlope, j === 0 ? 0 : byLogSlope];
      return cell(i, j) + di * cell(0, j) + dj * cell(i, 0) + di * dj * cell(0, 0);
    }),
  };
}
