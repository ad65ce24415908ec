import type { CalibrationPlan } from "../../model/plan.ts";
import type { CalibrationSettings } from "../sections/calibration.ts";
import type { Placed } from "../values/value.ts";
import type { CompileContext } from "./compile-context.ts";

/** Files that are named where there are more of them. */
const FILES_MAX = 3;

/** What the figures of profiles were measured on: each is an assumption, and what a forecast says of itself first. */
export function compileCalibrations(context: CompileContext): readonly CalibrationPlan[] {
  const { calibrations, file } = context.scenario;
  return calibrations.map((calibration, index) => {
    const plan = planOf(calibration);
    const from = calibration.place.file === file ? "this scenario" : calibration.place.file;
    context.assumptions.add({
      id: index === 0 ? "calibration" : `calibration.${index + 1}`,
      rule: "4.8",
      what: "What the work and the boots of profiles were measured on, and how far simulated runs are from measured ones",
      value: describeCalibration(plan),
      source: `${from}, from ${describeFiles(calibration.value.files)}`,
      override: "`profiles`: calibrate again, from more runs, with `--replay`",
    });
    return plan;
  });
}

function planOf({ value: { observations, fromMs, toMs, replay } }: Placed<CalibrationSettings>): CalibrationPlan {
  return {
    observations,
    ...(fromMs === undefined ? {} : { fromAtMs: fromMs }),
    ...(toMs === undefined ? {} : { toAtMs: toMs }),
    ...(replay === undefined ? {} : { replay }),
  };
}

/** `14 observations; replay error of 12 runs: median 4 %, p90 11 %`. */
function describeCalibration({ observations, replay }: CalibrationPlan): string {
  const measured = `${observations} observation${observations === 1 ? "" : "s"}`;
  if (replay === undefined) return `${measured}; not replayed`;
  return `${measured}; replay error of ${replay.jobs} runs: median ${percent(replay.medianError)}, p90 ${percent(replay.p90Error)}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

function describeFiles(files: readonly string[]): string {
  const shown = files.slice(0, FILES_MAX).join(", ");
  const more = files.length - FILES_MAX;
  if (files.length === 0) return "histories that it does not name";
  return more > 0 ? `${shown} and ${more} more` : shown;
}
