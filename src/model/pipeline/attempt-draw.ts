import type { ActivityPlan, PipelinePlan } from "../plan.ts";
import { type FailurePoint, failurePointAt } from "../runner/failure-point.ts";
import type { World } from "../world.ts";

/** What chance decides about an attempt before it begins. */
export interface AttemptDraw {
  /** How much work each item is. */
  readonly amounts: readonly number[];
  /** Absent: it does not fail of itself. */
  readonly failure?: FailurePoint;
}

/** Retries draw from streams of their own, so that what-ifs share what first attempts draw (8.2). */
export function drawAttempt(
  world: World,
  pipeline: PipelinePlan,
  plan: ActivityPlan,
  which: "first" | "retry",
): AttemptDraw {
  const purpose = `${pipeline.name}/${plan.id}`;
  const stream = which === "first" ? "work" : "retry";
  const amounts = plan.work.map(({ work }, index) =>
    world.draw(work.kind === "duration" ? work.duration : work.work, `${stream}/${purpose}/${index}`),
  );
  if (plan.failure === undefined) return { amounts };
  const owner = which === "first" ? purpose : `${purpose}/retry`;
  const isFailing = world.drawChance(plan.failure.probability, `failure/${owner}`);
  // also where it does not fail: another probability leaves where the others fail as it was
  const fraction = world.drawFraction(plan.failure.atFraction, `failureAt/${owner}`);
  return isFailing ? { amounts, failure: failurePointAt(fraction, amounts) } : { amounts };
}
