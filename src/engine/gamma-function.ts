const G = 7;
const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/**
 * Euler's gamma function for x >= 1, good to 14 digits.
 * Source: C. Lanczos, A precision approximation of the gamma function (1964), with P. Godfrey's coefficients for g = 7.
 */
export function gammaFunction(x: number): number {
  const n = x - 1;
  let sum = 0.9999999999998099;
  for (const [index, coefficient] of COEFFICIENTS.entries()) sum += coefficient / (n + index + 1);
  const t = n + G + 0.5;
  // the power in two halves, so that it does not overflow before the result does
  const halfPower = t ** ((n + 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * halfPower * Math.exp(-t) * halfPower * sum;
}
