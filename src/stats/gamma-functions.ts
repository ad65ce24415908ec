/** From here on the asymptotic series are good to the last digits. */
const ASYMPTOTIC_FROM = 12;

/**
 * The logarithm of Euler's gamma function for x > 0, good to 14 digits.
 * Source: Stirling's series, M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 6.1.40 and 6.1.15.
 */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < ASYMPTOTIC_FROM; y++) product *= y;
  const r = 1 / (y * y);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - (r * 5) / 5940)))) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}

/**
 * The derivative of `logGamma`.
 * Source: Abramowitz and Stegun, 6.3.18 and 6.3.5.
 */
export function digamma(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC_FROM; y++) sum -= 1 / y;
  const r = 1 / (y * y);
  return sum + Math.log(y) - 1 / (2 * y) - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))));
}

/**
 * The derivative of `digamma`.
 * Source: Abramowitz and Stegun, 6.4.12 and 6.4.6.
 */
export function trigamma(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC_FROM; y++) sum += 1 / (y * y);
  const r = 1 / (y * y);
  return sum + 1 / y + r / 2 + (r / y) * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - (r * 5) / 66))));
}
