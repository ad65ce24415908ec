import type { Distribution } from "../../engine/distribution.ts";
import { momentsOf } from "../../engine/moments.ts";
import type { ActivityPlan, AttemptFailurePlan, PipelinePlan, WorkPlan } from "../plan.ts";
import { type FailurePoint, failurePointAt } from "../runner/failure-point.ts";
import type { World } from "../world.ts";
import type { Occasion } from "./instance-source.ts";
import { keyOf } from "./occasions.ts";

type TransferPlan = Extract<WorkPlan, { kind: "transfer" }>;

/** What chance decides about an attempt before it begins. */
export interface AttemptDraw {
  /** How much work each item is: milliseconds, for `scaling` node-milliseconds on the reference type. */
  readonly amounts: readonly number[];
  /** Absent: it does not fail of itself. */
  readonly failure?: FailurePoint;
}

/** Retries draw from streams of their own, so that what-ifs share what first attempts draw (8.2). */
export function drawAttempt(
  world: World,
  pipeline: PipelinePlan,
  plan: ActivityPlan,
  occasion: Occasion,
  which: "first" | "retry",
): AttemptDraw {
  const purpose = `${pipeline.name}/${plan.id}`;
  const stream = which === "first" ? "work" : "retry";
  let count = 0;
  const amounts = plan.work.map(({ role, work }) => {
    if (work.kind === "transfer")
      return drawTransferMs(world, `${pipeline.name}/${keyOf(plan.schedule, occasion)}`, work);
    // what stands around the work leaves the streams of the work as they are (8.2)
    const isAround = role === "preActivityTask" || role === "postActivityTask";
    const name = isAround ? role : count++;
    if (work.kind === "mapreduce") return taskTimeOf([work.job.map, work.job.reduce]);
    if (work.kind === "spark") return taskTimeOf(work.application.stages);
    return world.draw(work.kind === "duration" ? work.duration : work.work, `${stream}/${purpose}/${name}`);
  });
  const owner = which === "first" ? purpose : `${purpose}/retry`;
  const failure = drawFailure(world, plan, amounts, owner);
  return failure === undefined ? { amounts } : { amounts, failure };
}

/** Whichever comes first: the attempt's own failure, or that of one of its steps. */
function drawFailure(
  world: World,
  plan: ActivityPlan,
  amounts: readonly number[],
  owner: string,
): FailurePoint | undefined {
  const fraction = plan.failure && drawFraction(world, plan.failure, "failure", owner);
  let first = fraction === undefined ? undefined : failurePointAt(fraction, amounts);
  for (const [index, { failure }] of plan.work.entries()) {
    if (failure === undefined) continue;
    const share = drawFraction(world, failure, "stepFailure", `${owner}/${index}`);
    if (share === undefined) continue;
    const isFirst = first === undefined || index < first.index || (index === first.index && share < first.share);
    if (isFirst) first = { index, share };
  }
  return first;
}

/** Undefined where it does not fail; drawn all the same, so that another probability leaves where the others fail. */
function drawFraction(
  world: World,
  { probability, atFraction }: AttemptFailurePlan,
  stream: "failure" | "stepFailure",
  owner: string,
): number | undefined {
  const isFailing = world.drawChance(probability, `${stream}/${owner}`);
  const fraction = world.drawFraction(atFraction, `${stream}At/${owner}`);
  return isFailing ? fraction : undefined;
}

/** How long a data node's bytes take; their number is that of the data node, whoever copies them and however often. */
function drawTransferMs(world: World, occasion: string, work: TransferPlan): number {
  const bytes = world.drawFor(work.bytes, `size/${occasion}/${work.dataNodeId}`);
  return Math.ceil((1000 * bytes) / work.bytesPerSecond);
}

/** What the tasks of a job take together on average; each of them draws when it begins. */
function taskTimeOf(parts: readonly { readonly count: number; readonly task: Distribution }[]): number {
  const times = parts.map(({ count, task }) => (count === 0 ? 0 : count * momentsOf(task).mean));
  return Math.min(
    Number.MAX_SAFE_INTEGER,
    times.reduce((sum, time) => sum + time, 0),
  );
}
