import { invariant } from "../base/invariant.ts";

/**
 * The value that a Student-t variable with `df` degrees of freedom (1 or more, not only whole ones) stays below with
 * probability `p`; good to 14 digits.
 *
 * Above the median the distribution function is concave, so that Newton's steps from the left never overshoot.
 */
export function studentTQuantile(p: number, df: number): number {
  invariant(p > 0 && p < 1, "a quantile of Student's t is asked for between 0 and 1");
  invariant(df >= 1 && Number.isFinite(df), "Student's t has at least one degree of freedom");
  if (p < 0.5) return -studentTQuantile(1 - p, df);
  let t = 0;
  for (;;) {
    const next = t + shortfall(t, p, df) / density(t, df);
    if (!(next > t)) return t;
    t = next;
  }
}

/** p - P(T < t) for t >= 0, taken from the tail or from the middle, whichever loses no digits. */
function shortfall(t: number, p: number, df: number): number {
  const a = df / 2;
  const square = t * t;
  const x = df / (df + square);
  const y = square / (df + square);
  const half = (gammaRatio(a) / Math.sqrt(Math.PI) / 2) * Math.exp(-a * Math.log1p(square / df)) * Math.sqrt(y);
  if (t > 1) return half * betaFraction(x, y, a, 0.5) - (1 - p);
  return p - 0.5 - half * betaFraction(y, x, 0.5, a);
}

function density(t: number, df: number): number {
  return (gammaRatio(df / 2) / Math.sqrt(Math.PI * df)) * Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df));
}

/**
 * Gamma(a + 1/2) / Gamma(a): the series for large arguments, reached by the recurrence from small ones.
 * Source: F. G. Tricomi, A. Erdélyi, The asymptotic expansion of a ratio of gamma functions, Pacific J. Math. 1 (1951).
 */
function gammaRatio(a: number): number {
  let factor = 1;
  let b = a;
  for (; b < 100; b++) factor *= b / (b + 0.5);
  const r = 1 / b;
  const series = 1 - r * (1 / 8 - r * (1 / 128 + r * (5 / 1024 - r * (21 / 32768 + (r * 399) / 262144))));
  return factor * Math.sqrt(b) * series;
}

/**
 * The continued fraction of the incomplete beta function, which times x^a y^b / B(a,b) is its ratio I_x(a,b); y = 1 - x.
 * Meant for x below the mean a / (a + b), where it converges fast.
 * Source: A. R. DiDonato, A. H. Morris, Algorithm 708, ACM Transactions on Mathematical Software 18 (1992), BFRAC: written
 * so that nothing cancels for large a or b; evaluated by the method of Lentz and Thompson.
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x;
  let fraction = (a / (a + 1)) * (lambda + 1);
  let c = fraction;
  let d = 0;
  for (let n = 1; ; n++) {
    const e = a + 2 * n - 1;
    const numerator = ((a + n - 1) / e) * ((a + b + n - 1) / e) * n * (b - n) * x * x;
    const denominator = n + (n * (b - n) * x) / e + ((a + n) / (e + 2)) * (lambda + 1 + n * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) return 1 / fraction;
  }
}
