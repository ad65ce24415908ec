import { readText } from "../values/read-scalar.ts";
import { child, type Placed, reportExclusive, reportExpected, type Value } from "../values/value.ts";
import { type Condition, readConditions } from "./conditions.ts";

/** What a configuration is looked for by. */
export interface ObjectiveSettings {
  readonly direction: "minimise" | "maximise";
  /** `cost.total`, or with a figure behind it: `latency.pipeline.p95`. */
  readonly measure: string;
  readonly subjectTo: readonly Placed<Condition>[];
}

/** Reads `objective`; undefined where there is none, or nothing to make small or large. */
export function readObjective(value: Value | undefined): ObjectiveSettings | undefined {
  if (value === undefined) return undefined;
  reportExclusive(value, ["minimise", "maximise"]);
  const smallest = readText(child(value, "minimise"));
  const measure = smallest ?? readText(child(value, "maximise"));
  const subjectTo = readConditions(child(value, "subjectTo"));
  if (measure === undefined) {
    reportExpected(value, "SCENARIO_VALUE", "`minimise` or `maximise` with a measure, as in `minimise: cost.total`");
    return undefined;
  }
  return { direction: smallest === undefined ? "maximise" : "minimise", measure, subjectTo };
}
