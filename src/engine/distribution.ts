/**
 * A distribution as plain data, so that a Plan can be sent anywhere as JSON. Parameters are in the unit of the sample
 * (durations: milliseconds); every one has been checked by whoever made it.
 */
export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly min: number; readonly max: number }
  | { readonly kind: "exponential"; readonly mean: number }
  /** Truncated at 0 by drawing again. */
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  /** mu and sigma of the logarithm. */
  | { readonly kind: "lognormal"; readonly mu: number; readonly sigma: number }
  | { readonly kind: "gamma"; readonly shape: number; readonly scale: number }
  | { readonly kind: "weibull"; readonly shape: number; readonly scale: number }
  | { readonly kind: "triangular"; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: "pert"; readonly min: number; readonly mode: number; readonly max: number }
  /** Smallest value `min`, tail index `alpha`. */
  | { readonly kind: "pareto"; readonly min: number; readonly alpha: number }
  /** Each value is as likely as the others. */
  | { readonly kind: "empirical"; readonly values: readonly number[] };
