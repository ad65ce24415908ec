import { DURATION } from "../units/duration.ts";
import { MONEY } from "../units/money.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { SIZE } from "../units/size.ts";
import { NUMBER_PATTERN, parseNumber } from "../units/unit.ts";
import { readText } from "../values/read-scalar.ts";
import { items, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** A condition on a forecast, as `checks` and an objective's `subjectTo` write it. */
export interface Condition {
  /** As it was written. */
  readonly text: string;
  /** `latency.pipeline`, or with a figure behind it: `latency.pipeline.p95`. */
  readonly measure: string;
  /** What the figure is held against or, with `probability`, each observation. */
  readonly bound: Bound;
  /** `P(latency.pipeline <= 2 hours) >= 95%`: how often the observations must be so; absent: the figure itself must. */
  readonly probability?: Bound;
}

/** A limit on one side, its value in the unit of the measure: USD, milliseconds, bytes, a count or a fraction. */
export interface Bound {
  readonly operator: "<=" | "<" | ">=" | ">";
  readonly value: number;
  readonly unit: "USD" | "ms" | "bytes" | "number" | "fraction";
}

const FORMS =
  "`cost.total.mean <= 12 USD`, `latency.pipeline.p95 <= 2 hours` or `P(latency.pipeline <= 2 hours) >= 95%`";
const COMPARISON = /^\s*([A-Za-z][^<>=()]*?)\s*(<=|>=|<|>)\s*([^<>=()]+?)\s*$/;
const PROBABILITY = /^\s*P\((.+)\)\s*(<=|>=|<|>)\s*([^<>=()]+?)\s*$/;

/** Reads a list of conditions; what is none is told of at its place. */
export function readConditions(value: Value | undefined): readonly Placed<Condition>[] {
  return items(value).flatMap((item) => readCondition(item) ?? []);
}

function readCondition(value: Value): Placed<Condition> | undefined {
  const text = readText(value);
  if (text === undefined) return undefined;
  const condition = parseCondition(text);
  if (condition === undefined) {
    reportExpected(value, "SCENARIO_VALUE", `a condition such as ${FORMS}`);
    return undefined;
  }
  return placed(value, condition);
}

/** Undefined where the text is no condition. */
export function parseCondition(text: string): Condition | undefined {
  const [, inner, operator, share] = PROBABILITY.exec(text) ?? [];
  const [, measure, innerOperator, limit] = COMPARISON.exec(inner ?? text) ?? [];
  const bound = boundOf(innerOperator, limit);
  if (measure === undefined || bound === undefined) return undefined;
  if (inner === undefined) return { text: text.trim(), measure, bound };
  const probability = boundOf(operator, share);
  return probability?.unit === "fraction" ? { text: text.trim(), measure, bound, probability } : undefined;
}

function boundOf(operator: string | undefined, text: string | undefined): Bound | undefined {
  if (text === undefined) return undefined;
  if (operator !== "<=" && operator !== "<" && operator !== ">=" && operator !== ">") return undefined;
  const nanoUsd = MONEY.parse(text);
  if (nanoUsd !== undefined) return { operator, value: nanoUsd / 1e9, unit: "USD" };
  const share = PERCENTAGE.parse(text);
  if (share !== undefined) return { operator, value: share, unit: "fraction" };
  const ms = DURATION.parse(text);
  if (ms !== undefined) return { operator, value: ms, unit: "ms" };
  const bytes = SIZE.parse(text);
  if (bytes !== undefined) return { operator, value: bytes, unit: "bytes" };
  return new RegExp(`^(?:${NUMBER_PATTERN})$`).test(text)
    ? { operator, value: parseNumber(text), unit: "number" }
    : undefined;
}
