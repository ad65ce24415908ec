import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, SchedulePlan } from "../../model/plan.ts";
import type { PreconditionPlan, SatisfactionPlan } from "../../model/precondition-plan.ts";
import {
  DEFAULT_CHECK,
  DEFAULT_CHECK_DELAY,
  DEFAULT_SATISFACTION,
  DOCUMENTED_RETRY_DELAY_MIN_MS,
} from "../defaults.ts";
import type { PreconditionSettings, ScenarioSatisfaction } from "../sections/preconditions.ts";
import { formatDuration } from "../units/duration.ts";
import { type CompileContext, given, givenOrAssumed } from "./compile-context.ts";
import { compileLate } from "./failures.ts";
import { durationOf, textOf, typeOf } from "./fields.ts";
import { matching } from "./patterns.ts";
import { isUserManaged, preconditionsOf } from "./precondition-uses.ts";

/** Who uses a precondition: its schedule, and the Task Runner that checks what the service does not (3.2). */
export interface PreconditionUserPlan {
  readonly schedule: SchedulePlan;
  readonly runner: ActivityPlan["runner"];
}

/** The preconditions of an activity or a data node; the key is left out where there are none (3.1, 3.2). */
export function compilePreconditions(
  context: CompileContext,
  user: PipelineObject,
  userPlan: PreconditionUserPlan,
): { readonly preconditions?: readonly PreconditionPlan[] } {
  const objects = preconditionsOf(context, user);
  if (objects.length === 0) return {};
  return { preconditions: objects.map((object) => compilePrecondition(context, object, user, userPlan)) };
}

function compilePrecondition(
  context: CompileContext,
  object: PipelineObject,
  user: PipelineObject,
  { schedule, runner }: PreconditionUserPlan,
): PreconditionPlan {
  const { satisfied, check } = settingsOf(context, object);
  const timeoutMs = durationOf(context, object, "preconditionTimeout");
  const attemptTimeoutMs = durationOf(context, object, "attemptTimeout");
  const users = context.definition.objects.filter((one) => preconditionsOf(context, one).includes(object));
  return {
    id: object.id,
    name: textOf(context, object, "name") ?? object.id,
    type: typeOf(object),
    instanceName: users.length > 1 ? `${object.id}_${user.id}` : object.id,
    schedule,
    runner: isUserManaged(object) ? runner : { kind: "service" },
    satisfied: compileSatisfaction(context, object, satisfied),
    check: givenOrAssumed(context, check, {
      ...DEFAULT_CHECK,
      id: "preconditions.check",
      path: ["preconditions", "*", "check"],
    }),
    retryDelayMs: retryDelayMs(context, object, satisfied !== undefined),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(attemptTimeoutMs === undefined ? {} : { attemptTimeoutMs }),
    ...compileLate(context, object, schedule),
  };
}

/** Each part from the most specific pattern that has it. */
function settingsOf({ scenario }: CompileContext, { id }: PipelineObject): PreconditionSettings {
  const entries = matching(scenario.preconditions, id);
  return {
    satisfied: entries.find(({ value }) => value.satisfied)?.value.satisfied,
    check: entries.find(({ value }) => value.check)?.value.check,
  };
}

function compileSatisfaction(
  context: CompileContext,
  { id }: PipelineObject,
  satisfied: ScenarioSatisfaction | undefined,
): SatisfactionPlan {
  if (satisfied === undefined) {
    const { rule, what, value, source } = DEFAULT_SATISFACTION;
    const path = ["preconditions", id, "satisfiedAfter"];
    const yaml = formatDuration(value);
    const assumption = { rule, what: `${what} ${id} is met`, value: "at its first check", source, path, yaml };
    context.assumptions.add({ id: `preconditions.${id}`, ...assumption });
    return { kind: "after", delay: { kind: "constant", value } };
  }
  if (satisfied.kind === "after") return { kind: "after", delay: given(context, satisfied.delay) };
  if (satisfied.kind === "chance" && satisfied.probability === 0) return { kind: "never" };
  return satisfied;
}

/** Never under two minutes; one that is met at its first check needs none. */
function retryDelayMs(context: CompileContext, object: PipelineObject, isNamed: boolean): number {
  const own = durationOf(context, object, "retryDelay");
  if (own === undefined && isNamed) {
    const { rule, what, value, source } = DEFAULT_CHECK_DELAY;
    const override = "`retryDelay` in the definition";
    const id = "preconditions.retryDelay";
    context.assumptions.add({ id, rule, what, value: formatDuration(value), source, override });
  }
  return Math.max(own ?? DEFAULT_CHECK_DELAY.value, DOCUMENTED_RETRY_DELAY_MIN_MS);
}
