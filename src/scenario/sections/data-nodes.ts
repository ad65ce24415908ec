import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { SIZE } from "../units/size.ts";
import { child, children, type Placed, placed, type Value } from "../values/value.ts";

/** One entry of `dataNodes`. */
export interface DataNodeSettings {
  /** Bytes of one interval or activation. */
  readonly size: ScenarioDistribution | undefined;
}

/** The entries of `dataNodes` by pattern, in the order of the file. */
export function readDataNodes(
  value: Value | undefined,
): readonly (Placed<DataNodeSettings> & { readonly pattern: string })[] {
  return children(value).map((entry) => ({
    ...placed(entry, { size: readDistribution(child(entry, "size"), SIZE) }),
    pattern: entry.key,
  }));
}
