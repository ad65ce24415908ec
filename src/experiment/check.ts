import type { Bound, Condition } from "../scenario/sections/conditions.ts";
import { figureOfMeasure } from "./figure-of-measure.ts";
import type { CheckRow } from "./result.ts";
import type { Estimate, MeasureSummary } from "./summarise.ts";

/**
 * Judges a condition by the 95 % interval of what it is about, not by its point estimate: it is met where all of the
 * interval is on the right side, missed where none of it is, else undecided. A single replication has no interval:
 * there the value alone counts.
 *
 * @returns undefined where nothing of that name was measured, or its unit is another
 */
export function checkOf(condition: Condition, summaries: ReadonlyMap<string, MeasureSummary>): CheckRow | undefined {
  const { measure, figure } = figureOfMeasure(condition.measure, (name) => summaries.has(name));
  const summary = summaries.get(measure);
  if (summary === undefined || !isOfUnit(condition.bound, summary.unit)) return undefined;
  const { bound, probability, text } = condition;
  const estimate =
    probability === undefined
      ? summary.estimateOf(figure)
      : summary.estimateOfShare((value) => holds(value, bound), bound.value);
  const limit = probability ?? bound;
  const unit = probability === undefined ? summary.unit : "fraction";
  return { condition: text, measure, unit, ...estimate, limit: limit.value, verdict: verdictOf(estimate, limit) };
}

/** Whether a value is on the right side of a bound. */
export function holds(value: number, { operator, value: limit }: Bound): boolean {
  if (operator === "<=") return value <= limit;
  if (operator === "<") return value < limit;
  return operator === ">=" ? value >= limit : value > limit;
}

function verdictOf({ value, interval }: Estimate, bound: Bound): CheckRow["verdict"] {
  if (interval === null) return holds(value, bound) ? "met" : "missed";
  const low = interval.low ?? Number.NEGATIVE_INFINITY;
  const high = interval.high ?? Number.POSITIVE_INFINITY;
  const isUpper = bound.operator === "<=" || bound.operator === "<";
  if (holds(isUpper ? high : low, bound)) return "met";
  return holds(isUpper ? low : high, bound) ? "undecided" : "missed";
}

function isOfUnit({ unit }: Bound, of: MeasureSummary["unit"]): boolean {
  if (unit === "number") return of === "count" || of === "fraction";
  return unit === of;
}
