import { DISTRIBUTION_KINDS } from "../distribution/distribution-kinds.ts";
import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { didYouMean } from "../source/nearest-names.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { child, children, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** What a scenario says of a bootstrap action. */
export interface BootstrapActionSetting {
  readonly duration: ScenarioDistribution | undefined;
  /** Probability that it fails on one instance. */
  readonly failure: number | undefined;
}

/** `bootstrapActions` by script name or pattern, in the order of the file. */
export type BootstrapActionSettings = readonly (Placed<BootstrapActionSetting> & { readonly pattern: string })[];

/** Reads `bootstrapActions`: a duration, or a map of `duration` and `failure`. */
export function readBootstrapActions(value: Value | undefined): BootstrapActionSettings {
  return children(value).map((entry) => ({ ...placed(entry, readBootstrapAction(entry)), pattern: entry.key }));
}

function readBootstrapAction(entry: Value): BootstrapActionSetting {
  const duration = child(entry, "duration");
  const failure = child(entry, "failure");
  if (duration === undefined && failure === undefined) {
    return { duration: readShort(entry), failure: undefined };
  }
  if (DISTRIBUTION_KINDS.some((kind) => child(entry, kind) !== undefined)) {
    reportExpected(entry, "SCENARIO_VALUE", "a distribution, or `duration` and `failure`");
  }
  return { duration: readDistribution(duration, DURATION), failure: readQuantity(failure, PERCENTAGE) };
}

/** The duration alone; a map that is none was meant as the long form, or as a distribution. */
function readShort(entry: Value): ScenarioDistribution | undefined {
  const { node, path, problems } = entry;
  const [key] = node.kind === "map" ? node.entries.keys() : [];
  if (key === undefined || DISTRIBUTION_KINDS.includes(key)) return readDistribution(entry, DURATION);
  const hint = didYouMean(key, ["duration", "failure", ...DISTRIBUTION_KINDS]);
  const place = node.kind === "map" ? (node.entries.get(key)?.keyPlace ?? node.place) : node.place;
  problems.error("SCENARIO_UNKNOWN_KEY", place, `\`${entry.path.at(-1)}\` has no key \`${key}\``, {
    path: [...path, key],
    ...(hint === undefined ? {} : { hint }),
  });
  return undefined;
}
