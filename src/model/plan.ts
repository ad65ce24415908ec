import type { Diagnostic } from "../base/diagnostic.ts";
import type { DurationMs, InstantMs } from "../base/instant.ts";
import type { MicroUsd, NanoUsd } from "../base/money.ts";
import type { Period } from "../base/period.ts";
import type { Distribution } from "../engine/distribution.ts";
import type { HadoopNodePlan, MapReducePlan } from "./map-reduce-plan.ts";
import type { PreconditionPlan } from "./precondition-plan.ts";
import type { SparkPlan } from "./spark-plan.ts";
import type { PurchasePlan, SpotMarketPlan } from "./spot-plan.ts";

/**
 * The one compiled, immutable, plain-data description of a world: every reference resolved, every duration in
 * milliseconds, every price looked up, every assumption named. It survives `JSON.parse(JSON.stringify(plan))`.
 */
export interface Plan {
  readonly format: "stepcast.plan/1";
  readonly name: string;
  readonly region: string;
  /** When the first pipeline is activated: the simulation begins here. */
  readonly activationMs: InstantMs;
  /** The simulation ends here at the latest; what still goes on is reported as unfinished. */
  readonly horizonMs: InstantMs;
  readonly limits: LimitsPlan;
  readonly billing: BillingPlan;
  readonly logs: LogsPlan;
  /** Keyed by instance type; holds each type that a resource of the plan names. */
  readonly instanceTypes: Readonly<Record<string, InstanceTypePlan>>;
  /** Those that groups with a bid buy on; absent: everything is on demand (5.3). */
  readonly spotMarkets?: readonly SpotMarketPlan[];
  readonly pipelines: readonly PipelinePlan[];
  /** Measures and rows say of which pipeline they are; absent: there is one, which needs no name. */
  readonly pipelinesAreNamed?: true;
  /** User-managed Task Runners (4.1). */
  readonly taskRunners: readonly TaskRunnerPlan[];
  /** Absent: no Task Runner dies (4.4). */
  readonly runnerFailure?: RunnerFailurePlan;
  /** How probable it is that a task which PollForTask hands out never reaches the runner (4.4); absent: it always does. */
  readonly lostAnswers?: number;
  readonly assumptions: readonly Assumption[];
  /** Warnings of the definition and the scenario, in order of place. */
  readonly warnings: readonly Diagnostic[];
  /** Ids of the activities whose latency rests on placeholder work (4.8). */
  readonly placeholders: readonly string[];
  /** What profiles that the plan rests on were measured on; absent: it rests on none. */
  readonly calibrations?: readonly CalibrationPlan[];
}

/** What a profile was measured on, and how well the model repeats it. */
export interface CalibrationPlan {
  /** Runs, launches and clusters. */
  readonly observations: number;
  readonly fromAtMs?: InstantMs;
  readonly toAtMs?: InstantMs;
  /** Parts of the measured time, without their sign; absent: nothing was replayed. */
  readonly replay?: { readonly jobs: number; readonly medianError: number; readonly p90Error: number };
}

/** A number that the user did not give. */
export interface Assumption {
  /** Unique and stable: `boot.m1.small`. */
  readonly id: string;
  /** The rule of the model: `5.6`. */
  readonly rule: string;
  /** What it is: "Boot time of m1.small, from the launch request to the first bootstrap action". */
  readonly what: string;
  /** The value as a person writes it: "normal, mean 100 s, sd 5 s". */
  readonly value: string;
  readonly source: string;
  /** The scenario key that changes it: `boot: { m1.small: 95 s }`. */
  readonly override: string;
}

/** The account's limits (2.4, 2.5); null lifts one. */
export interface LimitsPlan {
  /** At least this long between two new instances of one object (2.4). */
  readonly instanceCreationIntervalMs: DurationMs | null;
  /** The account's ceiling on active instances of one object, whatever the object's own `maxActiveInstances` says. */
  readonly activeInstancesPerObject: number | null;
  /** EC2 instances that all resources together may have at a time (2.5); absent: as many as they like. */
  readonly ec2Instances?: number;
  /** How often the account may call the service (4.5); absent: as often as it likes. */
  readonly calls?: CallLimitsPlan;
}

