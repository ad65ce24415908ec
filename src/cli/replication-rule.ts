import type { ReplicationRule } from "../experiment/experiment.ts";
import { DEFAULT_PRECISION, DEFAULT_REPLICATIONS_MAX, DEFAULT_REPLICATIONS_MIN } from "../scenario/defaults.ts";
import type { ReplicationSettings } from "../scenario/sections/replications.ts";
import type { InputOptions } from "./common-options.ts";

/**
 * How often to simulate: the command line wins over the scenario; without either, once. With `--precision`,
 * `--replications` is the most that are tried.
 */
export function replicationRule(options: InputOptions, settings: ReplicationSettings | undefined): ReplicationRule {
  const { replications, precision } = options;
  if (precision !== undefined) {
    const base = settings?.kind === "precision" ? settings : undefined;
    const max = replications ?? base?.max ?? DEFAULT_REPLICATIONS_MAX;
    const min = Math.min(max, base?.min ?? DEFAULT_REPLICATIONS_MIN);
    return { kind: "precision", min, max, target: precision.share, of: base?.of ?? DEFAULT_PRECISION.of };
  }
  if (replications !== undefined) return { kind: "count", count: replications };
  if (settings?.kind === "precision") {
    const { min, max, of } = settings;
    return { kind: "precision", min, max, target: settings.precision, of };
  }
  return { kind: "count", count: settings?.count ?? 1 };
}
