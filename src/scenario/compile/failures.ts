import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, AttemptFailurePlan, RetryPlan, SchedulePlan, WorkItemPlan } from "../../model/plan.ts";
import {
  DEFAULT_FAILURE_AT,
  DEFAULT_MAXIMUM_RETRIES,
  DEFAULT_RETRY_DELAY,
  type Default,
  DOCUMENTED_REPORT_PROGRESS_TIMEOUT_MS,
  DOCUMENTED_RETRY_DELAY_MIN_MS,
} from "../defaults.ts";
import type { AttemptFailure } from "../sections/workloads.ts";
import { formatDuration } from "../units/duration.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { countOf, durationOf, referredObjects, typeOf } from "./fields.ts";
import { canNodesFail } from "./node-failures.ts";
import { closest } from "./patterns.ts";
import { canLoseSpot } from "./purchase.ts";
import { findFailure } from "./workload-parts.ts";

/** When an attempt of an activity fails or is given up, how often it is then tried again, and when it is late (3.3, 3.4). */
export function compileFailures(
  context: CompileContext,
  activity: PipelineObject,
  { schedule, runner, work }: Pick<ActivityPlan, "schedule" | "runner" | "work">,
): Pick<ActivityPlan, "attemptTimeoutMs" | "reportProgressTimeoutMs" | "failure" | "retry" | "late"> {
  const attemptTimeoutMs = durationOf(context, activity, "attemptTimeout");
  const failure = compileFailure(context, activity);
  const host = runner.kind === "resource" ? context.objects.get(runner.resourceId) : undefined;
  // what fails with its resource is tried again on the next attempt at it (3.4, 3.6)
  const hostTimesOut = host !== undefined && durationOf(context, host, "attemptTimeout") !== undefined;
  const runnersDie = context.scenario.failures.taskRunner !== undefined;
  const hostsFail = host !== undefined && (canNodesFail(context, host) || canLoseSpot(host));
  const silenceMs = durationOf(context, activity, "reportProgressTimeout");
  // an attempt falls silent when its runner or its host dies, or when its reports are refused for so long (4.4, 4.5)
  const canBeSilent = runnersDie || hostsFail || silenceMs !== undefined;
  const canFail =
    attemptTimeoutMs !== undefined || failure !== undefined || canBeSilent || hostTimesOut || work.some(canWorkFail);
  return {
    ...(attemptTimeoutMs === undefined ? {} : { attemptTimeoutMs }),
    ...(canBeSilent ? { reportProgressTimeoutMs: silenceMs ?? DOCUMENTED_REPORT_PROGRESS_TIMEOUT_MS } : {}),
    ...(failure === undefined ? {} : { failure }),
    ...(canFail ? { retry: compileRetry(context, activity) } : {}),
    ...compileLate(context, activity, schedule),
  };
}

/** A step may fail of itself; a job is given up when one of its tasks has failed too often (5.4). */
function canWorkFail({ work, failure }: WorkItemPlan): boolean {
  if (failure !== undefined) return true;
  return work.kind === "mapreduce" && work.job.faults.failureProbability > 0;
}

function compileFailure(context: CompileContext, activity: PipelineObject): AttemptFailurePlan | undefined {
  return failurePlanOf(context, findFailure(context, activity));
}

/** How one step of an EmrActivity fails on its own: by its index (`MyActivity[1]`), its label, or its activity (4.6). */
export function compileStepFailure(
  context: CompileContext,
  activity: PipelineObject,
  index: number,
  label: string,
): Pick<WorkItemPlan, "failure"> {
  const found = closest(context.scenario.failures.steps, [`${activity.id}[${index}]`, label, activity.id]);
  const failure = failurePlanOf(context, found?.value);
  return failure === undefined ? {} : { failure };
}

function failurePlanOf(context: CompileContext, failure: AttemptFailure | undefined): AttemptFailurePlan | undefined {
  const { probability = 0, atFraction } = failure ?? {};
  if (probability === 0) return undefined;
  if (atFraction === undefined) {
    const { rule, what, source } = DEFAULT_FAILURE_AT;
    const override = "`atFraction` beside `probability`: `atFraction: uniform`";
    context.assumptions.add({ id: "attempts.failureAt", rule, what, value: "uniform", source, override });
  }
  const isUniform = atFraction === undefined || atFraction === "uniform";
  return { probability, atFraction: isUniform ? DEFAULT_FAILURE_AT.value : given(context, atFraction) };
}

/** When an instance of an activity, resource, data node or precondition is late; what runs on demand never is (3.4). */
export function compileLate(
  context: CompileContext,
  object: PipelineObject,
  schedule: SchedulePlan,
): Pick<ActivityPlan, "late"> {
  const afterMs = durationOf(context, object, "lateAfterTimeout");
  if (afterMs === undefined || schedule.kind === "ondemand") return {};
  const actions = referredObjects(context, object, "onLateAction");
  return { late: { afterMs, terminates: actions.some((action) => typeOf(action) === "Terminate") } };
}

/** Never under two minutes, whatever an object says; undefined where it says nothing. */
export function retryDelayOf(context: CompileContext, object: PipelineObject): number | undefined {
  const delayMs = durationOf(context, object, "retryDelay");
  return delayMs === undefined ? undefined : Math.max(delayMs, DOCUMENTED_RETRY_DELAY_MIN_MS);
}

function compileRetry(context: CompileContext, activity: PipelineObject): RetryPlan {
  const maximum = countOf(context, activity, "maximumRetries");
  const delayMs = retryDelayOf(context, activity);
  if (maximum === undefined) assume(context, "maximumRetries", DEFAULT_MAXIMUM_RETRIES, String);
  if (delayMs === undefined) assume(context, "retryDelay", DEFAULT_RETRY_DELAY, formatDuration);
  return {
    maximum: maximum ?? DEFAULT_MAXIMUM_RETRIES.value,
    delayMs: delayMs ?? DEFAULT_RETRY_DELAY.value,
  };
}

function assume(
  { assumptions }: CompileContext,
  key: string,
  { rule, what, value, source }: Default<number>,
  format: (value: number) => string,
): void {
  const override = `\`${key}\` in the definition`;
  assumptions.add({ id: `attempts.${key}`, rule, what, value: format(value), source, override });
}
