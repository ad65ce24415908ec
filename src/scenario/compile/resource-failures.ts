import type { PipelineObject } from "../../definition/definition.ts";
import { bidKeysOf } from "../../definition/fields/bid.ts";
import { readBoolean } from "../../definition/fields/read-field.ts";
import type { ActivityPlan, ResourcePlan, ResourceRetryPlan } from "../../model/plan.ts";
import {
  DEFAULT_ACTION_ON_RESOURCE_FAILURE,
  DEFAULT_ACTION_ON_TASK_FAILURE,
  DEFAULT_MAXIMUM_RETRIES,
  DEFAULT_RETRY_DELAY,
  type Default,
} from "../defaults.ts";
import { formatDuration } from "../units/duration.ts";
import { canBootstrapFail } from "./bootstrap-actions.ts";
import type { CompileContext } from "./compile-context.ts";
import { retryDelayOf } from "./failures.ts";
import { countOf, durationOf, silentReader, textOf } from "./fields.ts";
import { canNodesFail } from "./node-failures.ts";
import { canLoseSpot } from "./purchase.ts";

/** What makes a resource fail, and what then becomes of it and of its activities (3.5, 3.6). */
export function compileResourceFailures(
  context: CompileContext,
  resource: PipelineObject,
  activities: readonly ActivityPlan[],
): Pick<
  ResourcePlan,
  "attemptTimeoutMs" | "initTimeoutMs" | "launchFailure" | "retry" | "onDemandOnLastAttempt" | "actionOnTaskFailure"
> {
  const attemptTimeoutMs = durationOf(context, resource, "attemptTimeout");
  const initTimeoutMs = durationOf(context, resource, "initTimeout");
  const launchFailure = context.scenario.boot.launchFailure ?? 0;
  const hasTimeout = attemptTimeoutMs !== undefined || initTimeoutMs !== undefined;
  const losesInstances = canNodesFail(context, resource) || canLoseSpot(resource);
  const canFail = hasTimeout || launchFailure > 0 || canBootstrapFail(context, resource) || losesInstances;
  return {
    ...(attemptTimeoutMs === undefined ? {} : { attemptTimeoutMs }),
    ...(initTimeoutMs === undefined ? {} : { initTimeoutMs }),
    ...(launchFailure === 0 ? {} : { launchFailure }),
    ...(canFail && triesAgain(context, resource) ? { retry: compileRetry(context, resource) } : {}),
    ...(endsOnDemand(context, resource) ? { onDemandOnLastAttempt: true } : {}),
    ...compileActionOnTaskFailure(context, resource, activities),
  };
}

/** useOnDemandOnLastAttempt of a resource that has a bid at all. */
function endsOnDemand(context: CompileContext, resource: PipelineObject): boolean {
  if (bidKeysOf(resource).length === 0) return false;
  return readBoolean(silentReader(context), resource, "useOnDemandOnLastAttempt") ?? false;
}

/** actionOnResourceFailure: retryAll or retryNone. */
function triesAgain(context: CompileContext, resource: PipelineObject): boolean {
  const action = textOf(context, resource, "actionOnResourceFailure")?.toLowerCase();
  if (action === "retrynone") return false;
  if (action !== "retryall") assume(context, "actionOnResourceFailure", DEFAULT_ACTION_ON_RESOURCE_FAILURE);
  return true;
}

function compileRetry(context: CompileContext, resource: PipelineObject): ResourceRetryPlan {
  const maximum = countOf(context, resource, "maximumRetries");
  const delayMs = retryDelayOf(context, resource);
  const timeoutMs = durationOf(context, resource, "retryTimeout");
  if (maximum === undefined) assumeRetry(context, "maximumRetries", DEFAULT_MAXIMUM_RETRIES, String);
  if (delayMs === undefined) assumeRetry(context, "retryDelay", DEFAULT_RETRY_DELAY, formatDuration);
  return {
    maximum: maximum ?? DEFAULT_MAXIMUM_RETRIES.value,
    delayMs: delayMs ?? DEFAULT_RETRY_DELAY.value,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/** It matters only where an attempt on the resource can fail. */
function compileActionOnTaskFailure(
  context: CompileContext,
  resource: PipelineObject,
  activities: readonly ActivityPlan[],
): Pick<ResourcePlan, "actionOnTaskFailure"> {
  const action = textOf(context, resource, "actionOnTaskFailure")?.toLowerCase();
  if (action === "terminate") return { actionOnTaskFailure: "terminate" };
  const canFail = activities.some(
    ({ runner, retry }) => retry !== undefined && runner.kind === "resource" && runner.resourceId === resource.id,
  );
  if (action !== "continue" && canFail) assume(context, "actionOnTaskFailure", DEFAULT_ACTION_ON_TASK_FAILURE);
  return {};
}

function assumeRetry(
  context: CompileContext,
  key: string,
  { value, ...rest }: Default<number>,
  format: (value: number) => string,
): void {
  const what = rest.what.replace("an attempt", "a resource").replace("the activity", "it");
  assume(context, key, { ...rest, rule: "3.6", what, value: format(value) });
}

function assume({ assumptions }: CompileContext, key: string, { rule, what, value, source }: Default<string>): void {
  const override = `\`${key}\` in the definition`;
  assumptions.add({ id: `resources.${key}`, rule, what, value, source, override });
}
