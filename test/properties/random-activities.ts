import fc from "fast-check";
import { lengthUpTo, refTo, someOf } from "./random-quantities.ts";
import type { Era, TextObject } from "./text-object.ts";

/** Worker groups that definitions name; nobody polls for the last one. */
export const WORKER_GROUPS = ["wg-one", "wg-two", "wg-nobody"] as const;

/** The service checks the first two, a Task Runner the others (3.2). */
type Precondition = "Key" | "Table" | "There" | "Probe";

/** What there is to say of one activity, in the definition and in the scenario. */
export interface ActivityShape {
  /** Index of a worker group or of a resource, or neither; counted around. */
  readonly place: number;
  readonly type: number;
  readonly steps: readonly unknown[];
  readonly commands: Readonly<Record<"preStepCommand" | "postStepCommand", readonly string[]>>;
  /** Indexes of activities; those that do not come before it are left out. */
  readonly dependsOn: readonly number[];
  readonly input: readonly number[];
  readonly hasOutput: boolean;
  readonly failures: Readonly<Record<string, unknown>>;
  readonly timing: Readonly<Record<string, unknown>>;
  /** Of a job that goes to the Hadoop scheduler, in place of its length. */
  readonly hadoopWork: unknown;
  readonly lengths: Readonly<Record<string, unknown>>;
  /** Only where it has scripts around its work. */
  readonly around: Readonly<Record<"preActivityTask" | "postActivityTask", unknown>>;
  readonly queue: string | undefined;
  readonly precondition: Precondition | undefined;
  /** Of the data node that it writes. */
  readonly dataPrecondition: Precondition | undefined;
  readonly stages: boolean;
  /** How its attempts fail; absent: they do not. */
  readonly failure: unknown;
}

const scaling = fc.record(
  {
    work: fc.integer({ min: 1, max: 300 }).map((minutes) => ({ exponential: { mean: `${minutes} node-minutes` } })),
    reference: fc.constant("m1.small"),
    serial: fc.constantFrom("0 s", "20 s"),
    overheadPerNode: fc.constantFrom("0 s", "2 s"),
    log: fc.constantFrom("0 s", "12 s"),
    communication: fc.constantFrom("0 node-minutes", "20 node-minutes"),
    error: fc.constantFrom("0%", "8%", "40%"),
  },
  { requiredKeys: ["work", "reference", "serial", "overheadPerNode"] },
);

const mapReduce = fc.record(
  {
    maps: fc.integer({ min: 1, max: 40 }),
    mapTask: lengthUpTo(60),
    reduces: fc.nat(4),
    reduceTask: lengthUpTo(120),
    reference: fc.constant("m1.large"),
    shuffle: fc.constant({ bytes: "2 GB", rate: "10 MB/s" }),
    slowStart: fc.constantFrom("0%", "50%", "100%"),
    speculation: fc.boolean(),
    stragglers: fc.constant({ probability: "5%", slowdown: 4 }),
    taskFailure: fc.constantFrom("1%", "40%"),
  },
  { requiredKeys: ["maps", "mapTask", "reduces", "reduceTask", "reference"] },
);

const sparkStage = fc.record(
  {
    tasks: fc.integer({ min: 1, max: 30 }),
    task: lengthUpTo(60),
    driver: lengthUpTo(10),
    shuffleWrite: fc.constantFrom("0 B", "3 GB"),
    memory: fc.constantFrom<unknown>("40 MB", { exponential: { mean: "200 MB" } }),
  },
  { requiredKeys: ["tasks", "task"] },
);

