import fc from "fast-check";
import type { NaiveActivity, NaiveCase, NaiveResource } from "./naive-case.ts";

/** What the random parts of a case are; its texts and the case itself are made of them. */
export interface CaseShape {
  readonly timing: TimingShape;
  readonly resource: Omit<NaiveResource, "instances"> & {
    readonly bootsMs: readonly number[];
    readonly taskBootsMs: readonly number[];
  };
  readonly activities: readonly NaiveActivity[];
  readonly logs: Pick<NaiveCase, "logBytesPerMinute" | "uploadBytesPerSecond" | "pushIntervalMs">;
}

/** When instances are due, and what limits them (2.2, 2.4). */
export type TimingShape = {
  readonly activeInstancesMax: number;
  readonly creationIntervalMs: number;
} & (
  | { readonly kind: "ondemand"; readonly activationsMs: readonly number[] }
  | {
      readonly kind: "cron";
      readonly startHours: number;
      readonly periodMinutes: number;
      readonly occurrences: number;
      readonly intervalsPerResource: number;
    }
);

/** Odd milliseconds: two things come about at one instant only where one of them is why the other does. */
function length(maxMs: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: maxMs });
}

const limits = {
  activeInstancesMax: fc.constantFrom(100, 5, 1, 2),
  creationIntervalMs: fc.constantFrom(0, 300_000),
};

const timing: fc.Arbitrary<TimingShape> = fc.oneof(
  fc.record({
    ...limits,
    kind: fc.constant("ondemand" as const),
    activationsMs: fc
      .uniqueArray(length(10_000_000), { minLength: 1, maxLength: 5 })
      .map((times) => times.sort((a, b) => a - b)),
  }),
  fc.record({
    ...limits,
    kind: fc.constant("cron" as const),
    startHours: fc.constantFrom(0, 1, -3),
    periodMinutes: fc.constantFrom(60, 15, 20),
    occurrences: fc.integer({ min: 1, max: 8 }),
    intervalsPerResource: fc.constantFrom(1, 1, 2, 3),
  }),
);

const activity: fc.Arbitrary<NaiveActivity> = fc.record({
  dependsOn: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  before: fc.array(length(60_000), { minLength: 1, maxLength: 2 }),
  steps: fc.array(length(2_500_000), { maxLength: 3 }),
  after: fc.array(length(60_000), { maxLength: 1 }),
});

/** Any case of the small part of the rules that the naive simulator knows. */
export const randomCase: fc.Arbitrary<CaseShape> = fc.record({
  timing,
  resource: fc.record({
    isCluster: fc.boolean(),
    bootsMs: fc.array(length(400_000), { minLength: 2, maxLength: 5 }),
    taskBootsMs: fc.array(length(1_500_000), { maxLength: 2 }),
    pendingMs: length(60_000),
    bootstrapMs: fc.array(length(60_000), { maxLength: 2 }),
    applicationsMs: length(200_000),
    installMs: length(60_000),
    terminationMs: length(900_000),
  }),
  activities: fc
    .array(activity, { minLength: 1, maxLength: 4 })
    .map((many) => many.map((one, index) => ({ ...one, dependsOn: one.dependsOn.filter((other) => other < index) }))),
  logs: fc.record({
    logBytesPerMinute: fc.constantFrom(2_000_000, 0, 50_000_000),
    uploadBytesPerSecond: fc.constantFrom(8_000_000, 1_000_000),
    pushIntervalMs: fc.constantFrom(3_600_000, 600_000),
  }),
});

const MASTER_MICRO_USD = { ec2: 520_000, emr: 120_000 };
const OTHER_MICRO_USD = { ec2: 65_000, emr: 15_000 };

/** What the naive simulator is told. */
export function naiveCaseOf({ timing: when, resource, activities, logs }: CaseShape): NaiveCase {
  const { isCluster, bootsMs, taskBootsMs, ...rest } = resource;
  const priceOf = (price: typeof MASTER_MICRO_USD) => price.ec2 + (isCluster ? price.emr : 0);
  const awaited = bootsMs.map((bootMs, index) => ({
    bootMs,
    awaited: true,
    microUsdPerHour: priceOf(index === 0 && isCluster ? MASTER_MICRO_USD : OTHER_MICRO_USD),
  }));
  const others = taskBootsMs.map((bootMs) => ({ bootMs, awaited: false, microUsdPerHour: priceOf(OTHER_MICRO_USD) }));
  return {
    ...dueOf(when),
    activeInstancesMax: when.activeInstancesMax,
    creationIntervalMs: when.creationIntervalMs,
    // on an Ec2Resource one command is all of it
    activities: isCluster
      ? activities
      : activities.map((one) => ({ ...one, before: one.before.slice(0, 1), steps: [], after: [] })),
    resource: { isCluster, ...rest, instances: isCluster ? [...awaited, ...others] : awaited.slice(0, 1) },
    ...logs,
  };
}

/** What began before the activation is due with it (2.4). */
function dueOf(when: TimingShape): Pick<NaiveCase, "activityDueMs" | "resourceDueMs" | "intervalsPerResource"> {
  if (when.kind === "ondemand") {
    return { activityDueMs: when.activationsMs, resourceDueMs: when.activationsMs, intervalsPerResource: 1 };
  }
  const { startHours, periodMinutes, occurrences, intervalsPerResource } = when;
  const startOf = (index: number) => Math.max(0, startHours * 3_600_000 + index * periodMinutes * 60_000);
  const activityDueMs = Array.from({ length: occurrences }, (_, index) => startOf(index));
  return {
    activityDueMs,
    resourceDueMs: activityDueMs.filter((_, index) => index % intervalsPerResource === 0),
    intervalsPerResource,
  };
}

