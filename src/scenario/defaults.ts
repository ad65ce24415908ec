import { DAY_MS, HOUR_MS, type InstantMs, MINUTE_MS, SECOND_MS } from "../base/instant.ts";
import type { Distribution } from "../engine/distribution.ts";
import type { BackOffPlan, CallLimitPlan, LogKind } from "../model/plan.ts";

/**
 * Every number that takes the place of one that the user did not give and that no data file holds. The compiler names
 * each one that a plan rests on as an assumption.
 */

/** A default with what a result says about it. */
export interface Default<T> {
  /** The rule of the model. */
  readonly rule: string;
  /** What it is, for a person. */
  readonly what: string;
  readonly value: T;
  readonly source: string;
}

const CHOSEN = "a choice of this model; AWS documents nothing";

/** Where neither the scenario nor a resource names one. */
export const DEFAULT_REGION: Default<string> = {
  rule: "7.1",
  what: "Region",
  value: "us-east-1",
  source: "AWS's first region, and the one whose price history is best known",
};

/** When neither a schedule nor a prices' date says when: first-generation types and no release label. */
export const DEFAULT_ACTIVATION_OF_2012: InstantMs = Date.UTC(2012, 10, 23);

/** ... and for all other definitions: the latest date on which all kinds of prices were seen. */
export const DEFAULT_ACTIVATION_SINCE: InstantMs = Date.UTC(2024, 6, 1);

/** For what never ends by itself. */
export const DEFAULT_HORIZON: Default<number> = {
  rule: "2.2",
  what: "End of the forecast, after activation, since the schedule never ends",
  value: 7 * DAY_MS,
  source: "a week shows every daily and weekly pattern",
};

/** For what ends by itself: far enough that it always does, near enough that a run that hangs ends. */
export const HORIZON_OF_FINITE_MS = 3650 * DAY_MS;

/** Source: DG Limits (2.4, 2.5). */
export const DOCUMENTED_LIMITS = { activeInstancesPerObject: 5, instanceCreationIntervalMs: 5 * MINUTE_MS } as const;

/** Calls of one operation that may come at once. Source: DG Limits (4.5). */
export const DOCUMENTED_BURST = 100;

/** Calls of the service's API that an account may make: mean time between two, and how many at once. Source: DG Limits (4.5). */
export const DOCUMENTED_CALL_LIMITS = [
  { operation: "PollForTask", intervalUs: 500_000, burst: DOCUMENTED_BURST },
  { operation: "ReportTaskProgress", intervalUs: 100_000, burst: DOCUMENTED_BURST },
  { operation: "SetTaskStatus", intervalUs: 100_000, burst: DOCUMENTED_BURST },
  { operation: "ReportTaskRunnerHeartbeat", intervalUs: 1_000_000, burst: DOCUMENTED_BURST },
] as const satisfies readonly CallLimitPlan[];

/** How long a caller waits at most before it makes a refused call again: first, and when that has doubled for long. */
export const DEFAULT_BACK_OFF: Default<BackOffPlan> = {
  rule: "4.5",
  what: "Bound of the random time after which a refused call is made again: it doubles with each refusal in a row",
  value: { firstMs: SECOND_MS, longestMs: MINUTE_MS },
  source: CHOSEN,
};

/** By how much regular calls are late where calls may be refused. */
export const DEFAULT_CALL_JITTER: Default<number> = {
  rule: "4.5",
  what: "Most by which polls and reports come late, each by its own time, where calls may be refused",
  value: 100,
  source: `${CHOSEN}: about what a network does`,
};

/** The object's own `maxActiveInstances` where it names none. Source: DG fields (2.4). */
export const DOCUMENTED_MAX_ACTIVE_INSTANCES = { scheduled: 5, ondemand: 1 } as const;

/** Least time between two attempts. Source: DG Limits (2.5, 3.3). */
export const DOCUMENTED_RETRY_DELAY_MIN_MS = 2 * MINUTE_MS;

/** Where an attempt can fail and its activity does not say. */
export const DEFAULT_MAXIMUM_RETRIES: Default<number> = {
  rule: "3.3",
  what: "How often an attempt that failed is tried again, where the activity names no `maximumRetries`",
  value: 2,
  source: "editions of the guide before 2015",
};

/** ... and how long after the end of the failed one. */
export const DEFAULT_RETRY_DELAY: Default<number> = {
  rule: "3.3",
  what: "Time between two attempts, where the activity names no `retryDelay`",
  value: 10 * MINUTE_MS,
  source: "editions of the guide before 2015",
};

