import type { Condition } from "../scenario/sections/conditions.ts";
import { didYouMean } from "../scenario/source/nearest-names.ts";
import { figureOfMeasure } from "./figure-of-measure.ts";
import type { MeasureSummary } from "./summarise.ts";

const EXAMPLES: Readonly<Record<MeasureSummary["unit"], string>> = {
  USD: "12 USD",
  ms: "2 hours",
  bytes: "10 MB",
  count: "3",
  fraction: "95%",
};

/** A condition that asks for what a run does not measure, or in another unit: a mistake of the user. */
export class UnknownMeasureError extends Error {
  override readonly name = "UnknownMeasureError";

  constructor({ text, measure }: Condition, summaries: ReadonlyMap<string, MeasureSummary>) {
    const summary = summaries.get(figureOfMeasure(measure, (name) => summaries.has(name)).measure);
    super(
      summary === undefined
        ? `the condition \`${text}\`: this run measures no \`${measure}\`: ${didYouMean(measure, [...summaries.keys()])}`
        : `the condition \`${text}\`: expected a limit such as ${EXAMPLES[summary.unit]}`,
    );
  }
}
