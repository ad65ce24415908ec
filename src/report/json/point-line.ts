import type { PointOutcome } from "../../planner/point-outcome.ts";
import { pointShape } from "./point-shape.ts";
import { writeJsonLine } from "./write-json.ts";

/** An outcome as a line of `stepcast.point/1`, without its end: the same bytes whoever computed it. */
export function writePointLine(outcome: PointOutcome): string {
  return writeJsonLine(pointShape, { format: "stepcast.point/1", ...outcome });
}

/**
 * Reads back what `writePointLine` wrote; undefined for anything that is not such a line. Figures that are not finite
 * are null in it, and read as NaN would: nothing is known of them.
 */
export function readPointLine(line: string): PointOutcome | undefined {
  const value = parsed(line);
  if (typeof value !== "object" || value === null || !("format" in value)) return undefined;
  const { format, ...outcome } = value;
  return format === "stepcast.point/1" ? (outcome as PointOutcome) : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
