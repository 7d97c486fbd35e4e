/** Tail of the chi-square distribution, for tests of fit and of differences between groups. */

/** Probability that a chi-square variable with `degrees` > 0 of freedom exceeds `value` ≥ 0. Absolute error < 1e-13. */
export function chiSquareTail(value: number, degrees: number): number {
  if (!(value > 0)) return 1;
  const a = degrees / 2;
  const x = value / 2;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * seriesOfLowerGamma(a, x) : scale * fractionOfUpperGamma(a, x);
}

/** γ(a, x) / (x^a e^−x) by its power series (Abramowitz & Stegun 6.5.29). */
function seriesOfLowerGamma(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Γ(a, x) / (x^a e^−x) by its continued fraction (Abramowitz & Stegun 6.5.31), evaluated from the end. */
function fractionOfUpperGamma(a: number, x: number): number {
  let tail = 0;
  for (let n = 400; n >= 1; n -= 1) tail = (n * (n - a)) / (x + 2 * n + 1 - a - tail);
  return 1 / (x + 1 - a - tail);
}

/** ln Γ(a), a > 0: Stirling's series after shifting the argument above 15. */
function logGamma(a: number): number {
  let shift = 0;
  let z = a;
  while (z < 15) {
    shift += Math.log(z);
    z += 1;
  }
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