const spark = fc.record(
  {
    stages: fc
      .tuple(fc.array(sparkStage, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([stages, isChain]) =>
        stages.map((stage, index) => (isChain && index > 0 ? { ...stage, after: [index - 1] } : stage)),
      ),
    reference: fc.constant("m4.large"),
    executor: fc.record(
      { cores: fc.constantFrom(1, 2), memory: fc.constant("512 MiB"), failures: fc.constant("1 per hour") },
      { requiredKeys: ["cores", "memory"] },
    ),
    driver: fc.record({ mode: fc.constantFrom("client", "cluster"), memory: fc.constant("512 MiB") }),
    dynamicAllocation: fc.boolean(),
    taskFailure: fc.constantFrom("1%", "30%"),
    stragglers: fc.constant({ probability: "5%", slowdown: 4 }),
    speculation: fc.boolean(),
    spill: fc.constantFrom({ slowdown: 2 }, { outOfMemoryAt: 2 }),
  },
  { requiredKeys: ["stages", "reference", "executor", "driver"] },
);

/** What the nodes of a cluster share (4.6, 5.4). */
const clusterWork: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.oneof(
  scaling.map((work) => ({ scaling: work })),
  mapReduce.map((work) => ({ mapreduce: work })),
  spark.map((work) => ({ spark: work })),
);

const precondition = fc.constantFrom<Precondition | undefined>(
  undefined,
  undefined,
  undefined,
  "Key",
  "Table",
  "There",
  "Probe",
);

/** Any activity; what it cannot have where it runs is left out of its object. */
export const activityShape: fc.Arbitrary<ActivityShape> = fc.record({
  place: fc.nat(),
  type: fc.nat(),
  steps: fc.array(fc.oneof({ weight: 3, arbitrary: lengthUpTo(1500) }, { weight: 2, arbitrary: clusterWork }), {
    maxLength: 3,
  }),
  commands: fc.record({
    preStepCommand: fc.constantFrom([], ["prepare.sh"], ["prepare.sh", "again.sh"]),
    postStepCommand: fc.constantFrom([], ["clean.sh"]),
  }),
  dependsOn: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  input: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  hasOutput: fc.boolean(),
  failures: someOf({
    attemptTimeout: fc.constantFrom("15 minutes", "3 minutes"),
    maximumRetries: fc.constantFrom("0", "1", "3"),
    retryDelay: fc.constantFrom("1 minute", "5 minutes"),
    failureAndRerunMode: fc.constantFrom("none", "cascade"),
    lateAfterTimeout: fc.constantFrom("1 hour", "10 minutes"),
    onLateAction: fc.constant(refTo("Stop")),
    maxActiveInstances: fc.constantFrom("1", "2", "5"),
    pipelineLogUri: fc.constant("s3://logs/attempts"),
  }),
  timing: someOf({
    schedule: fc.constantFrom(refTo("Short"), refTo("Long")),
    scheduleType: fc.constantFrom("cron", "timeseries"),
  }),
  hadoopWork: fc.option(clusterWork, { nil: undefined }),
  lengths: someOf({ command: lengthUpTo(1500), preStepCommand: lengthUpTo(60), postStepCommand: lengthUpTo(60) }),
  around: fc.record({
    preActivityTask: fc.option(lengthUpTo(60), { nil: undefined }),
    postActivityTask: fc.option(lengthUpTo(60), { nil: undefined }),
  }),
  queue: fc.constantFrom(undefined, "etl", "adhoc"),
  precondition,
  dataPrecondition: precondition,
  stages: fc.boolean(),
  failure: fc.option(
    fc.record(
      { probability: fc.constantFrom("20%", "100%"), atFraction: fc.constantFrom("uniform", 0.5, 1) },
      { requiredKeys: ["probability"] },
    ),
    { nil: undefined },
  ),
});

const HOST_TYPES: readonly Readonly<Record<string, unknown>>[] = [
  { type: "ShellCommandActivity", command: "run.sh" },
  { type: "SqlActivity", script: "select 1", database: refTo("Base") },
];

const CLUSTER_TYPES: readonly Readonly<Record<string, unknown>>[] = [
  { type: "EmrActivity" },
  { type: "EmrActivity" },
  { type: "EmrActivity" },
  { type: "HadoopActivity", jarUri: "s3://code/a.jar" },
  { type: "HiveActivity", hiveScript: "select 1" },
  { type: "PigActivity", scriptUri: "s3://code/a.pig" },
  ...HOST_TYPES,
];

/** The object that it is in the definition (4.1, 4.6). */
export function activityObject(
  index: number,
  shape: ActivityShape,
  resources: readonly TextObject[],
  isTimed: boolean,
): TextObject {
  const before = (indexes: readonly number[]) => indexes.filter((other) => other < index).map((other) => `A${other}`);
  const places = [...WORKER_GROUPS, ...resources, ...resources, undefined];
  const place = places[shape.place % places.length];
  const types = typeof place === "object" && place.type === "EmrCluster" ? CLUSTER_TYPES : HOST_TYPES;
  const work = types[shape.type % types.length];
  return {
    id: `A${index}`,
    ...(typeof place === "object" ? { runsOn: refTo(place.id) } : place === undefined ? {} : { workerGroup: place }),
    ...work,
    ...(work?.type === "EmrActivity"
      ? { step: shape.steps.map((_, step) => `s3://code/${step}.jar,a`), ...shape.commands }
      : {}),
    ...aroundOf(shape, work?.type),
    dependsOn: before(shape.dependsOn).map(refTo),
    input: before(shape.input).map((id) => refTo(`${id}Data`)),
    output: shape.hasOutput ? [refTo(`A${index}Data`)] : [],
    ...preconditionOf(shape.precondition),
    ...shape.failures,
    ...(isTimed ? shape.timing : {}),
  };
}

const HADOOP_TYPES = ["HadoopActivity", "HiveActivity", "PigActivity"];
const STAGE_TYPES = ["ShellCommandActivity", "HiveActivity", "PigActivity"];

/** What only some types have: scripts around their work, queues, staging (4.6, 4.7). */
function aroundOf({ around, queue, stages }: ActivityShape, type: unknown): Readonly<Record<string, unknown>> {
  const script = refTo("Script");
  const isHadoop = HADOOP_TYPES.some((one) => one === type);
  return {
    ...(isHadoop && around.preActivityTask !== undefined ? { preActivityTaskConfig: script } : {}),
    ...(isHadoop && around.postActivityTask !== undefined ? { postActivityTaskConfig: script } : {}),
    ...(isHadoop && queue !== undefined && type !== "PigActivity" ? { hadoopQueue: queue } : {}),
    ...(stages && STAGE_TYPES.some((one) => one === type) ? { stage: "true" } : {}),
  };
}

/** The workload that the scenario gives it; only of what its object has. */
export function workloadOf(shape: ActivityShape, { type }: TextObject, era: Era): Readonly<Record<string, unknown>> {
  const { command, ...lengths } = shape.lengths;
  const failure = shape.failure === undefined ? {} : { failure: shape.failure };
  if (type !== "EmrActivity") {
    const isHadoop = HADOOP_TYPES.some((one) => one === type);
    const work = isHadoop && shape.hadoopWork !== undefined ? knownTo(era, shape.hadoopWork) : command;
    const around = isHadoop ? shape.around : {};
    return { ...(work === undefined ? {} : { command: work }), ...definedOf(around), ...failure };
  }
  const { preStepCommand, postStepCommand } = shape.commands;
  const has = new Map([
    ["preStepCommand", preStepCommand.length > 0],
    ["postStepCommand", postStepCommand.length > 0],
  ]);
  const commands = Object.entries(lengths).filter(([key]) => has.get(key));
  return {
    ...(shape.steps.length > 0 ? { steps: shape.steps.map((work) => knownTo(era, work)) } : {}),
    ...Object.fromEntries(commands),
    ...failure,
  };
}

/** There is no Spark before YARN. */
function knownTo({ software }: Era, work: unknown): unknown {
  const isSpark = typeof work === "object" && work !== null && "spark" in work;
  return isSpark && software.releaseLabel === undefined ? "90 s" : work;
}

function definedOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function preconditionOf(id: string | undefined): Readonly<Record<string, unknown>> {
  return id === undefined ? {} : { precondition: refTo(id) };
}

/** A data node for each that is named, and whatever else the activities name. */
export function companions(activities: readonly TextObject[], shapes: readonly ActivityShape[]): TextObject[] {
  const dataNodes = activities.map(({ id }, index) => ({
    id: `${id}Data`,
    type: "S3DataNode",
    directoryPath: `s3://data/${id}`,
    ...preconditionOf(shapes[index]?.dataPrecondition),
  }));
  const named = namedBy(activities, dataNodes);
  return [...named, ...namedBy([...activities, ...named], OTHERS)];
}

/** Those that the others refer to. */
function namedBy(objects: readonly TextObject[], others: readonly TextObject[]): TextObject[] {
  const text = JSON.stringify(objects);
  return others.filter(({ id }) => text.includes(JSON.stringify(refTo(id))));
}

const OTHERS: readonly TextObject[] = [
  { id: "Stop", type: "Terminate" },
  { id: "Script", type: "ShellScriptConfig", scriptUri: "s3://code/around.sh" },
  {
    id: "Key",
    type: "S3KeyExists",
    s3Key: "s3://data/key",
    role: "r",
    preconditionTimeout: "1 hour",
    retryDelay: "3 minutes",
  },
  { id: "Table", type: "DynamoDBTableExists", tableName: "t", role: "r" },
  { id: "There", type: "Exists", retryDelay: "2 minutes" },
  {
    id: "Probe",
    type: "ShellCommandPrecondition",
    command: "probe.sh",
    retryDelay: "4 minutes",
    preconditionTimeout: "2 hours",
  },
  {
    id: "Base",
    type: "JdbcDatabase",
    connectionString: "jdbc:x",
    jdbcDriverClass: "d",
    username: "u",
    "*password": "p",
  },
];
