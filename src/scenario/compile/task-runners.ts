import type { TaskRunnerPlan } from "../../model/plan.ts";
import { DOCUMENTED_POLL_HOLD_MS, DOCUMENTED_TASK_THREADS } from "../defaults.ts";
import type { TaskRunnerSettings } from "../sections/task-runners.ts";
import type { Placed } from "../values/value.ts";

/** The user-managed Task Runners one by one; those of one worker group are counted through (4.1). */
export function compileTaskRunners(settings: readonly Placed<TaskRunnerSettings>[]): TaskRunnerPlan[] {
  const counted = new Map<string, number>();
  return settings.flatMap(({ value }) =>
    Array.from({ length: value.count ?? 1 }, () => {
      const index = counted.get(value.workerGroup) ?? 0;
      counted.set(value.workerGroup, index + 1);
      return compileTaskRunner(value, index);
    }),
  );
}

function compileTaskRunner(settings: TaskRunnerSettings, index: number): TaskRunnerPlan {
  const { workerGroup, tasks, pollEveryMs, logUri } = settings;
  return {
    id: `${workerGroup}/${index}`,
    workerGroup,
    tasks: tasks ?? DOCUMENTED_TASK_THREADS,
    poll:
      typeof pollEveryMs === "number"
        ? { kind: "interval", intervalMs: pollEveryMs }
        : { kind: "long", holdMs: DOCUMENTED_POLL_HOLD_MS },
    logUri: logUri ?? null,
  };
}
