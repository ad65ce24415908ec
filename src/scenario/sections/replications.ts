import { DEFAULT_PRECISION, DEFAULT_REPLICATIONS_MAX, DEFAULT_REPLICATIONS_MIN } from "../defaults.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { readCount, readText } from "../values/read-scalar.ts";
import { child, items, reportExpected, type Value } from "../values/value.ts";

/** How often the forecast is repeated: a fixed number, or until `of` are known to `precision`. */
export type ReplicationSettings =
  | { readonly kind: "fixed"; readonly count: number }
  | {
      readonly kind: "precision";
      readonly min: number;
      readonly max: number;
      /** Half-width of the confidence interval as a fraction of the mean: 0.02. */
      readonly precision: number;
      /** Names of measures. */
      readonly of: readonly string[];
    };

/** Reads `replications`: a number, or a precision with its bounds. */
export function readReplications(value: Value | undefined): ReplicationSettings | undefined {
  if (value === undefined) return undefined;
  if (value.node.kind !== "map") {
    const count = readCount(value, 1);
    return count === undefined ? undefined : { kind: "fixed", count };
  }
  const min = readCount(child(value, "min"), 2) ?? DEFAULT_REPLICATIONS_MIN;
  const max = readCount(child(value, "max"), 2) ?? Math.max(min, DEFAULT_REPLICATIONS_MAX);
  if (min > max) reportExpected(value, "SCENARIO_VALUE", `\`min\` (${min}) not above \`max\` (${max})`);
  return {
    kind: "precision",
    min,
    max,
    precision: readQuantity(child(value, "precision"), PERCENTAGE) ?? DEFAULT_PRECISION.relativeHalfWidth,
    of:
      child(value, "of") === undefined
        ? DEFAULT_PRECISION.of
        : items(child(value, "of")).flatMap((item) => readText(item) ?? []),
  };
}
