import { DURATION } from "../../scenario/units/duration.ts";
import {
  describeEvidence,
  describeFailure,
  describeFit,
  describeRange,
  describeSpread,
  percent,
  plainText,
} from "./describe-evidence.ts";
import { median } from "./measure.ts";
import type {
  MapReduceProfile,
  MeasuredFit,
  ScalingProfile,
  SparkProfile,
  Stragglers,
  WorkProfile,
} from "./profile.ts";
import type { WorkOptions } from "./work-lines.ts";

/** The evidence of one name, a line each. */
export function describeWork(profile: WorkProfile, options: WorkOptions): string[] {
  const { name, calledAs, duration, mapReduce, spark, failure, canceled, includesWait } = profile;
  const called = calledAs.length === 0 ? "" : ` (also called ${calledAs.map(plainText).join(", ")})`;
  const lines = [
    `duration: ${describeFit(duration).join("; ")}`,
    ...(includesWait ? [WAIT_NOTE] : []),
    ...(profile.scaling === undefined ? [] : describeScaling(profile.scaling)),
    describeFailure(failure, "attempts"),
    ...(canceled === 0 ? [] : [`${canceled} were cancelled, which says nothing of their work`]),
    ...(mapReduce === undefined ? [] : describeMapReduce(mapReduce, profile, options)),
    ...(spark === undefined ? [] : describeSpark(spark)),
  ];
  return [
    `${plainText(name)}${called}: ${describeEvidence(profile.evidence)}${describeCluster(profile)}`,
    ...lines.map((line) => `  ${plainLong(line)}`),
  ];
}

const WAIT_NOTE =
  "the durations hold the wait for the runner and its resource: Data Pipeline says when an activity was taken up, not when its work began";

function describeCluster({ nodes, instanceType }: WorkProfile): string {
  const [least, most] = [nodes[0], nodes.at(-1)];
  if (least === undefined) return "";
  const count = least === most ? `${least}` : `${least} to ${most}`;
  return `, on ${count} node${count === "1" ? "" : "s"}${instanceType === undefined ? "" : ` of ${instanceType}`}`;
}

function describeMapReduce(job: MapReduceProfile, { instanceType }: WorkProfile, { reference }: WorkOptions): string[] {
  const fitted = (what: string, one: MeasuredFit | undefined) =>
    one === undefined ? [] : [`${what}: ${describeFit(one).join("; ")}`];
  const spread = (what: string, values: readonly number[]) =>
    values.length === 0 ? [] : [`${what}: ${describeSpread(values)}, in the times of the reduces`];
  const { stragglers } = job;
  const isKnown = (instanceType ?? reference) !== undefined;
  return [
    `${describeRange(job.maps)} maps and ${describeRange(job.reduces)} reduces a job, over ${job.jobs} job${job.jobs === 1 ? "" : "s"}`,
    ...fitted("map", job.map),
    ...fitted("reduce from the last map on", job.reduce),
    ...spread("shuffle, the wait for maps included", job.shuffleMs),
    ...spread("sort", job.sortMs),
    ...fitted("setup: what of a job is not its tasks", job.around),
    ...describeStragglers(stragglers),
    describeFailure(job.taskFailure, "attempts at tasks"),
    ...(isKnown ? [] : ["on which instance type is not known: say `reference`, or `--reference TYPE`"]),
  ];
}

function describeStragglers({ tasks, count, factor, slowdown }: Stragglers): string[] {
  if (tasks === 0) return ["no phase has enough tasks to tell a straggler"];
  const share =
    slowdown === undefined
      ? ""
      : ` (${percent(count / tasks)}): ${Number(slowdown.toPrecision(2))} times as long as the others`;
  return [`${count} of ${tasks} tasks took over ${factor} times the median of their phase${share}`];
}

/** The law as measured times beside fitted ones: the reader sees where it is off. */
function describeScaling({ fit: { error, points } }: ScalingProfile): string[] {
  const nodes = [...new Set(points.map((point) => point.nodes))].sort((a, b) => a - b);
  const each = nodes.map((count) => {
    const there = points.filter((point) => point.nodes === count);
    const measured = DURATION.format(Math.round(median(there.map(({ timeMs }) => timeMs)) / 1000) * 1000);
    const fitted = DURATION.format(Math.round(median(there.map(({ fittedMs }) => fittedMs)) / 1000) * 1000);
    return `${count}: ${measured} (law ${fitted})`;
  });
  const off = error === null ? "not known" : `${percent(error)}, each cluster forecast from all others`;
  return [`scaling law of ${points.length} runs by nodes: ${each.join(", ")}; error ${off}`];
}

function describeSpark({ applications, stages, executors, cores, startup }: SparkProfile): string[] {
  const each = stages.map(({ name, tasks, task, after }, index) => {
    const waits = after.length === 0 ? "" : `, after ${after.join(", ")}`;
    return `stage ${index} (${plainText(name)}${waits}): ${describeRange(tasks)} tasks, each ${describeFit(task).join("; ")}`;
  });
  const size = cores === undefined ? "" : ` of ${cores} cores`;
  return [
    `${applications} application${applications === 1 ? "" : "s"}, ${describeRange(executors)} executors${size}`,
    ...(startup === undefined ? [] : [`from the start to the first task: ${describeFit(startup).join("; ")}`]),
    ...each,
  ];
}

function plainLong(text: string): string {
  return text.replace(/\s+/g, " ");
}