/** The account's limits on calls of the service's API, and what a caller does whose call is refused (4.5). */
export interface CallLimitsPlan {
  /** Each operation once at most; calls of the others are never refused. */
  readonly operations: readonly CallLimitPlan[];
  readonly backOff: BackOffPlan;
  /** Where calls may be refused, regular ones come later by up to this, each by its own (4.5). */
  readonly jitterMs: DurationMs;
  /** What a result lists besides the plan's own assumptions when calls of the operation were refused. */
  readonly assumptions: readonly CallAssumption[];
}

/** A token bucket that all callers of the account share (4.5). */
export interface CallLimitPlan {
  readonly operation: ApiOperation;
  /** Mean time between two calls, in microseconds. */
  readonly intervalUs: number;
  /** Calls that may come at once. */
  readonly burst: number;
}

/** A refused call is made again after a time drawn uniformly from 0 to a bound, which doubles up to the longest (4.5). */
export interface BackOffPlan {
  readonly firstMs: DurationMs;
  readonly longestMs: DurationMs;
}

/** A number that the user did not give, and that tells only when calls are refused. */
export interface CallAssumption {
  /** Absent: of any operation. */
  readonly operation?: ApiOperation;
  readonly assumption: Assumption;
}

/** The calls of a Task Runner that are counted and limited (4.3, 4.4). */
export type ApiOperation = "PollForTask" | "ReportTaskProgress" | "SetTaskStatus" | "ReportTaskRunnerHeartbeat";

/** The rules and prices of the bill that do not depend on the instance type (7.1). */
export interface BillingPlan {
  readonly mode: "hourly" | "per-second";
  /** From when EMR's surcharge counts for an instance (7.1). */
  readonly emrBillingFrom: "running" | "ready";
  /**
   * What a Spot instance costs that EC2 takes back: `charged`: all of its time. Absent: by the hour not the hour that is
   * cut short, by the second nothing if that is its first hour (7.1).
   */
  readonly interruptedHour?: "charged";
  /** S3 PUT, per request. */
  readonly s3PutNanoUsd: NanoUsd;
  /** S3 storage, per GB (10^9 bytes) and month of 730 hours. */
  readonly s3StorageNanoUsdPerGbMonth: NanoUsd;
  /** How long published logs are kept, for their storage line. */
  readonly logRetentionMs: DurationMs;
  /** EBS, per GB and month of 730 hours. */
  readonly ebsNanoUsdPerGbMonth: NanoUsd;
}

/** How much is written, where it goes and how it gets there (6.1 to 6.6). */
export interface LogsPlan {
  /** Bytes that a minute of work writes, by kind of log (6.6). */
  readonly bytesPerMinute: Readonly<Record<LogKind, number>>;
  /** Where a managed Task Runner's log goes when no log URI is given (6.3); null: nowhere. */
  readonly defaultUri: string | null;
  /** How often EMR archives node and step logs (6.4). */
  readonly emrPushIntervalMs: DurationMs;
  /** How often a Task Runner pushes its log (6.2). */
  readonly runnerPushIntervalMs: DurationMs;
  /** Upload rate of user-managed hosts, bytes per second. */
  readonly uploadBytesPerSecond: number;
  /** Absent: no upload fails. */
  readonly uploadFailure?: UploadFailurePlan;
}

/** How uploads of logs fail (6.6). */
export interface UploadFailurePlan {
  /** Of one try, which then has taken its whole time; above 0 and at most 1. */
  readonly probability: number;
  /** How often one is tried before what it carries is given up. */
  readonly tries: number;
  /** Before the second try; twice as long before each one after that. */
  readonly firstWaitMs: DurationMs;
  readonly longestWaitMs: DurationMs;
}

/** `taskRunner`: the runner's own log. `attempt`: stdout, stderr and activity log. `step`, `node`: the cluster's (6.3). */
export type LogKind = "taskRunner" | "attempt" | "step" | "node";

