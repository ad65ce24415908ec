import fc from "fast-check";
import type { Distribution } from "../../src/engine/distribution.ts";
import type {
  ActivationPlan,
  ActivityPlan,
  Ec2ResourcePlan,
  EmrClusterPlan,
  HdfsPlan,
  InstanceGroupPlan,
  LogsPlan,
  Plan,
  PollPlan,
  ResourcePlan,
  RunnerFailurePlan,
  RunnerRef,
  SchedulePlan,
  TaskRunnerPlan,
  WorkItemPlan,
  WorkPlan,
} from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, ec2Of, groupOf, planOf } from "./plans.ts";
import { withWaits } from "./random-waits.ts";

/** Small plans of every shape: graphs, schedules, resources, runners, limits, horizons. */
export const randomPlan: fc.Arbitrary<Plan> = fc
  .record({ isTimed: fc.boolean(), resourceCount: fc.nat(2), activityCount: fc.integer({ min: 1, max: 5 }) })
  .chain(({ isTimed, resourceCount, activityCount }) => {
    const schedule: fc.Arbitrary<SchedulePlan> = isTimed ? timedSchedule : fc.constant({ kind: "ondemand" });
    return fc.record({
      resources: fc.tuple(...Array.from({ length: resourceCount }, (_, index) => resourceOf(`R${index}`, schedule))),
      waits: fc
        .tuple(...Array.from({ length: activityCount }, (_, index) => activityWith(index, resourceCount, schedule)))
        .chain(withWaits),
      taskRunners: fc.tuple(taskRunner(0), taskRunner(1)).chain((runners) => fc.subarray(runners)),
      activation: isTimed ? fc.constant<ActivationPlan>({ kind: "times", timesMs: [ACTIVATION_MS] }) : activation,
      horizonMs: fc.constantFrom(3_000_000, 20_000_000, 864_000_000).map((lengthMs) => ACTIVATION_MS + lengthMs),
      instanceCreationIntervalMs: fc.constantFrom(null, 300_000),
      activeInstancesPerObject: fc.constantFrom(null, 1, 5),
      // the largest cluster has 6 instances
      ec2Instances: fc.constantFrom(null, null, 6, 8),
      emrPushIntervalMs: fc.constantFrom(60_000, 300_000),
      defaultUri: fc.constantFrom("s3://service", null),
      runnerFailure: fc.constantFrom(...RUNNER_FAILURES),
      uploadFailure: fc.constantFrom(...UPLOAD_FAILURES),
    });
  })
  .map((parts) => {
    const { resources, waits, activation, horizonMs, taskRunners } = parts;
    const { instanceCreationIntervalMs, activeInstancesPerObject, ec2Instances, emrPushIntervalMs, defaultUri } = parts;
    const { runnerFailure, uploadFailure } = parts;
    const plan = planOf({ resources, ...waits, activation });
    const bytesPerMinute = { taskRunner: 2_000_000, attempt: 500_000, step: 700_000, node: 300_000 };
    return {
      ...plan,
      horizonMs,
      taskRunners,
      ...(runnerFailure === null ? {} : { runnerFailure }),
      limits: {
        instanceCreationIntervalMs,
        activeInstancesPerObject,
        ...(ec2Instances === null ? {} : { ec2Instances }),
      },
      logs: { ...plan.logs, bytesPerMinute, emrPushIntervalMs, defaultUri, ...uploadFailure },
      billing: { ...plan.billing, s3PutNanoUsd: 5000 },
    };
  });

const RUNNER_FAILURES: readonly (RunnerFailurePlan | null)[] = [
  null,
  null,
  { meanTimeToFailureMs: 3_000_000 },
  { meanTimeToFailureMs: 600_000, restart: { kind: "constant", value: 120_000 } },
];

const UPLOAD_FAILURES: readonly Pick<LogsPlan, "uploadFailure">[] = [
  {},
  {},
  { uploadFailure: { probability: 0.4, tries: 2, firstWaitMs: 100, longestWaitMs: 20_000 } },
  { uploadFailure: { probability: 1, tries: 3, firstWaitMs: 100, longestWaitMs: 20_000 } },
];

/** Whole seconds, so that things happen at the same instant; or random. */
function lengthUpTo(maxS: number): fc.Arbitrary<Distribution> {
  return fc.oneof(
    fc.integer({ min: 0, max: maxS }).map((valueS): Distribution => ({ kind: "constant", value: 1000 * valueS })),
    fc.integer({ min: 1, max: maxS }).map((meanS): Distribution => ({ kind: "exponential", mean: 1000 * meanS })),
  );
}

const timedSchedule: fc.Arbitrary<SchedulePlan> = fc.record({
  kind: fc.constantFrom("cron", "timeseries"),
  scheduleId: fc.constantFrom("S1", "S2"),
  startMs: fc.constantFrom(-7200, 0, 600).map((startS) => ACTIVATION_MS + 1000 * startS),
  period: fc.constantFrom({ count: 15, unit: "minute" }, { count: 20, unit: "minute" }, { count: 1, unit: "hour" }),
  occurrences: fc.integer({ min: 1, max: 5 }),
  endMs: fc.constant(null),
});

