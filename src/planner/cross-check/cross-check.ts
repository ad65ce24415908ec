import type { CrossCheckRow, Result } from "../../experiment/result.ts";
import type { Plan } from "../../model/plan.ts";
import { checkBoots } from "./boot-check.ts";
import { checkMakespans } from "./makespan-check.ts";
import { checkWorkerGroups } from "./worker-group-check.ts";

/**
 * The parts of a plan that have an exact answer, beside what was simulated: queues at worker groups, the slowest of n
 * boots, the makespan of equal or random tasks.
 *
 * @returns none where no part is so simple
 */
export function crossCheck(plan: Plan, { measures }: Pick<Result, "measures">): readonly CrossCheckRow[] {
  const measureOf = (name: string) => {
    const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
    return measure === undefined || measure.observations === 0 ? undefined : measure;
  };
  return [checkWorkerGroups, checkBoots, checkMakespans].flatMap((check) => check(plan, measureOf));
}