/** What the model has to know of an instance type, prices in the plan's region and on its date included. */
export interface InstanceTypePlan {
  readonly type: string;
  /** Capacity for work, relative to m1.small = 1. */
  readonly speed: number;
  /** Log upload rate, bytes per second. */
  readonly uploadBytesPerSecond: number;
  readonly ec2NanoUsdPerHour: NanoUsd;
  readonly emrNanoUsdPerHour: NanoUsd;
}

/** One pipeline: when it is activated, what it does and on what. */
export interface PipelinePlan {
  /** The service's name for it, made from the digest of its definition: `df-0A1B...`. */
  readonly id: string;
  /** Unique; random streams carry it (8.2). */
  readonly name: string;
  /** When it is first activated; absent: with the plan. */
  readonly activationMs?: InstantMs;
  readonly activation: ActivationPlan;
  readonly activities: readonly ActivityPlan[];
  readonly resources: readonly ResourcePlan[];
  /** Those that activities read, write or depend on; absent: activities wait for one another without them. */
  readonly dataNodes?: readonly DataNodePlan[];
  /** The SnsAlarms of its components; absent: none (3.4). */
  readonly notifications?: readonly NotificationPlan[];
  /** The monthly fee of each activity and precondition together (7.1), billed for the time that the pipeline runs. */
  readonly feeMicroUsdPerMonth: MicroUsd;
}

/** When an on-demand pipeline is activated; scheduled components follow their own schedule from the first activation. */
export type ActivationPlan =
  /** Instants in ascending order; a single activation is a list of one. */
  | { readonly kind: "times"; readonly timesMs: readonly InstantMs[] }
  | { readonly kind: "every"; readonly everyMs: DurationMs; readonly count: number | null }
  /** The first arrival comes one inter-arrival time after the pipeline's activation. */
  | { readonly kind: "poisson"; readonly meanInterarrivalMs: number; readonly count: number | null };

/** When instances of a component are due (2.2). Interval k is [start + k * period, start + (k + 1) * period). */
export type SchedulePlan =
  /** Once at each activation: on demand, or no schedule at all (2.7). */
  | { readonly kind: "ondemand" }
  | {
      readonly kind: "cron" | "timeseries";
      /** The Schedule object's id. */
      readonly scheduleId: string;
      /** `startAt: FIRST_ACTIVATION_DATE_TIME` has been replaced by the activation's instant. */
      readonly startMs: InstantMs;
      readonly period: Period;
      /** Null: runs on until `endMs`, or the horizon. */
      readonly occurrences: number | null;
      readonly endMs: InstantMs | null;
    };

interface ComponentPlan {
  readonly id: string;
  readonly name: string;
  /** The AWS object type: `EmrActivity`. */
  readonly type: string;
  readonly schedule: SchedulePlan;
  /** The object's own limit, or the default (2.4): 5 for scheduled, 1 for on-demand components; null lifts it. */
  readonly maxActiveInstances: number | null;
}

/** An activity component: when its instances are due, what they wait for, where they run and what they do. */
export interface ActivityPlan extends ComponentPlan {
  readonly runner: RunnerRef;
  readonly dependsOn: readonly DependencyPlan[];
  /** Ids of the pipeline's `dataNodes` that it waits for; what `dependsOn` has through one of them waits there (3.1). */
  readonly dataNodes?: readonly string[];
  /** Absent: none (3.2). */
  readonly preconditions?: readonly PreconditionPlan[];
  /** What one attempt does, in order (4.6). */
  readonly work: readonly WorkItemPlan[];
  /** 3.5: what happens to this activity when one that it waits for fails. */
  readonly failureAndRerunMode: "none" | "cascade";
  /** An attempt that runs longer ends TIMEDOUT (3.4); absent: it may run as long as it likes. */
  readonly attemptTimeoutMs?: DurationMs;
  /** So long after its last progress report an attempt counts as failed (4.4); absent: a silent one stays RUNNING. */
  readonly reportProgressTimeoutMs?: DurationMs;
  /** Absent where no attempt fails of itself (3.3). */
  readonly failure?: AttemptFailurePlan;
  /** Absent where no attempt can fail (3.3). */
  readonly retry?: RetryPlan;
  /** Absent where nothing makes it late, as on demand (3.4). */
  readonly late?: LatePlan;
  /** Where attempt logs go; null: not archived (6.3). */
  readonly logUri: string | null;
}

