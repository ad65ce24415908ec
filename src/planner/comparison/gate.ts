import { holds } from "../../experiment/check.ts";
import { figureOfMeasure, type QuantileName } from "../../experiment/figure-of-measure.ts";
import type { CheckRow, Measure } from "../../experiment/result.ts";
import type { Bound } from "../../scenario/sections/conditions.ts";
import { didYouMean } from "../../scenario/source/nearest-names.ts";
import { differenceOfIntervals } from "../../stats/difference-of-intervals.ts";
import type { QuantileInterval } from "../../stats/quantile-interval.ts";
import type { ComparisonRow, GateRow } from "./comparison.ts";
import { directionOf } from "./direction.ts";
import { GateError } from "./gate-error.ts";
import type { Gate } from "./parse-gate.ts";

/** What a gate is judged by. */
export interface GateGround {
  readonly before: ReadonlyMap<string, Measure>;
  readonly after: ReadonlyMap<string, Measure>;
  readonly rows: ReadonlyMap<string, ComparisonRow>;
  readonly obstacles: readonly string[];
  /** Conditions that the head's own scenario was checked by. */
  readonly checks: readonly CheckRow[];
}

/**
 * Judges a gate by the point estimate and says whether the interval leaves doubt. What cannot be judged fails: a gate
 * that is silent would be green for ever.
 *
 * @throws GateError for a measure that neither has, or an amount of another unit
 */
export function judgeGate(gate: Gate, ground: GateGround): GateRow {
  if (gate.kind === "limit" && gate.condition.probability !== undefined) {
    return judgeCheck(gate.text, gate.condition.probability, ground.checks);
  }
  const { before, after } = ground;
  const written = gate.kind === "limit" ? gate.condition.measure : gate.measure;
  const { measure, figure } = figureOfMeasure(written, (name) => before.has(name) || after.has(name));
  const [base, head] = [before.get(measure), after.get(measure)];
  const known = head ?? base;
  if (known === undefined) {
    const names = [...new Set([...before.keys(), ...after.keys()])];
    throw new GateError(gate.text, `nothing of the name \`${measure}\` was measured: ${didYouMean(measure, names)}`);
  }
  const unit = gate.kind === "limit" ? gate.condition.bound.unit : gate.unit;
  refuseOtherUnit(gate, unit, known.unit);
  const row = {
    gate: gate.text,
    measure,
    figure,
    unit: known.unit,
    ...(base === undefined ? {} : { base: base[figure] }),
    ...(head === undefined ? {} : { head: head[figure] }),
  };
  const failed = (reason: string): GateRow => {
    return { ...row, interval: null, verdict: "failed", isDoubtful: false, reason };
  };
  if (head === undefined) return failed("the measure goes away: there is nothing to judge");
  if (gate.kind === "limit") {
    return { ...row, ...judgeFigure(head[figure], gate.condition.bound, intervalOf(head, figure)) };
  }
  if (base === undefined) return failed("the measure appears: there is no base to count from");
  if (base.unit !== head.unit) return failed(`other unit (${base.unit}, now ${head.unit})`);
  if (ground.obstacles.length > 0) return failed(`not comparable: ${ground.obstacles.join("; ")}`);
  const interval = figure === "mean" ? (ground.rows.get(measure)?.interval ?? null) : ofQuantiles(base, head, figure);
  return { ...row, ...judgeChange(gate, base[figure], head[figure], interval) };
}

type Judgement = Pick<GateRow, "limit" | "interval" | "verdict" | "isDoubtful">;

function judgeFigure(value: number, bound: Bound, interval: QuantileInterval | null): Judgement {
  const verdict = holds(value, bound) ? "passed" : "failed";
  return { limit: bound.value, interval, verdict, isDoubtful: contains(interval, bound.value) };
}

/** The amount says how far the figure may go, or with the other sign how far it has to. */
function judgeChange(
  gate: Extract<Gate, { kind: "change" }>,
  base: number,
  head: number,
  interval: QuantileInterval | null,
): Judgement {
  const allowed = gate.unit === "share" ? gate.amount * Math.abs(base) : gate.amount;
  const limit = base + allowed;
  // a hair of binary rounding is no change
  const slack = 1e-9 * Math.max(Math.abs(limit), Math.abs(base));
  const passes = directionOf(gate.measure) === "more" ? head >= limit - slack : head <= limit + slack;
  return {
    limit,
    interval,
    verdict: passes ? "passed" : "failed",
    isDoubtful: head !== base && contains(interval, allowed),
  };
}

function contains(interval: QuantileInterval | null, value: number): boolean {
  if (interval === null) return false;
  const low = interval.low ?? Number.NEGATIVE_INFINITY;
  const high = interval.high ?? Number.POSITIVE_INFINITY;
  return low < value && value < high;
}

function intervalOf(measure: Measure, figure: "mean" | QuantileName): QuantileInterval | null {
  if (figure !== "mean") return measure.quantileCi95?.[figure] ?? null;
  return measure.ci95 === null ? null : { low: measure.ci95.low, high: measure.ci95.high };
}

function ofQuantiles(base: Measure, head: Measure, figure: QuantileName): QuantileInterval | null {
  const [before, after] = [base.quantileCi95?.[figure], head.quantileCi95?.[figure]];
  if (before === undefined || after === undefined) return null;
  return differenceOfIntervals({ value: base[figure], interval: before }, { value: head[figure], interval: after });
}

function refuseOtherUnit({ text }: Gate, unit: Bound["unit"] | "share", of: Measure["unit"]): void {
  const fits = unit === "share" || unit === of || (unit === "number" && (of === "count" || of === "fraction"));
  if (!fits) throw new GateError(text, `the measure is in ${of}, the amount is in ${unit}`);
}

/** How often observations are as wanted is known of what the scenario itself was checked by. */
function judgeCheck(text: string, bound: Bound, checks: readonly CheckRow[]): GateRow {
  const check = checks.find(({ condition }) => condition === text);
  if (check === undefined) {
    throw new GateError(text, "a result does not hold single observations: write it under `checks` in the scenario");
  }
  const { measure, unit, value, interval } = check;
  return { gate: text, measure, figure: "mean", unit, head: value, ...judgeFigure(value, bound, interval) };
}
