import type { ComponentRef, SparkStageRow } from "../records.ts";
import { parentsOf } from "./parents-of.ts";
import type { SparkStage } from "./spark-stage.ts";

/** What stages have come to when their application is over, without whose it is. */
export type StageOutcome = Omit<SparkStageRow, "workId" | keyof ComponentRef>;

/** The rows of an application's stages that have begun, in the order of the plan. */
export function stageRows(stages: readonly SparkStage[]): readonly StageOutcome[] {
  const critical = criticalStages(stages);
  return stages
    .filter(({ figures }) => figures.submittedAtMs !== undefined)
    .map((stage) => rowOf(stage, critical.has(stage)));
}

/** The stage that ended last, of those that it waited for the one that ended last, and so on. */
function criticalStages(stages: readonly SparkStage[]): ReadonlySet<SparkStage> {
  const found = new Set<SparkStage>();
  let last = latest(stages);
  while (last !== undefined && !found.has(last)) {
    found.add(last);
    last = latest(parentsOf(last.plan).flatMap((index) => stages[index] ?? []));
  }
  return found;
}

function latest(stages: readonly SparkStage[]): SparkStage | undefined {
  let best: SparkStage | undefined;
  for (const stage of stages) {
    const { endedAtMs } = stage.figures;
    if (endedAtMs !== undefined && endedAtMs > (best?.figures.endedAtMs ?? -1)) best = stage;
  }
  return best;
}

function rowOf(stage: SparkStage, isCritical: boolean): StageOutcome {
  const { index, plan, figures } = stage;
  const { submittedAtMs = 0, startedAtMs, endedAtMs } = figures;
  const { failedTasks, spilledTasks, recomputedTasks, uncachedTasks } = figures;
  const counts = { failedTasks, spilledTasks, recomputedTasks, uncachedTasks };
  return {
    index,
    name: plan.name,
    status: stage.isDone ? "COMPLETED" : stage.isGivenUp ? "FAILED" : "CANCELLED",
    tasks: plan.count,
    submittedAtMs,
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(stage.isDone && endedAtMs !== undefined ? { endedAtMs } : {}),
    ...(isCritical ? { critical: true } : {}),
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  };
}
