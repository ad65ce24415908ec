import type { Measure, ResultSummary } from "../../experiment/result.ts";
import type { TimeView } from "../view.ts";
import { measureOf } from "./measure-of.ts";
import { PHASE_LABELS } from "./phase-labels.ts";

/** Where the latency of the pipeline goes, on average over all executions that succeeded. */
export function buildTime(result: ResultSummary): TimeView {
  const latency = measureOf(result, "latency.pipeline");
  const logPublication = measureOf(result, "time.logPublication");
  return {
    ...(latency === undefined ? {} : { latency }),
    phases: latency === undefined ? [] : phasesOf(result, latency),
    ...(logPublication === undefined ? {} : { logPublication }),
  };
}

function phasesOf(result: ResultSummary, latency: Measure): TimeView["phases"] {
  return PHASE_LABELS.flatMap(([phase, label]) => {
    const mean = measureOf(result, `time.${phase}`)?.mean ?? 0;
    return mean > 0 ? [{ phase, label, mean, share: latency.mean > 0 ? mean / latency.mean : 0 }] : [];
  });
}
