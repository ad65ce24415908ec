import type { Family } from "./family.ts";

/** From the smallest value to the largest; what was rounded lies within half a step of its value. */
export const UNIFORM: Family = {
  kind: "uniform",
  parameters: [
    { name: "min", isPositive: false },
    { name: "max", isPositive: false },
  ],
  parameterCount: 4,
  isRegular: false,
  // (max - largest) / (largest - smallest) is above t with probability (1 + t)^(1 - n)
  intervals: ([min, max], count) => {
    const beyond = (max - min) * (0.05 ** (-1 / (count - 1)) - 1);
    return [
      { low: Math.max(0, min - beyond), high: min },
      { low: max, high: max + beyond },
    ];
  },
  estimate: ({ values, censored, resolution, isCoarse }) => {
    if (censored.length > 0) return undefined;
    const half = isCoarse ? resolution / 2 : 0;
    return [Math.max(0, (values[0] ?? 0) - half), (values.at(-1) ?? 0) + half];
  },
  logDensity: ([min, max], x) => (x < min || x > max ? Number.NEGATIVE_INFINITY : -Math.log(max - min)),
  parts: ([min, max], x) => {
    const below = Math.min(1, Math.max(0, (x - min) / (max - min)));
    return { below, above: 1 - below };
  },
  quantile: ([min, max], p) => min + p * (max - min),
  distribution: ([min, max]) => ({ kind: "uniform", min, max }),
};
