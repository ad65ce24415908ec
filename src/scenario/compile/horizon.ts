import type { InstantMs } from "../../base/instant.ts";
import type { PipelinePlan } from "../../model/plan.ts";
import { runsOn } from "../../model/runs-on.ts";
import { DEFAULT_HORIZON, HORIZON_OF_FINITE_MS } from "../defaults.ts";
import type { Scenario } from "../scenario.ts";
import type { Problems } from "../source/problems.ts";
import { formatDuration } from "../units/duration.ts";
import { formatUtc } from "../units/instant.ts";
import type { Placed } from "../values/value.ts";
import type { AssumptionBook } from "./assumption-book.ts";
import { momentInstant, refuseBefore } from "./moment.ts";

/** Where the forecast ends: the scenario's `until`, else far away for what ends by itself and near for what does not. */
export function horizonInstant(
  { activation: { until }, failures }: Scenario,
  activationMs: InstantMs,
  pipelines: readonly PipelinePlan[],
  { assumptions, problems }: { readonly assumptions: AssumptionBook; readonly problems: Problems },
): InstantMs {
  if (until !== undefined) {
    const untilMs = momentInstant(until.value, activationMs);
    refuseBefore(untilMs, activationMs, "the end of the forecast", until, problems);
    warnOfArrivalsAfter(untilMs, until, pipelines, problems);
    return untilMs;
  }
  const starts = pipelines.map((pipeline) => pipeline.activationMs ?? activationMs);
  // where no task ever reaches its runner, each is handed out again and again
  const ends = failures.lostAnswers !== 1 && !pipelines.some(runsOn);
  if (ends) return Math.max(...starts, ...pipelines.map(lastKnownInstant)) + HORIZON_OF_FINITE_MS;
  const { rule, what, value, source } = DEFAULT_HORIZON;
  const horizonMs = Math.max(...starts) + value;
  const text = formatDuration(horizonMs - activationMs);
  assumptions.add({
    id: "activation.until",
    rule,
    what,
    value: text,
    source,
    path: ["activation", "until"],
    yaml: text,
  });
  return horizonMs;
}

/** The horizon lies after everything that has a date. */
function lastKnownInstant({ activation, activities }: PipelinePlan): InstantMs {
  const ends = activities.flatMap(({ schedule }) =>
    schedule.kind === "ondemand" ? [] : [schedule.startMs, schedule.endMs ?? schedule.startMs],
  );
  // in ascending order, and more than a call may have arguments
  const lastArrivalMs = activation.kind === "times" ? activation.timesMs.at(-1) : undefined;
  return Math.max(lastArrivalMs ?? Number.NEGATIVE_INFINITY, ...ends);
}

/** Activations at or after the end of the forecast never happen in it. */
function warnOfArrivalsAfter(
  untilMs: InstantMs,
  { place, path }: Placed<unknown>,
  pipelines: readonly PipelinePlan[],
  problems: Problems,
): void {
  const times = pipelines.flatMap(({ activation }) => (activation.kind === "times" ? activation.timesMs : []));
  const late = times.filter((timeMs) => timeMs >= untilMs).length;
  if (late === 0) return;
  const message = `${late} of ${times.length} arrivals come at or after the end of the forecast (${formatUtc(untilMs)}) and are left out`;
  problems.warning("SCENARIO_VALUE", place, message, { path, rule: "2.2", hint: "let the forecast end later" });
}
