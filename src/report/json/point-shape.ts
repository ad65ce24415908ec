import type { PointFailure, PointOutcome, PointResult } from "../../planner/point-outcome.ts";
import type { Point } from "../../planner/points.ts";
import { checkShape, measureShape } from "./result-shape.ts";
import { choice, integer, list, optional, record, type Shape, tableByName, text } from "./shape.ts";

/** A line of `points.jsonl`: what every outcome has, and what each kind of it has. */
export interface PointLine extends Point {
  readonly format: "stepcast.point/1";
  readonly kind: PointOutcome["kind"];
  readonly replications?: number;
  readonly eventsDigest?: string;
  readonly measures?: PointResult["measures"];
  readonly checks?: NonNullable<PointResult["checks"]>;
  readonly message?: PointFailure["message"];
}

/** `stepcast.point/1`. */
export const pointShape: Shape<PointLine> = record("Point", "What one point of a sweep gave.", {
  format: choice<PointLine["format"]>("Which format this is.", { "stepcast.point/1": true }),
  index: integer("Its place in the whole grid, excluded combinations counted, from 0.", 0),
  values: list(
    "What it sets, in the order of the sweep's axes.",
    record<Point["values"][number]>("SweptValue", "One value.", {
      path: text("A path into the scenario or the definition, as --set takes it."),
      text: text("The value as YAML."),
    }),
  ),
  kind: choice<PointLine["kind"]>("Whether it could be simulated.", { result: true, failure: true }),
  replications: optional(integer("How many replications ran; absent: it failed.", 1)),
  eventsDigest: optional(text("Of every transition of every replication, in order; absent: it failed.")),
  measures: optional(tableByName("Name of the measure: `cost.total`, ...; absent: the point failed.", measureShape)),
  checks: optional(list("The scenario's conditions; absent: it has none, or the point failed.", checkShape)),
  message: optional(text("Why it cannot be simulated; absent: it can.")),
});
