import type { Distribution } from "../../engine/distribution.ts";
import { fittedFamily } from "./families/fitted-family.ts";
import { survivalSteps } from "./goodness-of-fit.ts";
import { makeSample } from "./sample.ts";

/** A sample and the distribution fitted to it, as points to draw. */
export interface DistributionPlot {
  /** The sample's distribution function right after each value, beside the fitted one there. */
  readonly cdf: readonly { readonly value: number; readonly observed: number; readonly fitted: number | null }[];
  /** What was observed against what the fitted distribution has at the same probability: a straight line where it fits. */
  readonly qq: readonly { readonly fitted: number; readonly observed: number }[];
}

/** More points than this cannot be told apart. */
const POINTS_MAX = 200;

/** The points of both plots, at most 200 of each with the smallest and the largest value; no Q-Q plot where none fits. */
export function distributionPlot(
  values: readonly number[],
  distribution: Distribution,
  censored: readonly number[] = [],
): DistributionPlot {
  const sample = makeSample(values, censored);
  const survival = survivalSteps(sample);
  const fitted = fittedFamily(distribution);
  const shown = spread(sample.values.length);
  const cdf = shown.map((index) => {
    const value = sample.values[index] ?? 0;
    const observed = 1 - (survival[index + 1] ?? 0);
    return { value, observed, fitted: fitted?.below(value) ?? null };
  });
  if (fitted === undefined) return { cdf, qq: [] };
  const qq = shown.map((index) => {
    // half way up the step
    const probability = 1 - ((survival[index] ?? 0) + (survival[index + 1] ?? 0)) / 2;
    return { fitted: fitted.quantile(probability), observed: sample.values[index] ?? 0 };
  });
  return { cdf, qq };
}

/** At most 200 indices from the first to the last, evenly. */
function spread(count: number): number[] {
  const shown = Math.min(count, POINTS_MAX);
  return Array.from({ length: shown }, (_, index) => Math.round((index * (count - 1)) / Math.max(1, shown - 1)));
}