/** Where Task Runners die and the scenario does not say when one of the user's own comes back. */
export const DEFAULT_RUNNER_RESTART: Default<"never"> = {
  rule: "4.4",
  what: "When a user-managed Task Runner that died is started anew",
  value: "never",
  source: "the service starts only those anew that it installed itself",
};

/** How long the service waits for a progress report. Source: API ReportTaskProgress (4.4). */
export const DOCUMENTED_REPORT_PROGRESS_TIMEOUT_MS = 15 * MINUTE_MS;

/** Where a resource can fail and does not say. */
export const DEFAULT_ACTION_ON_RESOURCE_FAILURE: Default<"retryAll"> = {
  rule: "3.6",
  what: "What follows when a resource fails, where it names no `actionOnResourceFailure`",
  value: "retryAll",
  source: "the guide names no default; its examples of resources have retryAll",
};

/** Where an attempt on a resource can fail and the resource does not say. */
export const DEFAULT_ACTION_ON_TASK_FAILURE: Default<"continue"> = {
  rule: "3.6",
  what: "What an activity that is FAILED does to its resource, where that names no `actionOnTaskFailure`",
  value: "continue",
  source: "the guide names no default; the resource is needed by its other activities",
};

/** Where the scenario says how likely an attempt is to fail, and not where. */
export const DEFAULT_FAILURE_AT: Default<Distribution> = {
  rule: "3.3",
  what: "Fraction of its work after which an attempt that fails does so",
  value: { kind: "uniform", min: 0, max: 1 },
  source: CHOSEN,
};

/** Of a precondition that nobody described: milliseconds after the interval is due. */
export const DEFAULT_SATISFACTION: Default<number> = {
  rule: "3.2",
  what: "When",
  value: 0,
  source: "nobody has described when what it looks for is there: taken as there",
};

/** Of one check of a precondition. */
export const DEFAULT_CHECK: Default<Distribution> = {
  rule: "3.2",
  what: "Time that one check of a precondition takes",
  value: { kind: "constant", value: 3 * SECOND_MS },
  source: CHOSEN,
};

/** From the end of a check that found nothing to the next one. */
export const DEFAULT_CHECK_DELAY: Default<number> = {
  rule: "3.2",
  what: "Time between two checks, where the precondition names no `retryDelay`",
  value: 10 * MINUTE_MS,
  source: "that of attempts in editions of the guide before 2015",
};

/** Source: DG Task Runner Threads (4.2). */
export const DOCUMENTED_TASK_THREADS = 2;

/** How long the service holds a poll open. Source: API PollForTask (4.3). */
export const DOCUMENTED_POLL_HOLD_MS = 90 * SECOND_MS;

/** Source: EMR Management Guide, Configure logging (6.4). */
export const DOCUMENTED_EMR_PUSH_INTERVAL_MS = 5 * MINUTE_MS;

/** Source: DG Task Runner Configuration Options (6.2). */
export const DOCUMENTED_RUNNER_PUSH_INTERVAL_MS = HOUR_MS;

/** Source: editions of the guide before 2015, DG EmrCluster: the default of coreInstanceCount and taskInstanceCount is 1. */
export const DOCUMENTED_GROUP_COUNT = 1;

/** Of components with a Schedule and no `scheduleType`. */
export const DEFAULT_SCHEDULE_TYPE: Default<"timeseries"> = {
  rule: "2.2",
  what: "Schedule type",
  value: "timeseries",
  source: "the default in editions of the guide before 2015",
};

/** Where AWS's own texts leave it open. */
export const DEFAULT_EMR_BILLING_FROM: Default<"running"> = {
  rule: "7.1",
  what: "From when EMR's surcharge counts for an instance",
  value: "running",
  source: "AWS's texts disagree: the EMR FAQ counts each instance's own start, other pages the cluster's",
};

/** The part of the boot time that is not billed; at most the boot time. */
export const DEFAULT_PENDING: Default<Distribution> = {
  rule: "5.6",
  what: "First part of the boot time, in which an instance is `pending` and not billed",
  value: { kind: "constant", value: 20 * SECOND_MS },
  source: "about what was measured in 2026 from the request to `running` (17.8 s); earlier times: assumed alike",
};

/** From the end of the applications, or of an EC2 instance's boot, to the first poll. */
export const DEFAULT_RUNNER_INSTALL: Default<Distribution> = {
  rule: "5.6",
  what: "Installing Task Runner on a managed resource",
  value: { kind: "constant", value: 30 * SECOND_MS },
  source: CHOSEN,
};