/** How likely an attempt is to fail of itself, and where in its work it does (3.3). */
export interface AttemptFailurePlan {
  /** Of each attempt, above 0 and at most 1. */
  readonly probability: number;
  /** Fraction of the attempt's whole work that is done by then; what is above 1 counts as 1. */
  readonly atFraction: Distribution;
}

/** A data node component: its instances FINISH when those who write it have, and its preconditions are met (3.1). */
export interface DataNodePlan extends ComponentPlan {
  /** Ids of the activities that write it or that it depends on; none: it comes from outside, and is there. */
  readonly producers: readonly string[];
  /** Checked once the producers are done; absent: none (3.2). */
  readonly preconditions?: readonly PreconditionPlan[];
  /** 3.5: what happens to it when one that it waits for fails. */
  readonly failureAndRerunMode: "none" | "cascade";
  /** Absent where nothing makes it late, as on demand (3.4). */
  readonly late?: LatePlan;
}

/** How often a failed or timed out attempt is tried again on the same resource, and how long after it (3.3). */
export interface RetryPlan {
  readonly maximum: number;
  readonly delayMs: DurationMs;
}

/** A message that an SnsAlarm sends for each instance of a component to which something happens (3.4). */
export interface NotificationPlan {
  readonly componentId: string;
  /** The SnsAlarm. */
  readonly actionId: string;
  readonly event: "onSuccess" | "onFail" | "onLateAction";
  /** Absent where the alarm has none. */
  readonly subject?: readonly SubjectPart[];
}

/** Text that is known before the run, or a run-time field of the instance: `@scheduledStartTime` (1.4). */
export type SubjectPart =
  | { readonly kind: "text"; readonly text: string }
  /** `format`: of a time, as a pattern of Joda-Time; absent: as AWS writes times. */
  | { readonly kind: "field"; readonly name: string; readonly format?: string };

/** When an instance counts as late, and what is done then (3.4). */
export interface LatePlan {
  /** From the scheduled start: the start of the interval, or for timeseries its end (2.2). */
  readonly afterMs: DurationMs;
  /** One of its `onLateAction` is Terminate. */
  readonly terminates: boolean;
}

/** Who carries an activity out (4.1). */
export type RunnerRef =
  | { readonly kind: "resource"; readonly resourceId: string }
  | { readonly kind: "workerGroup"; readonly workerGroup: string }
  /** Neither `runsOn` nor `workerGroup`: waits for ever (4.1). */
  | { readonly kind: "none" };

/** An activity that another one waits for (3.1). */
export interface DependencyPlan {
  readonly activityId: string;
  /** `dependsOn`, or the id of the data node that links the two (3.1). */
  readonly via: string;
}

/**
 * What a part of an attempt is to its activity, in the order in which they come (4.6, 4.7). EmrActivity: `step` and the
 * commands around it; all others: `command` and what is around that.
 */
export type WorkRole =
  | "preActivityTask"
  | "stageInput"
  | "preStepCommand"
  | "step"
  | "postStepCommand"
  | "command"
  | "stageOutput"
  | "postActivityTask";

/** One command, step or copy of an attempt (4.6, 4.7). */
export interface WorkItemPlan {
  readonly role: WorkRole;
  /** The command, or the step's jar or script, as a person recognises it; secrets already removed. */
  readonly label: string;
  /**
   * `runner`: on the Task Runner's host. `stepQueue`: the cluster's step queue (4.6). `hadoop`: the cluster's Hadoop
   * scheduler, side by side with others.
   */
  readonly place: "runner" | "stepQueue" | "hadoop";
  /** The queue of the Hadoop scheduler that it goes to; absent: `default` (4.6). */
  readonly queue?: string;
  readonly work: WorkPlan;
  /** Of a step on its own, beside the attempt's; absent: it fails only with that (3.3, 4.6). */
  readonly failure?: AttemptFailurePlan;
}

