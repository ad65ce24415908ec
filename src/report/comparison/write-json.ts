import type { QuantileName } from "../../experiment/figure-of-measure.ts";
import type { Measure } from "../../experiment/result.ts";
import type { ComparedResult, Comparison, ComparisonRow, GateRow } from "../../planner/comparison/comparison.ts";
import { type JsonSchema, jsonSchema } from "../json/json-schema.ts";
import {
  boolean,
  choice,
  integer,
  list,
  nullable,
  number,
  optional,
  record,
  type Shape,
  table,
  text,
} from "../json/shape.ts";
import { writeJson } from "../json/write-json.ts";

/** The comparison as `stepcast.comparison/1`. */
export function writeComparisonJson(comparison: Comparison): string {
  return writeJson(comparisonShape, comparison);
}

/** The JSON Schema of `stepcast.comparison/1`, as `schemas/comparison.schema.json` publishes it. */
export function comparisonSchema(): JsonSchema {
  const names = { id: "urn:stepcast:comparison:1", title: "stepcast comparison", record: "Comparison" };
  return jsonSchema(comparisonShape, names);
}

const unitShape = choice<Measure["unit"]>("Of every figure of the row.", {
  USD: true,
  ms: true,
  bytes: true,
  count: true,
  fraction: true,
});

const intervalShape = record<NonNullable<ComparisonRow["interval"]>>(
  "Interval",
  "Where a figure lies with 95 % confidence.",
  {
    low: nullable(number("Its lower end; null where too little is known for one.")),
    high: nullable(number("Its upper end; null where too little is known for one.")),
  },
);

const comparedShape = record<ComparedResult>("Compared", "One of the two results.", {
  source: text("As the user named it."),
  name: text("The scenario's name."),
  seed: text("Of every stream of random numbers."),
  replications: integer("How many replications ran.", 1),
  modelVersion: text("Moves when numbers move."),
  catalogDigest: text("Of the catalog's data."),
  scenarioDigest: text("Of the scenario."),
});

const gateShape = record<GateRow>("Gate", "One gate and whether the head passes it.", {
  gate: text("As it was written."),
  measure: text("What it is about."),
  figure: choice<"mean" | QuantileName>("Which figure of it.", {
    mean: true,
    p50: true,
    p90: true,
    p95: true,
    p99: true,
  }),
  unit: unitShape,
  base: optional(number("Figure of the base; absent: it has none.")),
  head: optional(number("Figure of the head; absent: it has none.")),
  limit: optional(number("What the head is held against; absent where there is no base to count from.")),
  interval: nullable(intervalShape),
  verdict: choice<GateRow["verdict"]>("By the point estimate.", { passed: true, failed: true }),
  isDoubtful: boolean("The limit lies within the interval: more replications may turn the verdict."),
  reason: optional(text("Why it could not be judged, and fails therefore.")),
});

const rowShape = record<ComparisonRow>("Difference", "One measure of both, by its mean.", {
  measure: text("Its name."),
  unit: unitShape,
  base: optional(number("Mean of the base; absent: it has none.")),
  head: optional(number("Mean of the head; absent: it has none.")),
  difference: optional(number("Head less base.")),
  relative: optional(number("The difference as a share of the base; absent where that is 0.")),
  interval: nullable(intervalShape),
  method: choice<ComparisonRow["method"]>("Whence the interval of the difference comes.", {
    paired: true,
    Welch: true,
    Newcombe: true,
    none: true,
  }),
  verdict: choice<ComparisonRow["verdict"]>("Whether it is a change for the better.", {
    worse: true,
    "not comparable": true,
    better: true,
    unchanged: true,
  }),
  reason: optional(text("Why it is so; absent where the figures say it.")),
});

const comparisonShape: Shape<Comparison> = record("Comparison", "What became of a forecast.", {
  format: choice<Comparison["format"]>("The version of this format.", { "stepcast.comparison/1": true }),
  base: comparedShape,
  head: comparedShape,
  tolerance: number("Differences up to this share of the larger figure count as none."),
  obstacles: list("Why the two cannot be told apart at all.", text("A part of a sentence.")),
  gates: table("In the order in which they were asked for.", gateShape),
  measures: table("The worst first.", rowShape),
});
