import type { InstantMs } from "../../base/instant.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import type { ActivationPlan, ActivityPlan } from "../../model/plan.ts";
import {
  DEFAULT_ACTIVATION_OF_2012,
  DEFAULT_ACTIVATION_SINCE,
  DEFAULT_HORIZON,
  HORIZON_OF_FINITE_MS,
} from "../defaults.ts";
import type { Scenario } from "../scenario.ts";
import type { Moment } from "../sections/activation.ts";
import type { Problems } from "../source/problems.ts";
import { nodeAt, type ScenarioPath } from "../source/scenario-node.ts";
import { formatDuration } from "../units/duration.ts";
import { formatUtc } from "../units/instant.ts";
import type { AssumptionBook } from "./assumption-book.ts";
import { isOf2012 } from "./definition-era.ts";
import { type FieldScope, instantOf, typeOf } from "./fields.ts";

/** The instant of the first activation: the scenario's, else the one that the rule of `activation.at` gives. */
export function activationInstant(
  scenario: Scenario,
  definition: PipelineDefinition,
  assumptions: AssumptionBook,
): InstantMs {
  if (scenario.activation.atMs !== undefined) return scenario.activation.atMs;
  const { instantMs, source } = chooseInstant(scenario, { definition });
  assumptions.add({
    id: "activation.at",
    rule: "2.7",
    what: "Instant of the first activation",
    value: formatUtc(instantMs),
    source,
    path: ["activation", "at"],
    yaml: formatUtc(instantMs),
  });
  return instantMs;
}

function chooseInstant(scenario: Scenario, scope: FieldScope): { instantMs: InstantMs; source: string } {
  const starts = scope.definition.objects
    .filter((object) => typeOf(object) === "Schedule")
    .flatMap((schedule) => instantOf(scope, schedule, "startDateTime") ?? []);
  if (starts.length > 0) return { instantMs: Math.min(...starts), source: "the earliest start of a schedule" };
  const { pricesDateMs } = scenario.account;
  if (pricesDateMs !== undefined) return { instantMs: pricesDateMs, source: "the date of the prices" };
  return isOf2012(scope)
    ? { instantMs: DEFAULT_ACTIVATION_OF_2012, source: "the era of the definition, in which nothing is newer" }
    : { instantMs: DEFAULT_ACTIVATION_SINCE, source: "the latest date on which all kinds of prices were seen" };
}

/** When on-demand pipelines are activated; the first, or only, activation is the plan's (2.2). */
export function compileArrivals(scenario: Scenario, activationMs: InstantMs): ActivationPlan {
  const { arrivals } = scenario.activation;
  if (arrivals === undefined) return { kind: "times", timesMs: [activationMs] };
  if (arrivals.kind === "every") return { ...arrivals, count: arrivals.count ?? null };
  if (arrivals.kind === "poisson") return { ...arrivals, count: arrivals.count ?? null };
  const timesMs = arrivals.times.map((moment) => momentInstant(moment, activationMs));
  return { kind: "times", timesMs: timesMs.sort((a, b) => a - b) };
}

/** Where the forecast ends: the scenario's `until`, else far away for what ends by itself and near for what does not. */
export function horizonInstant(
  scenario: Scenario,
  activationMs: InstantMs,
  arrivals: ActivationPlan,
  activities: readonly ActivityPlan[],
  assumptions: AssumptionBook,
): InstantMs {
  const { until } = scenario.activation;
  if (until !== undefined) return momentInstant(until, activationMs);
  if (!isEndless(arrivals, activities))
    return lastKnownInstant(arrivals, activities, activationMs) + HORIZON_OF_FINITE_MS;
  const { rule, what, value, source } = DEFAULT_HORIZON;
  const text = formatDuration(value);
  assumptions.add({
    id: "activation.until",
    rule,
    what,
    value: text,
    source,
    path: ["activation", "until"],
    yaml: text,
  });
  return activationMs + value;
}

/** Nothing that the scenario dates may lie before the activation, with which time begins. */
export function refuseBeforeActivation(
  { root, activation }: Scenario,
  activationMs: InstantMs,
  problems: Problems,
): void {
  const refuse = (moment: Moment | undefined, path: ScenarioPath, what: string): void => {
    const instantMs = moment === undefined ? activationMs : momentInstant(moment, activationMs);
    if (instantMs >= activationMs) return;
    const message = `${what} (${formatUtc(instantMs)}) lies before the activation (${formatUtc(activationMs)})`;
    const hint = "give an instant after it, or an earlier `activation.at`";
    problems.error("SCENARIO_VALUE", (nodeAt(root, path) ?? root).place, message, { path, hint });
  };
  refuse(activation.until, ["activation", "until"], "the end of the forecast");
  const times = activation.arrivals?.kind === "times" ? activation.arrivals.times : [];
  for (const [index, moment] of times.entries()) {
    refuse(moment, ["activation", "arrivals", "times", index], "this arrival");
  }
}

function isEndless(arrivals: ActivationPlan, activities: readonly ActivityPlan[]): boolean {
  const endlessSchedule = activities.some(
    ({ schedule }) => schedule.kind !== "ondemand" && schedule.occurrences === null && schedule.endMs === null,
  );
  return endlessSchedule || (arrivals.kind !== "times" && arrivals.count === null);
}

/** The horizon lies after everything that has a date. */
function lastKnownInstant(
  arrivals: ActivationPlan,
  activities: readonly ActivityPlan[],
  activationMs: InstantMs,
): InstantMs {
  const ends = activities.flatMap(({ schedule }) =>
    schedule.kind === "ondemand" ? [] : [schedule.startMs, schedule.endMs ?? schedule.startMs],
  );
  return Math.max(activationMs, ...ends, ...(arrivals.kind === "times" ? arrivals.timesMs : []));
}

function momentInstant(moment: Moment, activationMs: InstantMs): InstantMs {
  return moment.kind === "instant" ? moment.instantMs : activationMs + moment.afterMs;
}