/** How much work an item is. */
export type WorkPlan =
  | { readonly kind: "duration"; readonly duration: Distribution }
  /** A data node's bytes between S3 and the host (4.7); whoever copies them in one interval or activation finds as many. */
  | {
      readonly kind: "transfer";
      readonly dataNodeId: string;
      readonly bytes: Distribution;
      readonly bytesPerSecond: number;
    }
  /**
   * Amdahl's law with a cost for coordination: `serialMs`, then `workMs` of the reference type's time shared by the
   * speeds of the nodes that are there, then `overheadPerNodeMs` for each of them and what else grows with them. `work` is drawn once per attempt.
   */
  | {
      readonly kind: "scaling";
      /** Node-milliseconds on the reference type. */
      readonly work: Distribution;
      /** Speed of the reference type, on the scale of `InstanceTypePlan.speed`. */
      readonly referenceSpeed: number;
      readonly serialMs: DurationMs;
      readonly overheadPerNodeMs: DurationMs;
      /** For each doubling of the nodes; absent: nothing. */
      readonly logMs?: number;
      /** Node-milliseconds that its data take over the network of one node (`ScalingLaw`); absent: nothing. */
      readonly communicationMs?: number;
      /** What all of its times are multiplied by, in millionths, drawn once a replication; absent: the law is exact. */
      readonly factor?: Distribution;
    }
  /** Task by task on the nodes of a cluster (5.4). */
  | { readonly kind: "mapreduce"; readonly job: MapReducePlan }
  /** Stage by stage on executors in YARN's containers (5.4). */
  | { readonly kind: "spark"; readonly application: SparkPlan };

/** A managed resource component. */
export type ResourcePlan = EmrClusterPlan | Ec2ResourcePlan;

interface ManagedResourcePlan extends ComponentPlan {
  /** Counted from the launch request (3.6). */
  readonly terminateAfterMs: DurationMs | null;
  /** An attempt that takes longer, counted alike, fails (3.4); absent: it may take as long as it likes. */
  readonly attemptTimeoutMs?: DurationMs;
  /** Absent where nothing makes it late, as on demand (3.4). */
  readonly late?: LatePlan;
  /** An attempt that is not RUNNING by then, counted alike, fails (3.6); absent: it may take as long as it likes. */
  readonly initTimeoutMs?: DurationMs;
  /** Probability that the launch of one EC2 instance fails, at most 1 (3.6); absent: none fails. */
  readonly launchFailure?: number;
  /** Absent: a failed attempt is not tried again, and its activities are CANCELED (3.5, 3.6). */
  readonly retry?: ResourceRetryPlan;
  /** The last attempt buys nothing on Spot markets (3.6); absent: as the others. */
  readonly onDemandOnLastAttempt?: true;
  /** What a FAILED activity instance does to its resource (3.6); absent: nothing. */
  readonly actionOnTaskFailure?: "terminate";
  /** Part of the boot time that is `pending`, not billed; at most the boot time (5.6). */
  readonly pending: Distribution;
  readonly runnerInstall: Distribution;
  /** `--tasks` of the Task Runner (4.2). */
  readonly tasks: number;
  /** From the end of the bill to the release of quota (7.3). */
  readonly termination: Distribution;
  /** Root and other EBS volumes, GB an instance (7.1). */
  readonly ebsGbPerInstance: number;
  /** Where the Task Runner's log goes; null: `logs.defaultUri` (6.3). */
  readonly runnerLogUri: string | null;
}

/** How often a failed attempt at a resource is followed by another, and how long after it (3.6). */
export interface ResourceRetryPlan extends RetryPlan {
  /** None is launched later than this after the launch of the first; absent: however late. */
  readonly timeoutMs?: DurationMs;
}

/** An EmrCluster component (5.1). */
export interface EmrClusterPlan extends ManagedResourcePlan {
  readonly kind: "EmrCluster";
  /** Master first, then core, then task; groups of no instances are left out. */
  readonly groups: readonly InstanceGroupPlan[];
  /** On every instance, in order (5.1). */
  readonly bootstrapActions: readonly BootstrapActionPlan[];
  /**
   * EC2 instances that an attempt replaces when bootstrap actions fail on them; one more ends it while it starts (5.2).
   * Absent: none.
   */
  readonly bootstrapReplacements?: number;
  /** What a lost core instance takes with it; absent: nothing that its work needs (5.3). */
  readonly hdfs?: HdfsPlan;
  /** Installing the applications, after the slowest master or core instance is through (5.6). */
  readonly applications: Distribution;
  /** 1 before release 5.28 (4.6). */
  readonly stepConcurrency: number;
  /** How what runs side by side shares the cluster; absent: first come, first served (4.6). */
  readonly hadoopScheduler?: HadoopSchedulerPlan;
  /** Where the cluster's node and step logs go; null: not archived (6.3). */
  readonly clusterLogUri: string | null;
}

