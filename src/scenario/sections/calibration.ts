import type { InstantMs } from "../../base/instant.ts";
import { INSTANT } from "../units/instant.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { readCount, readRatio, readText } from "../values/read-scalar.ts";
import { child, items, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** `calibration`: what figures were measured on, and how well the model repeats it. */
export interface CalibrationSettings {
  readonly observations: number;
  readonly fromMs: InstantMs | undefined;
  readonly toMs: InstantMs | undefined;
  readonly files: readonly string[];
  /** Undefined: nothing was replayed. */
  readonly replay: { readonly jobs: number; readonly medianError: number; readonly p90Error: number } | undefined;
}

/** Reads `calibration`: one, or one for each profile that was merged. */
export function readCalibrations(value: Value | undefined): readonly Placed<CalibrationSettings>[] {
  const all = value?.node.kind === "list" ? items(value) : value === undefined ? [] : [value];
  return all.flatMap((one) => {
    const observations = readCount(child(one, "observations"), 0);
    if (observations === undefined) return [];
    const read = {
      observations,
      fromMs: readQuantity(child(one, "from"), INSTANT),
      toMs: readQuantity(child(one, "to"), INSTANT),
      files: items(child(one, "files")).flatMap((file) => readText(file) ?? []),
      replay: readReplay(child(one, "replay")),
    };
    return [placed(one, read)];
  });
}

function readReplay(value: Value | undefined): CalibrationSettings["replay"] {
  const jobs = readCount(child(value, "jobs"), 1);
  const medianError = readError(child(value, "medianError"));
  const p90Error = readError(child(value, "p90Error"));
  return jobs === undefined || medianError === undefined || p90Error === undefined
    ? undefined
    : { jobs, medianError, p90Error };
}

function readError(value: Value | undefined): number | undefined {
  const error = value === undefined ? undefined : readRatio(value);
  if (value === undefined || error === undefined || error >= 0) return error;
  reportExpected(value, "SCENARIO_VALUE", "a number that is not negative");
  return undefined;
}
