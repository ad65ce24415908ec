import type { Distribution } from "../../engine/distribution.ts";
import { momentsOf } from "../../engine/moments.ts";
import type { CrossCheckRow, Measure } from "../../experiment/result.ts";
import type { MapReducePlan } from "../../model/map-reduce-plan.ts";
import type { InstanceGroupPlan, PipelinePlan, Plan } from "../../model/plan.ts";
import { compare, type Expected } from "./compare.ts";
import { cumulativeOf } from "./cumulative.ts";
import { meanOfLargest } from "./mean-of-largest.ts";

/**
 * How long the maps of a job take on the slots of a cluster that it has for itself (5.4): exactly ceil(n / k) times a
 * constant task, else within the bounds of every schedule that leaves no slot idle while a task waits.
 * Source: R. L. Graham, Bounds on multiprocessing timing anomalies, SIAM J. Appl. Math. 17 (1969); A. Verma, L. Cherkasova,
 * R. H. Campbell, ARIA: automatic resource inference and allocation for MapReduce environments, ICAC 2011, section 3.
 */
export function checkMakespans(plan: Plan, measureOf: (name: string) => Measure | undefined): CrossCheckRow[] {
  const [pipeline, ...others] = plan.pipelines;
  const measure = measureOf("time.step");
  if (pipeline === undefined || others.length > 0 || measure === undefined) return [];
  const job = onlyJobOf(pipeline);
  const core = coreOf(pipeline);
  if (job === undefined || core?.hadoop?.kind !== "slots") return [];
  const slots = core.hadoop.slots.map;
  const slotSpeed = (plan.instanceTypes[core.instanceType]?.speed ?? Number.NaN) / slots;
  const { count, task, referenceSpeed } = job.map;
  const expected = makespan(count, core.count * slots, task, referenceSpeed / slotSpeed);
  if (expected === undefined) return [];
  const law = "exact" in expected ? "ceil(n / k) waves of maps" : "bounds of greedy schedules of maps";
  return [compare("time.step", `${law}: ${count} on ${core.count * slots} slots`, expected, measure)];
}

/** @param factor what a task of the reference slot takes in one of these */
function makespan(tasks: number, slots: number, task: Distribution, factor: number): Expected | undefined {
  if (task.kind === "constant") return { exact: Math.ceil(tasks / slots) * task.value * factor };
  const of = cumulativeOf(task);
  const { mean } = momentsOf(task);
  if (of === undefined || !Number.isFinite(mean)) return undefined;
  const longest = meanOfLargest([{ of, count: tasks }]);
  const atLeast = Math.max((tasks * mean) / slots, longest);
  return { atLeast: atLeast * factor, atMost: (((tasks - 1) * mean) / slots + longest) * factor };
}

/** The only step of the only activity, where that is nothing but maps with which nothing goes wrong. */
function onlyJobOf({ activities }: PipelinePlan): MapReducePlan | undefined {
  const [activity, ...others] = activities;
  const steps = (activity?.work ?? []).filter(({ role }) => role === "step");
  const [step] = steps;
  if (others.length > 0 || steps.length !== 1 || step?.work.kind !== "mapreduce") return undefined;
  const { job } = step.work;
  const { failureProbability, stragglerProbability } = job.faults;
  const isPlain = job.reduce.count === 0 && job.map.count > 0 && failureProbability + stragglerProbability === 0;
  return isPlain && !job.faults.speculation ? job : undefined;
}

/** The core group of a cluster whose nodes are all there from the start, and stay. */
function coreOf({ resources }: PipelinePlan): InstanceGroupPlan | undefined {
  const [resource, ...others] = resources;
  if (others.length > 0 || resource?.kind !== "EmrCluster") return undefined;
  const working = resource.groups.filter(({ role }) => role !== "master");
  const [core] = working;
  const stays = core?.timeToFailure === undefined && core?.instanceFailures === undefined;
  return working.length === 1 && core?.role === "core" && core.purchase.kind === "on-demand" && stays
    ? core
    : undefined;
}
