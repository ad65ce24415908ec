import type { Distribution } from "./distribution.ts";

/** The distribution of `factor`, above 0, times a variable. */
export function scaledDistribution(distribution: Distribution, factor: number): Distribution {
  if (factor === 1) return distribution;
  const of = (value: number) => value * factor;
  switch (distribution.kind) {
    case "constant":
      return { kind: "constant", value: of(distribution.value) };
    case "uniform":
      return { kind: "uniform", min: of(distribution.min), max: of(distribution.max) };
    case "exponential":
      return { kind: "exponential", mean: of(distribution.mean) };
    case "normal":
      return { kind: "normal", mean: of(distribution.mean), sd: of(distribution.sd) };
    case "lognormal":
      return { ...distribution, mu: distribution.mu + Math.log(factor) };
    case "gamma":
    case "weibull":
      return { ...distribution, scale: of(distribution.scale) };
    case "triangular":
    case "pert":
      return { ...distribution, min: of(distribution.min), mode: of(distribution.mode), max: of(distribution.max) };
    case "pareto":
      return { ...distribution, min: of(distribution.min) };
    case "empirical":
      return { kind: "empirical", values: distribution.values.map(of) };
  }
}