/** How a cluster's file system stands the loss of core instances (5.3). */
export interface HdfsPlan {
  /** How many core instances hold each block. */
  readonly replication: number;
  /** How long after a loss the blocks have as many copies again; so many losses within it lose data. */
  readonly recoveryMs: DurationMs;
  /** Probability that what runs on the cluster needs what was lost, and fails. */
  readonly lossFails: number;
  /** Absent: a cluster that has lost its last core instance fails. */
  readonly outlivesCore?: true;
}

/** The scheduler of a cluster's Hadoop (4.6). */
export interface HadoopSchedulerPlan {
  /**
   * `fifo`: the first job has everything. `fair`: all jobs of a queue have as much. `capacity`: the first job of each
   * queue has all of the queue's part.
   */
  readonly kind: "fifo" | "fair" | "capacity";
  /** Whole numbers above 0; a queue that is not named weighs 1. What a queue does not use goes to the others. */
  readonly queues: readonly { readonly name: string; readonly weight: number }[];
}

/** An Ec2Resource component: one EC2 instance (2.5). */
export interface Ec2ResourcePlan extends ManagedResourcePlan {
  readonly kind: "Ec2Resource";
  readonly group: InstanceGroupPlan;
}

/** EC2 instances of one role and type (5.3). */
export interface InstanceGroupPlan {
  readonly role: "master" | "core" | "task" | "host";
  readonly instanceType: string;
  readonly count: number;
  readonly purchase: PurchasePlan;
  /** From the launch request to the first bootstrap action (5.6). */
  readonly boot: Distribution;
  /** How long an instance is `running` until what it runs on fails; absent: that never fails (5.3). */
  readonly timeToFailure?: Distribution;
  /** Instances that the scenario lets fail one by one; indexes count from 0, replacements on from the last. Absent: none. */
  readonly instanceFailures?: readonly { readonly index: number; readonly timeToFailure: Distribution }[];
  /** What one instance offers to Hadoop tasks; absent where no task-level work runs on it (5.4). */
  readonly hadoop?: HadoopNodePlan;
  /** Instances whose boot time the scenario gives one by one; indexes count from 0. */
  readonly instanceBoots: readonly { readonly index: number; readonly boot: Distribution }[];
}

/** One bootstrap action (5.1). */
export interface BootstrapActionPlan {
  /** The script's own name: `configure-hadoop`. */
  readonly name: string;
  readonly path: string;
  readonly duration: Distribution;
  /** Probability that it fails on one instance, at the end of its duration, at most 1 (5.2); absent: it never does. */
  readonly failureProbability?: number;
}

/** A user-managed Task Runner (4.1). */
export interface TaskRunnerPlan {
  /** `wg-12345/0`: unique. */
  readonly id: string;
  readonly workerGroup: string;
  /** `--tasks`: 2 by default (4.2). */
  readonly tasks: number;
  readonly poll: PollPlan;
  readonly logUri: string | null;
}

/** How Task Runners die, managed and user-managed ones (4.4). */
export interface RunnerFailurePlan {
  /** From each start of a runner, without memory. */
  readonly meanTimeToFailureMs: number;
  /** Until a user-managed one is started anew; absent: never. */
  readonly restart?: Distribution;
}

/** How an idle Task Runner asks for work (4.3). */
export type PollPlan =
  /** PollForTask held open for up to 90 s (4.3). */
  | { readonly kind: "long"; readonly holdMs: DurationMs }
  /** Every `intervalMs` while idle, the first phase drawn at random (4.3). */
  | { readonly kind: "interval"; readonly intervalMs: DurationMs };
