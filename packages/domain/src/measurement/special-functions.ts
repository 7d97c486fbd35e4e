/**
 * The three functions that every distribution here is made of: Stirling's error, the incomplete beta and the incomplete gamma.
 * Promise: relative error about 1e-14 in either tail, no overflow for counts up to millions (the leading factor is
 * computed by Loader's saddle-point form, never as a quotient of huge gammas).
 */

/** What Stirling's formula leaves out: ln Γ(z+1) − [(z+½) ln z − z + ½ ln 2π], z > 0. Source: DLMF 5.11.1; recursion below 16. */
function stirlingError(z: number): number {
  let shifted = z;
  let error = 0;
  while (shifted < 16) {
    error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    shifted += 1;
  }
  const s = 1 / (shifted * shifted);
  const series = 1 / 12 + s * (-1 / 360 + s * (1 / 1260 + s * (-1 / 1680 + s * (1 / 1188 + s * (-691 / 360360 + s / 156)))));
  return error + series / shifted;
}

/** x ln(x/m) + m − x without cancellation when x is near m. Source: Loader 2000, "Fast and accurate computation of binomial probabilities". */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * Γ(n+1) / (Γ(x+1) Γ(n−x+1)) · p^x q^(n−x) for real 0 ≤ x ≤ n; the binomial probability when both are whole.
 * `q` is given beside `p` so that neither loses digits near 0. Source: Loader 2000.
 */
export function binomialTerm(x: number, n: number, p: number, q: number): number {
  if (x < 0 || x > n) return 0;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * (p < 0.5 ? Math.log1p(-p) : Math.log(q)));
  if (x === n) return Math.exp(n * (q < 0.5 ? Math.log1p(-q) : Math.log(p)));
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

const smallest = 1e-300;

/**
 * I_x(a, b) divided by x^a y^b / B(a, b), for x ≤ a/(a+b): the even part of the classical continued fraction by Lentz's method,
 * written with λ = a − (a+b)x so that nothing cancels when a and b differ by millions. Source: Didonato & Morris 1992, eq. 20.
 */
function betaFraction(a: number, b: number, x: number, y: number): number {
  const lambda = a <= b ? a - (a + b) * x : (a + b) * y - b;
  let c = 1 / smallest;
  let d = 1 / nonZero((a * (lambda + 1)) / (a + 1));
  let fraction = d;
  for (let n = 1; n <= 1_000_000; n++) {
    const step = a + 2 * n - 1;
    const alpha = (((a + n - 1) / step) * ((a + b + n - 1) / step)) * n * (b - n) * x * x;
    const beta = n + (n * (b - n) * x) / step + ((a + n) / (step + 2)) * (lambda + 1 + n * (1 + y));
    d = 1 / nonZero(beta + alpha * d);
    c = nonZero(beta + alpha / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) return fraction;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}

export type Tails = { readonly lower: number; readonly upper: number };

/** Regularised incomplete beta I_x(a, b) and its complement, each exact in its own tail; a, b > 0 and y = 1 − x. */
export function betaTails({ a, b, x, y }: { a: number; b: number; x: number; y: number }): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const leading = (binomialTerm(a, a + b, x, y) * a * b) / (a + b);
  if (x <= a / (a + b)) {
    const lower = Math.min(1, leading * betaFraction(a, b, x, y));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, leading * betaFraction(b, a, y, x));
  return { lower: 1 - upper, upper };
}

/**
 * The x (and y = 1 − x) at which I_x(a, b) = `probability`, 0 < probability < 1.
 * Newton's steps on the logarithm of the smaller tail against the log-odds of x, inside a shrinking bracket.
 */
export function betaQuantile({ probability, a, b }: { probability: number; a: number; b: number }): { x: number; y: number } {
  const isLower = probability <= 0.5;
  const target = Math.log(isLower ? probability : 1 - probability);
  let below = -700;
  let above = 700;
  let logOdds = Math.log(a / b);
  for (let step = 0; step < 300; step++) {
    const x = 1 / (1 + Math.exp(-logOdds));
    const y = 1 / (1 + Math.exp(logOdds));
    const tails = betaTails({ a, b, x, y });
    const tail = isLower ? tails.lower : tails.upper;
    const excess = Math.log(tail) - target;
    if (excess > 0 === isLower) above = logOdds;
    else below = logOdds;
    const slope = (binomialTerm(a, a + b, x, y) * a * b) / (a + b) / tail;
    const newton = logOdds - (isLower ? excess / slope : -excess / slope);
    const next = newton > below && newton < above ? newton : (below + above) / 2;
    if (excess === 0 || Math.abs(next - logOdds) <= 1e-15 * Math.max(1, Math.abs(logOdds))) return { x, y };
    logOdds = next;
  }
  return { x: 1 / (1 + Math.exp(-logOdds)), y: 1 / (1 + Math.exp(logOdds)) };
}

/** Regularised incomplete gamma P(a, x) and Q(a, x), a > 0, x ≥ 0. Source: DLMF 8.11.4 (series), 8.9.2 (fraction). */
export function gammaTails(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  const leading = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    let term = 1;
    let sum = 1;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = Math.min(1, leading * sum);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1 / smallest;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n <= 1_000_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  const upper = Math.min(1, leading * a * fraction);
  return { lower: 1 - upper, upper };
}
