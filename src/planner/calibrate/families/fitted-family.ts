import type { Distribution } from "../../../engine/distribution.ts";
import { EXPONENTIAL } from "./exponential.ts";
import type { Family, Pair } from "./family.ts";
import { GAMMA } from "./gamma.ts";
import { LOGNORMAL } from "./lognormal.ts";
import { NORMAL } from "./normal.ts";
import { PARETO } from "./pareto.ts";
import { UNIFORM } from "./uniform.ts";
import { WEIBULL } from "./weibull.ts";

/** A distribution's functions. */
export interface FittedFamily {
  /** The probability of a value up to x. */
  below(x: number): number;
  quantile(p: number): number;
}

/** The functions of a distribution of a family that is fitted; undefined for others. */
export function fittedFamily(distribution: Distribution): FittedFamily | undefined {
  switch (distribution.kind) {
    case "exponential":
      return bound(EXPONENTIAL, [distribution.mean, Number.NaN]);
    case "uniform":
      return bound(UNIFORM, [distribution.min, distribution.max]);
    case "normal":
      return bound(NORMAL, [distribution.mean, distribution.sd]);
    case "lognormal":
      return bound(LOGNORMAL, [distribution.mu, distribution.sigma]);
    case "gamma":
      return bound(GAMMA, [distribution.shape, distribution.scale]);
    case "weibull":
      return bound(WEIBULL, [distribution.shape, distribution.scale]);
    case "pareto":
      return bound(PARETO, [distribution.min, distribution.alpha]);
    case "constant":
    case "triangular":
    case "pert":
    case "empirical":
      return undefined;
  }
}

function bound(family: Family, pair: Pair): FittedFamily {
  return { below: (x) => family.parts(pair, x).below, quantile: (p) => family.quantile(pair, p) };
}
