import { DURATION } from "../units/duration.ts";
import { SIZE } from "../units/size.ts";
import { readPositive } from "../values/read-quantity.ts";
import { readCount, readPlacedText, readText } from "../values/read-scalar.ts";
import { child, items, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** A measured run of a step. */
export interface MeasuredRun {
  readonly nodes: number;
  readonly timeMs: number;
  /** Undefined: the reference type. */
  readonly type: Placed<string> | undefined;
  /** Of data; undefined: not said. */
  readonly bytes: number | undefined;
}

/** The measured runs that a law is fitted to; they may still stand in a file of their own. */
export type MeasuredRuns =
  | { readonly kind: "runs"; readonly runs: Placed<readonly MeasuredRun[]> }
  /** Relative to the scenario. */
  | { readonly kind: "file"; readonly file: Placed<string> };

/** Reads a list of runs, or the name of a CSV file. */
export function readMeasuredRuns(value: Value): MeasuredRuns | undefined {
  if (value.node.kind === "scalar") {
    const file = readPlacedText(value);
    return file === undefined ? undefined : { kind: "file", file };
  }
  const all = items(value);
  if (all.length === 0) {
    reportExpected(value, "SCENARIO_VALUE", "a list of measured runs, or the name of a CSV file");
    return undefined;
  }
  const runs = all.map(readRun).filter((run) => run !== undefined);
  return runs.length < all.length ? undefined : { kind: "runs", runs: placed(value, runs) };
}

function readRun(value: Value): MeasuredRun | undefined {
  if (value.node.kind !== "map") {
    const text = readText(value);
    if (text !== undefined) reportExpected(value, "SCENARIO_VALUE", "a map such as `{ nodes: 4, time: 20 min }`");
    return undefined;
  }
  const nodes = readCount(child(value, "nodes"), 1);
  const timeMs = readPositive(child(value, "time"), DURATION);
  const type = readPlacedText(child(value, "type"));
  const bytes = readPositive(child(value, "size"), SIZE);
  return nodes === undefined || timeMs === undefined ? undefined : { nodes, timeMs, type, bytes };
}