/**
 * From the request for a small cluster until it is ready, and what it varies by. The applications' default is this
 * less the boot time of the slowest of three instances, so that creation-to-ready agrees with what was measured,
 * whatever the instance type.
 *
 * AMI era: m1.small clusters of 2012 to 2014 were ready after 240 to 296 s: mean 268 s, and two standard deviations
 * to either side. Release labels: median 359 s over 26 clusters of all ages; the four m3.xlarge clusters of two or
 * three instances among them (355.6, 355.8, 375.9, 426.3 s) have a standard deviation of 33 s.
 * Source: data/boot-times.csv (5.6).
 */
export const CREATION_TO_READY = {
  ami: {
    meanMs: 268 * SECOND_MS,
    sdMs: 14 * SECOND_MS,
    source:
      "m1.small clusters of 2012 to 2014 were ready after 240 to 296 s, less the boot of the slowest of 3 instances",
  },
  release: {
    meanMs: 359 * SECOND_MS,
    sdMs: 33 * SECOND_MS,
    source: "26 clusters were ready after a median of 359 s, less the boot of the slowest of 3 instances",
  },
} as const;

/** Mean of the largest of three draws from the standard normal distribution: 3 / (2 * sqrt(pi)). */
export const MEAN_OF_MAX_OF_THREE = 1.5 / Math.sqrt(Math.PI);

/** By kind of resource; it counts for quota, not for the bill. */
export const DEFAULT_TERMINATION = {
  EmrCluster: {
    rule: "7.3",
    what: "From the end of an EMR cluster's bill until its instances count as gone",
    value: { kind: "constant", value: 10 * MINUTE_MS },
    source: "EMR Management Guide: 5 to 10 minutes as a rule",
  },
  Ec2Resource: {
    rule: "7.3",
    what: "From the end of an EC2 instance's bill until it counts as gone",
    value: { kind: "constant", value: MINUTE_MS },
    source: CHOSEN,
  },
} as const satisfies Record<string, Default<Distribution>>;

/** Of one bootstrap action on one instance. */
export const DEFAULT_BOOTSTRAP_ACTION: Default<Distribution> = {
  rule: "5.1",
  what: "Duration on one instance",
  value: { kind: "constant", value: 10 * SECOND_MS },
  source: "chosen for a script that only edits settings; one that installs packages takes minutes",
};

/** The part of a cluster's EC2 instances that an attempt at it replaces; at least one instance, and rounded down. */
export const DEFAULT_BOOTSTRAP_REPLACEMENTS: Default<number> = {
  rule: "5.2",
  what: "EC2 instances that are replaced when bootstrap actions fail on them, before it fails as a whole",
  value: 0.1,
  source: "chosen: a tenth of its instances, at least one; EMR Management Guide: a few are replaced, too many end it",
};

/** A step or command that nobody described. */
export const PLACEHOLDER_WORK: Default<Distribution> = {
  rule: "4.8",
  what: "Placeholder",
  value: { kind: "constant", value: 10 * MINUTE_MS },
  source: "nobody has described this work: a round figure that shows in every result",
};

/** A preStepCommand or postStepCommand that nobody described. */
export const PLACEHOLDER_COMMAND: Default<Distribution> = {
  rule: "4.8",
  what: "Placeholder",
  value: { kind: "constant", value: 5 * SECOND_MS },
  source: "nobody has described this command: taken as short",
};

/** The type whose time `scaling` counts. */
export const DEFAULT_SCALING_REFERENCE: Default<string> = {
  rule: "5.4",
  what: "Reference type of the work that scales",
  value: "m1.small",
  source: "the type of 1 ECU",
};

/** Where a cluster names no `hadoopSchedulerType`, or asks for its default, and work can run on it side by side. */
export const DEFAULT_HADOOP_SCHEDULER: Default<string> = {
  rule: "4.6",
  what: "Who comes first where activities run side by side on",
  value: "first come, first served",
  source: "Hadoop 1's default, and that of the one queue of EMR's CapacityScheduler since Hadoop 2",
};

/** Of steps and jobs that are given by how long they take, where others can run beside them. */
export const DEFAULT_WORK_BESIDE: Default<string> = {
  rule: "4.6",
  what: "Work that is given as a duration, beside other work on",
  value: "takes as long as it says, and leaves the cluster's speed to the others",
  source: CHOSEN,
};

/** Of an S3 data node that is staged and that nobody gives a size. */
export const DEFAULT_NODE_SIZE: Default<Distribution> = {
  rule: "4.7",
  what: "Bytes to stage of",
  value: { kind: "constant", value: 100_000_000 },
  source: "nobody has said how large it is: taken as small, and seen in the result",
};

/** Of what Hive and Pig see as tables. */
export const DEFAULT_TABLE_STAGING: Default<string> = {
  rule: "4.7",
  what: "What the staging of tables copies for",
  value: "the data, through the master",
  source:
    "DG Staging Data: data are copied to the resource, as tables; of Hive it also speaks of their definitions alone",
};

