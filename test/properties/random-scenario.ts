import fc from "fast-check";
import { WORKER_GROUPS } from "./random-activities.ts";
import { lengthUpTo, someOf } from "./random-quantities.ts";
import { EC2_INSTANCES_MAX } from "./random-resources.ts";
import { ARRIVALS_FILE } from "./text-files.ts";

/** From hardly ever reached to one that holds everything up (4.5). */
const callLimit = fc.constantFrom<unknown>(
  "none",
  { rate: "2/s", burst: 100 },
  { rate: "1 per 10 s", burst: 3 },
  { rate: "1 per minute", burst: 1 },
);

const account = someOf({
  region: fc.constantFrom("us-east-1", "eu-west-1"),
  billing: fc.constantFrom("hourly", "per-second", "auto"),
  emrBillingFrom: fc.constantFrom("running", "ready"),
  rootVolume: fc.constantFrom("0 GB", "8 GB"),
  ec2InstanceLimit: fc.constantFrom(20, EC2_INSTANCES_MAX + 2, EC2_INSTANCES_MAX),
  limits: fc.oneof(
    fc.constant("none"),
    someOf({
      activeInstancesPerObject: fc.constantFrom("none", 1, 3),
      instanceCreation: fc.constantFrom("none", "1 per 5 minutes", "1 per 20 minutes"),
      PollForTask: callLimit,
      ReportTaskProgress: callLimit,
      SetTaskStatus: callLimit,
      ReportTaskRunnerHeartbeat: callLimit,
      callJitter: fc.constantFrom("0 s", "2 s"),
      backOff: fc.constantFrom(
        { first: "5 s" },
        { first: "100 ms", longest: "3 minutes" },
        { first: "30 s", longest: "30 s" },
      ),
    }),
  ),
});

const count = fc.integer({ min: 1, max: 6 });

/** When an on-demand pipeline is activated. */
export const arrivals: fc.Arbitrary<unknown> = fc.oneof(
  count.map((many) => ({ every: "20 minutes", count: many })),
  count.map((many) => ({ poisson: { rate: "4 per hour", count: many } })),
  fc.subarray(["0 s", "0 s", "1 s", "10 minutes", "2 hours"], { minLength: 1 }).map((times) => ({ times })),
  fc.constant({ trace: `./${ARRIVALS_FILE}` }),
);

const runner = fc.record(
  {
    workerGroup: fc.constantFrom(WORKER_GROUPS[0], WORKER_GROUPS[1]),
    count: fc.integer({ min: 1, max: 2 }),
    tasks: fc.integer({ min: 1, max: 3 }),
    poll: fc.constantFrom("long", { every: "1 minute" }),
    logUri: fc.constant("s3://logs/runners"),
  },
  { requiredKeys: ["workerGroup"] },
);

const size = fc.constantFrom("300 KB", "0 B", "2 MB", "90 MB");

const logs = someOf({
  perMinuteOfWork: someOf({ taskRunner: size, attempt: size, step: size, node: size }),
  defaultUri: fc.constantFrom("none", "s3://service/logs"),
  upload: fc.constantFrom("8 MB/s", "1 MB/s"),
  emrPushInterval: fc.constantFrom("5 minutes", "1 minute"),
  runnerPushInterval: fc.constantFrom("1 hour", "10 minutes"),
  retention: fc.constantFrom("30 days", "0 s"),
});

/** What a scenario says that does not name an object of the definition. */
export interface ScenarioShape {
  /** After the activation: never so far that a run takes long. */
  readonly until: string;
  readonly boot: Readonly<Record<string, unknown>>;
  /** For activities that have none of their own. */
  readonly otherWork: unknown;
  /** How the queues of any cluster share it (4.6). */
  readonly clusters: Readonly<Record<string, unknown>>;
  readonly sections: Readonly<Record<string, unknown>>;
}

/** Any of the sections of a scenario. */
export const scenarioShape: fc.Arbitrary<ScenarioShape> = fc.record({
  until: fc.constantFrom("5 hours", "50 minutes", "8 hours", "26 hours"),
  boot: someOf({
    "m1.small": lengthUpTo(300),
    pending: lengthUpTo(40),
    applications: lengthUpTo(200),
    runnerInstall: lengthUpTo(60),
    termination: lengthUpTo(600),
    launchFailure: fc.constantFrom("3%", "3%", "50%"),
  }),
  otherWork: fc.option(lengthUpTo(600), { nil: undefined }),
  clusters: someOf({
    "*": fc.constantFrom<unknown>(
      { queues: { etl: "70%" } },
      { queues: { etl: "50%", adhoc: "50%" }, bootstrapReplacements: 0 },
      { bootstrapReplacements: 3 },
    ),
  }),
  sections: someOf({
    account,
    bootstrapActions: someOf({
      "configure*": fc.oneof(
        lengthUpTo(60),
        fc.record({ duration: lengthUpTo(60), failure: fc.constantFrom("5%", "30%") }),
      ),
      install: lengthUpTo(30),
      "*": fc.record({ failure: fc.constantFrom("0%", "10%") }),
    }),
    taskRunners: fc.array(runner, { maxLength: 3 }),
    logs,
    dataNodes: fc.record({
      "*": fc.record({ size: fc.constantFrom("2 GB", "0 B", { exponential: { mean: "500 MB" } }) }),
    }),
    preconditions: someOf({
      Key: fc.constantFrom<unknown>({ satisfiedAfter: "10 minutes" }, { probability: "30%" }, "never"),
      Table: fc.record({ satisfiedAfter: lengthUpTo(3000), check: lengthUpTo(10) }),
      There: fc.record({ satisfiedAfter: lengthUpTo(1500), check: lengthUpTo(200) }),
      Probe: fc.constantFrom<unknown>({ probability: "40%" }, { satisfiedAt: "02:15" }, "never"),
    }),
    failures: someOf({
      lostAnswers: fc.constantFrom("5%", "50%"),
      nodes: fc.constantFrom<unknown>(
        "1 per 2 hours",
        { core: "1 per hour", task: "20 minutes" },
        { master: "1 hour" },
      ),
      taskRunner: fc.record(
        { rate: fc.constantFrom("1 per hour", "1 per day"), restart: lengthUpTo(900) },
        { requiredKeys: ["rate"] },
      ),
    }),
    spot: fc.record(
      {
        default: fc.record({
          market: fc.record({
            mean: fc.constantFrom("0.02 USD", "0.06 USD"),
            volatility: fc.constantFrom(0, 0.8),
            every: fc.constantFrom("10 minutes", "1 minute"),
          }),
        }),
        notice: fc.constantFrom("2 minutes", "0 s"),
        interruptedHour: fc.constantFrom("free", "charged"),
      },
      { requiredKeys: ["default"] },
    ),
    staging: fc.record({ rate: fc.constantFrom("20 MB/s", { "*": "5 MB/s" }) }),
    prices: someOf({
      s3Put: fc.constant("0.01 USD"),
      ebs: fc.constant("0.10 USD"),
      dataPipeline: fc.constant("0.60 USD"),
    }),
  }),
});
