import type { RunnerFailurePlan } from "../../model/plan.ts";
import { DEFAULT_RUNNER_RESTART } from "../defaults.ts";
import { type CompileContext, given } from "./compile-context.ts";

/** How Task Runners die (4.4); undefined where the scenario does not say that they do. */
export function compileRunnerFailure(context: CompileContext): RunnerFailurePlan | undefined {
  const { failures, taskRunners } = context.scenario;
  if (failures.taskRunner === undefined) return undefined;
  const { meanTimeToFailureMs, restart } = failures.taskRunner;
  if (restart !== undefined) return { meanTimeToFailureMs, restart: given(context, restart) };
  if (taskRunners.length > 0) {
    const path = ["failures", "taskRunner", "restart"];
    context.assumptions.add({ id: "taskRunner.restart", ...DEFAULT_RUNNER_RESTART, path, yaml: "10 minutes" });
  }
  return { meanTimeToFailureMs };
}