const activation: fc.Arbitrary<ActivationPlan> = fc.oneof(
  fc.array(fc.constantFrom(0, 0, 1, 60, 1000, 5000), { minLength: 1, maxLength: 6 }).map(
    (timesS): ActivationPlan => ({
      kind: "times",
      timesMs: timesS.sort((a, b) => a - b).map((timeS) => ACTIVATION_MS + 1000 * timeS),
    }),
  ),
  fc.integer({ min: 1, max: 8 }).map((count): ActivationPlan => ({ kind: "every", everyMs: 400_000, count })),
  fc
    .integer({ min: 1, max: 8 })
    .map((count): ActivationPlan => ({ kind: "poisson", meanInterarrivalMs: 200_000, count })),
);

function activityWith(index: number, resourceCount: number, schedule: fc.Arbitrary<SchedulePlan>) {
  const resources = Array.from(
    { length: resourceCount },
    (_, resource): RunnerRef => ({ kind: "resource", resourceId: `R${resource}` }),
  );
  const runner = fc.constantFrom<RunnerRef>(
    ...resources,
    ...resources,
    { kind: "workerGroup", workerGroup: "wg" },
    { kind: "workerGroup", workerGroup: "nobody" },
    { kind: "none" },
  );
  const dependsOn = fc
    .subarray(Array.from({ length: index }, (_, earlier) => `A${earlier}`))
    .map((ids) => ids.map((activityId) => ({ activityId, via: "dependsOn" })));
  return fc
    .record({
      runner,
      dependsOn,
      schedule,
      work: fc.array(fc.oneof({ weight: 5, arbitrary: workItem }, transfer), { maxLength: 3 }),
      maxActiveInstances: fc.constantFrom(null, 1, 2, 5),
      failureAndRerunMode: fc.constantFrom("none", "cascade"),
      logUri: fc.constantFrom(null, "s3://attempts"),
      attemptTimeoutMs: fc.constantFrom(undefined, undefined, 60_000, 900_000),
      late: fc.option(fc.record({ afterMs: fc.constantFrom(0, 300_000, 1_800_000), terminates: fc.boolean() })),
      failure: fc.option(
        fc.record({
          probability: fc.constantFrom(0.3, 1),
          atFraction: fc.constantFrom<Distribution>(
            { kind: "uniform", min: 0, max: 1 },
            { kind: "constant", value: 0 },
            { kind: "constant", value: 1 },
          ),
        }),
      ),
      reportProgressTimeoutMs: fc.constantFrom(60_000, 900_000),
      retry: fc.record({ maximum: fc.nat(2), delayMs: fc.constantFrom(120_000, 600_000) }),
    })
    .map(({ attemptTimeoutMs, failure, late, ...rest }): ActivityPlan => {
      const isLate = late !== null && rest.schedule.kind !== "ondemand";
      const failures = {
        ...(attemptTimeoutMs === undefined ? {} : { attemptTimeoutMs }),
        ...(failure === null ? {} : { failure }),
        ...(isLate ? { late } : {}),
      };
      return activityOf(`A${index}`, { ...rest, ...failures });
    });
}

const transfer: fc.Arbitrary<WorkItemPlan> = fc.record({
  role: fc.constantFrom("stageInput", "stageOutput"),
  label: fc.constant("data"),
  place: fc.constant("runner"),
  work: fc.record({
    kind: fc.constant("transfer"),
    dataNodeId: fc.constantFrom("N0", "N1"),
    bytes: lengthUpTo(1000),
    bytesPerSecond: fc.constantFrom(1, 1000, 7_000_000),
  }),
});

const scalingWork: fc.Arbitrary<WorkPlan> = fc.record(
  {
    kind: fc.constant("scaling"),
    work: lengthUpTo(3000),
    referenceSpeed: fc.constant(3),
    serialMs: fc.constant(5000),
    overheadPerNodeMs: fc.constant(100),
    logMs: fc.constantFrom(0, 7000),
    communicationMs: fc.constantFrom(0, 200_000),
    factor: fc.constantFrom<Distribution>(
      { kind: "constant", value: 1_300_000 },
      { kind: "lognormal", mu: 13.8, sigma: 0.25 },
    ),
  },
  { requiredKeys: ["kind", "work", "referenceSpeed", "serialMs", "overheadPerNodeMs"] },
);

const workItem: fc.Arbitrary<WorkItemPlan> = fc.record({
  role: fc.constantFrom("preActivityTask", "preStepCommand", "step", "postStepCommand", "command", "postActivityTask"),
  label: fc.constant("work"),
  place: fc.constantFrom("runner", "stepQueue", "hadoop"),
  queue: fc.constantFrom("default", "production"),
  work: fc.oneof(
    lengthUpTo(1500).map((duration): WorkPlan => ({ kind: "duration", duration })),
    scalingWork,
  ),
});

