import type { InstantMs } from "../base/instant.ts";
import { invariant } from "../base/invariant.ts";
import { bootTimesCsv } from "./generated/boot-times.ts";
import { findInstanceType } from "./instance-type.ts";
import { findRows, numberOf, type Row, textOf } from "./table.ts";

/** From the launch request to an instance that can be used, in seconds; null where nobody measured it. */
export interface BootTime {
  readonly meanS: number;
  readonly sdS: number;
  readonly minS: number | null;
  readonly maxS: number | null;
  /** Launches or rows behind the mean; null where the source does not say. */
  readonly n: number | null;
  readonly source: string;
  /** Why figures of other types stand in for this one's; null where they are its own. */
  readonly standIn: string | null;
}

const MEASURED_2012 = "ec2 launch to usable, Linux, Gaussian model parameters";
const MEASURED_2021 = "ec2 RunInstances to TCP/22 open, sum of the four";
const MEASURED_2026 = "ec2 cold launch to ssh ready, Amazon Linux 2023";

/** Half-way between the measurements of 2012 and those of 2021 to 2026. */
const MODERN_FROM_MS: InstantMs = Date.UTC(2017, 0, 1);

/**
 * The boot time of a type: what was measured of it, else what was measured of other types nearest in time to the date;
 * undefined for an unknown type. Assumption where `standIn` says so (5.1).
 */
export function bootTime(type: string, dateMs: InstantMs): BootTime | undefined {
  if (findInstanceType(type) === undefined) return undefined;
  const [own2012] = findRows(bootTimesCsv, MEASURED_2012, type);
  if (own2012 !== undefined) return gaussian(own2012, null);
  const modern = modernRows();
  const own = modern.filter((row) => textOf(row, "instance_type") === type);
  if (own.length > 0) return pooled(own, modern, null);
  if (dateMs >= MODERN_FROM_MS) {
    return pooled(modern, modern, `no measurement of ${type}; all of 2021 to 2026 are taken together`);
  }
  const [typical] = findRows(bootTimesCsv, MEASURED_2012, "any");
  invariant(typical !== undefined, "the data file has no boot time for any type");
  return gaussian(typical, `no measurement of ${type}; the one of 2012 for any type is taken`);
}

function modernRows(): Row[] {
  return [MEASURED_2021, MEASURED_2026].flatMap((what) => findRows(bootTimesCsv, what));
}

function gaussian(row: Row, standIn: string | null): BootTime {
  const sdS = numberOf(row, "sd_s");
  invariant(sdS !== null, "the measurements of 2012 have a standard deviation");
  return { meanS: meanOf(row), sdS, minS: null, maxS: null, n: null, source: textOf(row, "source"), standIn };
}

/** Single figures per row: their mean; their spread is too small a sample, so that of all modern rows is taken. */
function pooled(rows: readonly Row[], all: readonly Row[], standIn: string | null): BootTime {
  const sources = new Set(rows.map((row) => textOf(row, "source")));
  return {
    meanS: round(mean(rows.map(meanOf))),
    sdS: round(standardDeviation(all.map(meanOf))),
    minS: Math.min(...rows.map((row) => numberOf(row, "min_s") ?? meanOf(row))),
    maxS: Math.max(...rows.map((row) => numberOf(row, "max_s") ?? meanOf(row))),
    n: rows.reduce((sum, row) => sum + (numberOf(row, "n") ?? 1), 0),
    source: [...sources].join("; "),
    standIn,
  };
}

function meanOf(row: Row): number {
  const value = numberOf(row, "mean_s");
  invariant(value !== null, "this kind of measurement has a mean");
  return value;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardDeviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}

/** To the millisecond. */
function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
