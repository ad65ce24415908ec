import type { PipelineObject } from "../../definition/definition.ts";
import type { QueueSettings } from "../sections/clusters.ts";
import type { CompileContext } from "./compile-context.ts";
import { emrProperties } from "./emr-properties.ts";
import { textsOf } from "./fields.ts";

/** `root.high`, `root.high.nightly`: as a property of the CapacityScheduler names a queue. */
const QUEUE = String.raw`(?:yarn\.scheduler\.capacity\.root|mapred\.capacity-scheduler\.queue)\.([\w.-]+)`;
const PERCENT = String.raw`(\d{1,3}(?:\.\d{1,6})?)`;

/** As the guide's examples configure them: `...,-z,yarn.scheduler.capacity.root.high.capacity=40`. */
const ARGUMENT = new RegExp(String.raw`\b${QUEUE}\.capacity=${PERCENT}(?![\w.])`, "g");
const CAPACITY_KEY = new RegExp(`^${QUEUE}\\.capacity$`);

/**
 * The parts of a cluster that a definition gives the queues of its CapacityScheduler (4.6): as arguments of a bootstrap
 * action, or by the classification `capacity-scheduler`, which wins.
 *
 * @returns of the queues that jobs can go to, which have none below them; parts above 0 and at most 1
 */
export function queuesOfDefinition(context: CompileContext, cluster: PipelineObject): QueueSettings[] {
  const percents = new Map([...argumentsOf(context, cluster), ...propertiesOf(context, cluster)]);
  const paths = [...percents.keys()];
  const leaves = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
  return leaves
    .map((path) => ({ name: path.slice(path.lastIndexOf(".") + 1), capacity: capacityOf(path, percents) }))
    .filter(({ capacity }) => capacity > 0 && capacity <= 1);
}

/** Source: DG HadoopActivity, examples of EmrCluster. */
function argumentsOf(context: CompileContext, cluster: PipelineObject): [string, number][] {
  const found = textsOf(context, cluster, "bootstrapAction").flatMap((text) => [...text.matchAll(ARGUMENT)]);
  return found.map(([, path = "", percent]) => [path, Number(percent)]);
}

/** Source: EMR Release Guide, Configuring Applications; Hadoop, CapacityScheduler. */
function propertiesOf(context: CompileContext, cluster: PipelineObject): [string, number][] {
  return [...emrProperties(context, cluster, "capacity-scheduler")].flatMap(([key, value]): [string, number][] => {
    const [, path] = CAPACITY_KEY.exec(key) ?? [];
    const [, percent] = new RegExp(`^${PERCENT}$`).exec(value) ?? [];
    return path === undefined || percent === undefined ? [] : [[path, Number(percent)]];
  });
}

/** A queue has its part of what the queue above it has; one that is not named has all. */
function capacityOf(path: string, percents: ReadonlyMap<string, number>): number {
  const names = path.split(".");
  const ancestry = names.map((_, index) => names.slice(0, index + 1).join("."));
  return ancestry.reduce((capacity, one) => (capacity * (percents.get(one) ?? 100)) / 100, 1);
}
