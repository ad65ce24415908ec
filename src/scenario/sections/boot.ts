import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { child, children, type Placed, placed, type Value } from "../values/value.ts";

/** `boot`: how long instances take to start, by type and by place, and what comes after it. */
export interface BootSettings {
  readonly pending: ScenarioDistribution | undefined;
  readonly applications: ScenarioDistribution | undefined;
  readonly runnerInstall: ScenarioDistribution | undefined;
  readonly termination: ScenarioDistribution | undefined;
  /** Probability that the launch of one EC2 instance fails. */
  readonly launchFailure: number | undefined;
  /** By instance type, resource, group or instance: `m1.small`, `MyEmrCluster.core[3]`. */
  readonly byPlace: ReadonlyMap<string, Placed<ScenarioDistribution>>;
}

/** Keys of `boot` that are no places. */
export const BOOT_KEYS: readonly string[] = [
  "pending",
  "applications",
  "runnerInstall",
  "termination",
  "launchFailure",
];

/** Reads `boot`: its named keys, and all others as places. */
export function readBoot(value: Value | undefined): BootSettings {
  const byPlace = new Map<string, Placed<ScenarioDistribution>>();
  for (const entry of children(value)) {
    if (BOOT_KEYS.includes(entry.key)) continue;
    const distribution = readDistribution(entry, DURATION);
    if (distribution !== undefined) byPlace.set(entry.key, placed(entry, distribution));
  }
  return {
    pending: readDistribution(child(value, "pending"), DURATION),
    applications: readDistribution(child(value, "applications"), DURATION),
    runnerInstall: readDistribution(child(value, "runnerInstall"), DURATION),
    termination: readDistribution(child(value, "termination"), DURATION),
    launchFailure: readQuantity(child(value, "launchFailure"), PERCENTAGE),
    byPlace,
  };
}
