import { bootTimesCsv } from "./generated/boot-times.ts";
import { findRows, numberOf, type Row, textOf } from "./table.ts";

/** One row of what was measured of starting and ending instances and clusters, in seconds. */
export interface MeasuredTime {
  /** "emr cluster creation to ready". */
  readonly what: string;
  /** A type, "any", or "unknown"; empty where the source names none. */
  readonly instanceType: string;
  readonly meanS: number | null;
  readonly sdS: number | null;
  readonly minS: number | null;
  readonly maxS: number | null;
  readonly n: number | null;
  readonly region: string;
  readonly year: string;
  readonly source: string;
  readonly note: string;
}

/** From the request of an EMR cluster to its being ready: one row per cluster seen. */
export function emrReadyTimes(): MeasuredTime[] {
  return findRows(bootTimesCsv, "emr cluster creation to ready").map(readMeasuredTime);
}

/** Everything that was measured of a type. */
export function measuredTimes(type: string): MeasuredTime[] {
  return findRows(bootTimesCsv)
    .filter((row) => textOf(row, "instance_type") === type)
    .map(readMeasuredTime);
}

function readMeasuredTime(row: Row): MeasuredTime {
  return {
    what: textOf(row, "what"),
    instanceType: textOf(row, "instance_type"),
    meanS: numberOf(row, "mean_s"),
    sdS: numberOf(row, "sd_s"),
    minS: numberOf(row, "min_s"),
    maxS: numberOf(row, "max_s"),
    n: numberOf(row, "n"),
    region: textOf(row, "region"),
    year: textOf(row, "year"),
    source: textOf(row, "source"),
    note: textOf(row, "note"),
  };
}
