import type { Sample } from "../sample.ts";

/**
 * The logarithm for a sample's values; undefined where one of them is exactly 0. A 0 that something was rounded to stands
 * for a quarter of the step.
 */
export function logOf({ values, resolution, isCoarse }: Sample): ((x: number) => number) | undefined {
  if (isCoarse) return (x) => Math.log(Math.max(x, resolution / 4));
  return values[0] === 0 ? undefined : Math.log;
}
