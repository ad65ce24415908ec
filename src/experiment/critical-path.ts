import type { PipelinePlan, Plan, WorkRole } from "../model/plan.ts";
import type { ActivityHistory } from "../model/records.ts";

/** The phases that the latency of an execution is made of. */
export type Phase = "waiting" | "boot" | "bootstrap" | "applications" | "runnerInstall" | WorkRole;

/** All phases, in the order in which an execution passes them. */
export const PHASES: readonly Phase[] = [
  "waiting",
  "boot",
  "bootstrap",
  "applications",
  "runnerInstall",
  "preActivityTask",
  "stageInput",
  "preStepCommand",
  "step",
  "postStepCommand",
  "command",
  "stageOutput",
  "postActivityTask",
];

/** Not every pipeline passes these: only where some activity does, they are measured. */
const RARE_PHASES: ReadonlySet<Phase> = new Set(["preActivityTask", "stageInput", "stageOutput", "postActivityTask"]);

/** The phases that executions of a plan may pass. */
export function measuredPhases({ pipelines }: Plan): Phase[] {
  const roles = new Set<Phase>();
  for (const { work } of pipelines.flatMap(({ activities }) => activities)) {
    for (const { role } of work) roles.add(role);
  }
  return PHASES.filter((phase) => !RARE_PHASES.has(phase) || roles.has(phase));
}

/**
 * Where the time of one execution went: walks back from the activity that ended last, through its work, its wait for a
 * runner and the dependency that held it up, to the moment when the execution was due. The phases add up to the latency
 * exactly.
 *
 * @param histories of all activity instances of the execution
 */
export function splitLatency(
  plan: PipelinePlan,
  histories: readonly ActivityHistory[],
  dueAtMs: number,
): Record<Phase, number> {
  const split = noTime();
  const producersOf = producersIn(plan, histories);
  let current = lastEnded(histories, Number.POSITIVE_INFINITY);
  let markMs = current?.instance.endedAtMs ?? dueAtMs;
  while (current !== undefined && markMs > dueAtMs) {
    markMs = splitActivity(current, split, markMs);
    const producer = lastEnded(producersOf(current), markMs);
    const heldUpFromMs = Math.max(dueAtMs, producer?.instance.endedAtMs ?? dueAtMs);
    split.waiting += Math.max(0, markMs - heldUpFromMs);
    markMs = heldUpFromMs;
    current = producer;
  }
  return split;
}

/** Answers for an instance those of the execution that it may have waited for. */
function producersIn(
  plan: PipelinePlan,
  histories: readonly ActivityHistory[],
): (history: ActivityHistory) => readonly ActivityHistory[] {
  // one alone has waited for none
  if (histories.length === 1) return () => [];
  const byId = new Map(histories.map((history) => [history.instance.componentId, history]));
  return ({ instance: { componentId } }) => {
    const producers = plan.activities.find(({ id }) => id === componentId)?.dependsOn ?? [];
    return producers.flatMap(({ activityId }) => byId.get(activityId) ?? []);
  };
}

function noTime(): Record<Phase, number> {
  return {
    waiting: 0,
    boot: 0,
    bootstrap: 0,
    applications: 0,
    runnerInstall: 0,
    preActivityTask: 0,
    stageInput: 0,
    preStepCommand: 0,
    step: 0,
    postStepCommand: 0,
    command: 0,
    stageOutput: 0,
    postActivityTask: 0,
  };
}

/** Adds one activity's attempts and waits; answers the instant from which it was ready. */
function splitActivity({ instance, attempts }: ActivityHistory, split: Record<Phase, number>, endMs: number): number {
  let markMs = endMs;
  for (let index = attempts.length - 1; index >= 0; index -= 1) {
    const attempt = attempts[index];
    if (attempt === undefined) continue;
    split.waiting += markMs - attempt.endedAtMs;
    let workedMs = 0;
    for (const item of attempt.workItems) {
      split[item.role] += item.endedAtMs - item.startedAtMs;
      workedMs += item.endedAtMs - item.startedAtMs;
    }
    // steps that waited behind those of another activity
    split.waiting += attempt.endedAtMs - attempt.startedAtMs - workedMs;
    const { bootMs, bootstrapMs, applicationsMs, runnerInstallMs, queueMs } = attempt.waitedFor;
    split.boot += bootMs;
    split.bootstrap += bootstrapMs;
    split.applications += applicationsMs;
    split.runnerInstall += runnerInstallMs;
    split.waiting += queueMs;
    markMs = attempt.queuedAtMs;
  }
  const readyAtMs = Math.min(markMs, instance.readyAtMs ?? markMs);
  split.waiting += markMs - readyAtMs;
  return readyAtMs;
}

function lastEnded(histories: Iterable<ActivityHistory>, untilMs: number): ActivityHistory | undefined {
  let last: ActivityHistory | undefined;
  for (const history of histories) {
    const { endedAtMs } = history.instance;
    if (endedAtMs === undefined || endedAtMs > untilMs) continue;
    if (last === undefined || endedAtMs > (last.instance.endedAtMs ?? 0)) last = history;
  }
  return last;
}
