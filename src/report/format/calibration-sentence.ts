import type { CalibrationPlan } from "../../model/plan.ts";
import { formatCounted, formatShare } from "./count.ts";

/** `Profile calibrated on 14 observations; replay error of 12 runs: median 4 %, p90 11 %.` */
export function calibrationSentence({ observations, replay }: CalibrationPlan): string {
  const measured = `Profile calibrated on ${formatCounted(observations, "observation")}`;
  if (replay === undefined) return `${measured}; not replayed: how far off the model is with it was not measured.`;
  const errors = `median ${formatShare(replay.medianError)}, p90 ${formatShare(replay.p90Error)}`;
  return `${measured}; replay error of ${formatCounted(replay.jobs, "run")}: ${errors}.`;
}
