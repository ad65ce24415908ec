import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { children, type Placed, placed, type Value } from "../values/value.ts";

/** `bootstrapActions`: durations by script name or pattern, in the order of the file. */
export type BootstrapActionSettings = readonly (Placed<ScenarioDistribution> & { readonly pattern: string })[];

/** Reads `bootstrapActions`. */
export function readBootstrapActions(value: Value | undefined): BootstrapActionSettings {
  return children(value).flatMap((entry) => {
    const duration = readDistribution(entry, DURATION);
    return duration === undefined ? [] : [{ ...placed(entry, duration), pattern: entry.key }];
  });
}
