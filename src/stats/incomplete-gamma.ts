import { invariant } from "../base/invariant.ts";
import { logGamma } from "./gamma-functions.ts";

/** The two parts of the gamma distribution of one shape and scale 1, below and above x; they add up to 1. */
export interface GammaParts {
  readonly below: number;
  readonly above: number;
}

/**
 * The regularised incomplete gamma functions P(shape, x) and Q(shape, x), whichever is small without loss of digits.
 * Source: W. Gautschi, A computational procedure for incomplete gamma functions, ACM TOMS 5 (1979): the series below the
 * mean, Legendre's continued fraction above it.
 */
export function incompleteGamma(shape: number, x: number): GammaParts {
  if (!(x > 0)) return { below: 0, above: 1 };
  if (x === Number.POSITIVE_INFINITY) return { below: 1, above: 0 };
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    const below = front * series(shape, x);
    return { below, above: 1 - below };
  }
  const above = front * continuedFraction(shape, x);
  return { below: 1 - above, above };
}

/**
 * The value that a gamma variable with this shape and scale 1 stays below with probability `p`.
 * Halving the interval always gets there; Newton's steps only make it short.
 */
export function gammaQuantile(p: number, shape: number): number {
  invariant(p >= 0 && p < 1 && shape > 0, "a quantile of the gamma distribution is asked for from 0 up to 1");
  if (p === 0) return 0;
  let low = 0;
  let high = shape + 1;
  while (incompleteGamma(shape, high).above > 1 - p) high *= 2;
  let x = Math.min(shape, high);
  for (let step = 0; step < 200; step++) {
    const { below, above } = incompleteGamma(shape, x);
    const excess = p < 0.5 ? below - p : 1 - p - above;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
    const newton = x - excess / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** Evaluated by the method of Lentz and Thompson. */
function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}