const RESOURCE_FAILURES: readonly Pick<
  Partial<ResourcePlan>,
  "attemptTimeoutMs" | "late" | "initTimeoutMs" | "launchFailure" | "retry" | "actionOnTaskFailure"
>[] = [
  {},
  {},
  { actionOnTaskFailure: "terminate" },
  { launchFailure: 0.3, retry: { maximum: 2, delayMs: 120_000 } },
  { initTimeoutMs: 60_000, launchFailure: 0.1 },
  { attemptTimeoutMs: 150_000, retry: { maximum: 2, delayMs: 120_000 } },
  { late: { afterMs: 300_000, terminates: true }, launchFailure: 0.3, retry: { maximum: 2, delayMs: 120_000 } },
  { late: { afterMs: 0, terminates: false }, attemptTimeoutMs: 900_000 },
  { initTimeoutMs: 150_000, retry: { maximum: 5, delayMs: 600_000, timeoutMs: 2_000_000 } },
];

const LIVES: readonly Pick<InstanceGroupPlan, "timeToFailure">[] = [
  {},
  {},
  { timeToFailure: { kind: "exponential", mean: 900_000 } },
  { timeToFailure: { kind: "weibull", shape: 0.7, scale: 2_000_000 } },
  { timeToFailure: { kind: "constant", value: 400_000 } },
];

const FILE_SYSTEMS: readonly HdfsPlan[] = [
  { replication: 1, recoveryMs: 900_000, lossFails: 1 },
  { replication: 2, recoveryMs: 900_000, lossFails: 0.5, outlivesCore: true },
  { replication: 1, recoveryMs: 0, lossFails: 0, outlivesCore: true },
];

function resourceOf(id: string, schedule: fc.Arbitrary<SchedulePlan>): fc.Arbitrary<ResourcePlan> {
  const common = {
    schedule,
    maxActiveInstances: fc.constantFrom(null, 1, 5),
    terminateAfterMs: fc.constantFrom(null, null, 100_000, 190_000, 900_000),
    pending: lengthUpTo(40),
    runnerInstall: lengthUpTo(40),
    tasks: fc.integer({ min: 1, max: 3 }),
    termination: lengthUpTo(400),
    runnerLogUri: fc.constantFrom(null, "s3://runners"),
    failures: fc.constantFrom(...RESOURCE_FAILURES),
    life: fc.constantFrom(...LIVES),
  };
  const ec2 = fc
    .record({ ...common, boot: lengthUpTo(200) })
    .map(
      ({ boot, failures, life, ...rest }): Ec2ResourcePlan =>
        ec2Of(id, { ...rest, ...failures, group: groupOf("host", 1, 0, { boot, ...life }) }),
    );
  const emr = fc
    .record({
      ...common,
      boot: lengthUpTo(200),
      taskBoot: lengthUpTo(900),
      coreCount: fc.nat(3),
      taskCount: fc.nat(2),
      applications: lengthUpTo(100),
      stepConcurrency: fc.integer({ min: 1, max: 2 }),
      hadoopScheduler: fc.record({
        kind: fc.constantFrom("fifo", "fair", "capacity"),
        queues: fc.subarray([{ name: "production", weight: 7000 }]),
      }),
      actions: fc.array(lengthUpTo(30), { maxLength: 2 }),
      actionFailure: fc.constantFrom(undefined, undefined, 0.1, 0.5),
      bootstrapReplacements: fc.constantFrom(0, 1, 2, 10),
      clusterLogUri: fc.constantFrom(null, "s3://emr"),
      hdfs: fc.constantFrom(...FILE_SYSTEMS),
      isMasterSafe: fc.boolean(),
    })
    .map((parts): EmrClusterPlan => {
      const { boot, taskBoot, coreCount, taskCount, actions, actionFailure, failures, ...others } = parts;
      const { life, isMasterSafe, ...rest } = others;
      const groups = [
        groupOf("master", 1, 0, { boot, instanceType: "m1.xlarge", ...(isMasterSafe ? {} : life) }),
        groupOf("core", coreCount, 0, { boot, ...life }),
        groupOf("task", taskCount, 0, { boot: taskBoot, ...life }),
      ].filter((group) => group.count > 0);
      const bootstrapActions = actions.map((duration, index) => ({
        name: `b${index}`,
        path: `b${index}`,
        duration,
        ...(actionFailure === undefined ? {} : { failureProbability: actionFailure }),
      }));
      return clusterOf(id, { ...rest, ...failures, groups, bootstrapActions });
    });
  return fc.oneof(ec2, emr);
}

function taskRunner(index: number): fc.Arbitrary<TaskRunnerPlan> {
  const poll = fc.constantFrom<PollPlan>({ kind: "long", holdMs: 90_000 }, { kind: "interval", intervalMs: 60_000 });
  return fc.record({
    id: fc.constant(`wg/${index}`),
    workerGroup: fc.constant("wg"),
    tasks: fc.integer({ min: 1, max: 2 }),
    poll,
    logUri: fc.constantFrom(null, "s3://runners"),
  });
}