/** The same as the two texts that people would write. */
export function textsOfCase({ timing: when, resource, activities, logs }: CaseShape): {
  readonly objects: { readonly id: string }[];
  readonly content: Record<string, unknown>;
} {
  const { isCluster, bootsMs, taskBootsMs } = resource;
  const boots = isCluster
    ? [
        ["R.master", bootsMs[0]] as const,
        ...bootsMs.slice(1).map((bootMs, index) => [`R.core[${index}]`, bootMs] as const),
        ...taskBootsMs.map((bootMs, index) => [`R.task[${index}]`, bootMs] as const),
      ]
    : [["R", bootsMs[0]] as const];
  return {
    objects: [
      ...schedulesOf(when),
      isCluster
        ? clusterObject(resource)
        : { id: "R", type: "Ec2Resource", instanceType: "m1.small", role: "r", resourceRole: "rr" },
      ...activities.map((one, index) => activityObject(one, index, isCluster)),
    ].map((object) => ({
      ...object,
      ...(object.id === "R" && when.kind === "cron" ? { schedule: { ref: "Long" } } : {}),
    })),
    content: {
      account: {
        rootVolume: "0 GB",
        billing: "hourly",
        limits: {
          activeInstancesPerObject: when.activeInstancesMax,
          instanceCreation: when.creationIntervalMs === 0 ? "none" : `1 per ${when.creationIntervalMs} ms`,
        },
      },
      activation: {
        at: "2012-11-23T00:00:00Z",
        until: "2000 days",
        ...(when.kind === "ondemand" ? { arrivals: { times: when.activationsMs.map(ms) } } : {}),
      },
      boot: {
        pending: ms(resource.pendingMs),
        applications: ms(resource.applicationsMs),
        runnerInstall: ms(resource.installMs),
        termination: ms(resource.terminationMs),
        ...Object.fromEntries(boots.map(([place, bootMs = 0]) => [place, ms(bootMs)])),
      },
      bootstrapActions: Object.fromEntries(
        isCluster ? resource.bootstrapMs.map((lengthMs, index) => [`b${index}`, ms(lengthMs)]) : [],
      ),
      workloads: Object.fromEntries(activities.map((one, index) => [`A${index}`, workloadOf(one, isCluster)])),
      logs: {
        perMinuteOfWork: { taskRunner: `${logs.logBytesPerMinute} B`, attempt: "0 B", step: "0 B", node: "0 B" },
        upload: `${logs.uploadBytesPerSecond} B/s`,
        runnerPushInterval: ms(logs.pushIntervalMs),
        defaultUri: "s3://logs",
        retention: "0 s",
      },
      prices: {
        ec2: { "m1.xlarge": "0.52 USD", "m1.small": "0.065 USD" },
        emr: { "m1.xlarge": "0.12 USD", "m1.small": "0.015 USD" },
        s3Put: "0 USD",
        dataPipeline: "0 USD",
      },
    },
  };
}

function schedulesOf(when: TimingShape): { readonly id: string }[] {
  if (when.kind === "ondemand") return [{ id: "Default", ...{ scheduleType: "ondemand" } }];
  const { startHours, periodMinutes, occurrences, intervalsPerResource } = when;
  const startDateTime = new Date(Date.UTC(2012, 10, 23, startHours)).toISOString().slice(0, 19);
  const schedule = (id: string, times: number) => ({
    id,
    type: "Schedule",
    period: `${periodMinutes * times} minutes`,
    startDateTime,
    occurrences: Math.ceil(occurrences / times),
  });
  const root = { id: "Default", scheduleType: "cron", schedule: { ref: "Short" } };
  return [root, schedule("Short", 1), schedule("Long", intervalsPerResource)];
}

function clusterObject({ bootsMs, taskBootsMs, bootstrapMs }: CaseShape["resource"]): { readonly id: string } {
  const cluster = {
    id: "R",
    type: "EmrCluster",
    amiVersion: "2.4.2",
    masterInstanceType: "m1.xlarge",
    coreInstanceType: "m1.small",
    coreInstanceCount: bootsMs.length - 1,
    bootstrapAction: bootstrapMs.map((_, index) => `s3://boot/b${index}`),
  };
  return taskBootsMs.length === 0
    ? cluster
    : { ...cluster, ...{ taskInstanceType: "m1.small", taskInstanceCount: taskBootsMs.length } };
}

function activityObject(
  { dependsOn, before, steps, after }: NaiveActivity,
  index: number,
  isCluster: boolean,
): { readonly id: string } {
  const common = { id: `A${index}`, runsOn: { ref: "R" }, dependsOn: dependsOn.map((other) => ({ ref: `A${other}` })) };
  if (!isCluster) return { ...common, ...{ type: "ShellCommandActivity", command: "run.sh" } };
  const work = {
    step: steps.map(() => "s3://code/a.jar"),
    preStepCommand: before.map(() => "before.sh"),
    postStepCommand: after.map(() => "after.sh"),
  };
  return { ...common, ...{ type: "EmrActivity" }, ...work };
}

function workloadOf({ before, steps, after }: NaiveActivity, isCluster: boolean): Record<string, unknown> {
  if (!isCluster) return { command: ms(before[0] ?? 0) };
  return {
    ...(steps.length > 0 ? { steps: steps.map(ms) } : {}),
    preStepCommand: before.map(ms),
    ...(after.length > 0 ? { postStepCommand: after.map(ms) } : {}),
  };
}

function ms(lengthMs: number): string {
  return `${lengthMs} ms`;
}