/** Where the catalog has no rate: machines of the user's own. Bytes a second. */
export const DEFAULT_STAGING_RATE: Default<number> = {
  rule: "4.7",
  what: "Rate of staging between S3 and the Task Runner's host, of",
  value: 8_000_000,
  source: "as for logs: about what a line of 100 Mbit/s leaves beside the work",
};

/** Where a cluster with task-level work names neither a release nor an AMI version with a number. */
export const DEFAULT_HADOOP_VERSION = {
  ami: {
    rule: "5.4",
    what: "AMI version, which decides about the slots of a node",
    value: "2.4",
    source: "the AMI series of 2013, the last one with slots",
  },
  release: {
    rule: "5.4",
    what: "EMR release, which decides about the containers of a node",
    value: "emr-5.36.0",
    source: "the last release with Hadoop 2",
  },
} as const satisfies Record<string, Default<string>>;

/** The type whose slots or containers the times of tasks are given for. */
export const DEFAULT_MAP_REDUCE_REFERENCE = {
  slots: { rule: "5.4", what: "Reference type of the tasks", value: "m1.small", source: "the type of 1 ECU" },
  containers: {
    rule: "5.4",
    what: "Reference type of the tasks",
    value: "m4.large",
    source: "the smallest general type that every release since 4 knows",
  },
} as const satisfies Record<string, Default<string>>;

/** Bytes of input for one map. */
export const DEFAULT_SPLIT_SIZE: Default<number> = {
  rule: "5.4",
  what: "Size of a split, the input of one map",
  value: 64 * 1024 * 1024,
  source: "Hadoop 1's block size (dfs.block.size), and EMR's for files on S3 (fs.s3n.block.size)",
};

/** Bytes a second that the reduces of one node fetch together. */
export const DEFAULT_SHUFFLE_RATE: Default<number> = {
  rule: "5.4",
  what: "Rate at which one node fetches what maps hand to its reduces",
  value: 30_000_000,
  source: "about a quarter of a line of 1 Gbit/s: the network is shared, and the disks read meanwhile",
};

/** Part of the maps that is done before reduces begin. Source: Hadoop 1.2.1, mapred.reduce.slowstart.completed.maps. */
export const DOCUMENTED_SLOW_START = 0.05;

/** Source: Hadoop 1.2.1, mapred.map.tasks.speculative.execution. */
export const DOCUMENTED_SPECULATION = true;

/** Bytes that a minute of work writes (6.6). */
export const DEFAULT_LOG_BYTES_PER_MINUTE: Default<Readonly<Record<LogKind, number>>> = {
  rule: "6.6",
  what: "Bytes that a minute of work writes",
  value: { taskRunner: 2_000_000, attempt: 100_000, step: 500_000, node: 1_000_000 },
  source: CHOSEN,
};

/** Upload rate of machines of the user's own, bytes a second. */
export const DEFAULT_UPLOAD: Default<number> = {
  rule: "6.6",
  what: "Upload rate of user-managed Task Runners",
  value: 8_000_000,
  source: "about what a line of 100 Mbit/s leaves beside the work",
};

/** Where the service puts a managed Task Runner's log when the definition names no place. */
export const DEFAULT_LOG_URI: Default<string> = {
  rule: "6.3",
  what: "Place of a managed Task Runner's log when no log URI is given",
  value: "s3://aws-datapipeline-logs",
  source: "AWS publishes it to a place that it does not document; this name stands for it",
};

/** For the storage line of the bill. */
export const DEFAULT_LOG_RETENTION: Default<number> = {
  rule: "7.1",
  what: "How long published logs are kept and paid for",
  value: 30 * DAY_MS,
  source: CHOSEN,
};

/** GB of the EBS root volume by kind of image. */
export const DEFAULT_ROOT_VOLUME_GB = {
  instanceStore: { value: 0, source: "AMIs of the instance-store kind have no EBS root volume" },
  emrRelease: { value: 10, source: "EMR Management Guide: 10 GiB by default" },
  ec2: { value: 8, source: "the usual size of Amazon Linux's root volume" },
} as const;

/** Where `precision` is given without `min`. */
export const DEFAULT_REPLICATIONS_MIN = 20;
/** Where `precision` is given without `max`. */
export const DEFAULT_REPLICATIONS_MAX = 2000;
/** Where `replications` is a map that does not say. */
export const DEFAULT_PRECISION = { relativeHalfWidth: 0.02, of: ["cost.total", "latency.pipeline"] } as const;
