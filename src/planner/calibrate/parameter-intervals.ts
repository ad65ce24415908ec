import { normalQuantile } from "../../stats/normal.ts";
import type { ParameterEstimate } from "./distribution-fit.ts";
import type { Family, Pair } from "./families/family.ts";
import { fromFree, logLikelihood, placeScale, toFree } from "./likelihood.ts";
import type { Sample } from "./sample.ts";

/** Of the scale of a parameter, for second differences. */
const STEP = 1e-3;

/**
 * The parameters with their 95 % intervals, from the curvature of the likelihood at its peak where it has one. These hold
 * for samples that are not small.
 * Source: Y. Pawitan, In All Likelihood (2001), section 2.5: observed information and Wald intervals, for positive
 * parameters of the logarithm.
 */
export function parameterIntervals(family: Family, pair: Pair, sample: Sample): ParameterEstimate[] {
  if (family.intervals !== undefined) {
    const own = family.intervals(pair, sample.count);
    return family.parameters.map(({ name }, index) => ({
      name,
      value: pair[index] ?? 0,
      interval: own[index] ?? null,
    }));
  }
  const errors = standardErrors(family, pair, sample);
  const z = normalQuantile(0.975);
  const free = toFree(family, pair);
  return family.parameters.map(({ name }, index) => {
    const spread = z * (errors[index] ?? Number.NaN);
    const at = (shift: number) =>
      fromFree(family, index === 0 ? [free[0] + shift, free[1]] : [free[0], free[1] + shift]);
    const interval = spread > 0 ? { low: at(-spread)[index] ?? 0, high: at(spread)[index] ?? 0 } : null;
    return { name, value: pair[index] ?? 0, interval };
  });
}

/** On the free scale; NaN where the likelihood has no peak. */
function standardErrors(family: Family, pair: Pair, sample: Sample): Pair {
  const free = toFree(family, pair);
  const [dx, dy] = [STEP * placeScale(family, free), STEP];
  const f = (x: number, y: number) => {
    return logLikelihood(family, fromFree(family, [free[0] + x * dx, free[1] + y * dy]), sample);
  };
  const centre = f(0, 0);
  const xx = -(f(1, 0) - 2 * centre + f(-1, 0)) / (dx * dx);
  if (family.parameters.length === 1) return [Math.sqrt(1 / xx), Number.NaN];
  const yy = -(f(0, 1) - 2 * centre + f(0, -1)) / (dy * dy);
  const xy = -(f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / (4 * dx * dy);
  const determinant = xx * yy - xy * xy;
  return [Math.sqrt(yy / determinant), Math.sqrt(xx / determinant)];
}
