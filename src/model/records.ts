import type { InstantMs } from "../base/instant.ts";
import type { NanoUsd } from "../base/money.ts";
import type { ApiOperation, LogKind, WorkRole } from "./plan.ts";
import type { AttemptStatus, ClusterStatus, Ec2InstanceState, InstanceStatus, StepStatus } from "./status.ts";

/**
 * What the model tells its observers: every transition as it happens, and one record of each thing when it is over (or
 * when the run stops at its horizon). Keys that end in `AtMs` are instants; those that end in `Ms` are lengths of time.
 * A key that is absent did not happen.
 */
export type ModelEvent =
  | TransitionEvent
  /** Of an activity, which is work of an execution, with its attempts in their order. */
  | { readonly kind: "instance"; readonly row: InstanceRow; readonly attempts?: readonly AttemptRow[] }
  | { readonly kind: "heldBack"; readonly row: HeldBackRow }
  | { readonly kind: "attempt"; readonly row: AttemptRow }
  | { readonly kind: "step"; readonly row: StepRow }
  | { readonly kind: "sparkStage"; readonly row: SparkStageRow }
  | { readonly kind: "resource"; readonly row: ResourceRow }
  | { readonly kind: "ec2Instance"; readonly row: Ec2InstanceRow }
  /** With the component of the managed resource that it was written on; absent: on a host of the user's. */
  | { readonly kind: "log"; readonly row: LogRow; readonly resource?: ComponentRef | undefined }
  | { readonly kind: "spotMarket"; readonly row: SpotMarketRow }
  /** With the instances of it that have been told, in the order of their ends. */
  | { readonly kind: "execution"; readonly row: ExecutionRow; readonly instances: readonly ActivityHistory[] };

/** One activity instance of an execution with its attempts. */
export interface ActivityHistory {
  readonly instance: InstanceRow;
  /** In order; the last one decided the instance's end. */
  readonly attempts: readonly AttemptRow[];
}

/** A component of a pipeline: several pipelines may have components of one name. */
export interface ComponentRef {
  readonly pipelineId: string;
  readonly componentId: string;
}

/** One move of one state machine, with AWS's own status words (2.6). */
export interface TransitionEvent {
  readonly kind: "transition";
  readonly atMs: InstantMs;
  readonly machine: "instance" | "attempt" | "step" | "cluster" | "ec2Instance";
  readonly id: string;
  /** Whose life it is; absent where it belongs to no component. */
  readonly owner?: ComponentRef;
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
}

/** An instance of an activity or a resource component (2.1). */
export interface InstanceRow {
  readonly pipelineId: string;
  readonly componentId: string;
  readonly type: string;
  /** `@MyEmrActivity_2012-11-23T00:00:00`. */
  readonly instanceId: string;
  readonly status: InstanceStatus;
  /** The reason of the last transition, a sentence. */
  readonly reason: string;
  readonly scheduledStartAtMs: InstantMs;
  readonly scheduledEndAtMs: InstantMs;
  /** When it was due or its activation came, whichever is later: the origin of its latency. */
  readonly dueAtMs: InstantMs;
  readonly createdAtMs: InstantMs;
  /** Activities: all dependencies met, WAITING_FOR_RUNNER. Resources: the launch request. */
  readonly readyAtMs?: InstantMs;
  /** RUNNING for the first time. */
  readonly startedAtMs?: InstantMs;
  /** It was not over when its lateAfterTimeout ran out (3.4). */
  readonly lateAtMs?: InstantMs;
  readonly endedAtMs?: InstantMs;
  readonly attempts: number;
  /** Attempts that its `maximumRetries` leaves; absent where none can fail (3.3). */
  readonly triesLeft?: number;
}

/** Intervals or activations of a component that were due and never got an instance before the run ended (2.4). */
export interface HeldBackRow extends ComponentRef {
  readonly type: string;
  /** `interval` of a schedule, or `activation` of what runs on demand. */
  readonly of: "interval" | "activation";
  readonly count: number;
  /** The scheduled starts of the first and the last of them. */
  readonly firstAtMs: InstantMs;
  readonly lastAtMs: InstantMs;
  /** Which limit held them back, a sentence. */
  readonly reason: string;
}

/** One attempt at an activity instance (2.1). */
export interface AttemptRow {
  readonly pipelineId: string;
  readonly componentId: string;
  readonly instanceId: string;
  /** `@MyEmrActivity_2012-11-23T00:00:00_Attempt=1`. */
  readonly attemptId: string;
  readonly status: AttemptStatus;
  readonly reason: string;
  /** The resource instance or the user-managed runner's id. */
  readonly runnerId: string;
  /** When the task was queued for the runner: the wait is from here. */
  readonly queuedAtMs: InstantMs;
  readonly startedAtMs: InstantMs;
  readonly endedAtMs: InstantMs;
  /** What the wait from `queuedAtMs` to `startedAtMs` was for; adds up to it exactly. */
  readonly waitedFor: WaitSplit;
  readonly workItems: readonly WorkItemRow[];
}

/** Milliseconds of a wait for a runner, by what its resource was doing meanwhile (5.6). */
export interface WaitSplit {
  readonly bootMs: number;
  readonly bootstrapMs: number;
  readonly applicationsMs: number;
  readonly runnerInstallMs: number;
  /**
   * The runner was there: all of its threads were busy, or a poll had to come first; or the account's limit on EC2
   * instances left no room for its resource (2.5); or a Spot price was above its bid (5.3); or attempts at its resource
   * failed before the one that came through (3.6).
   */
  readonly queueMs: number;
}

/** Commands, steps and copies of an attempt, in order; those that never began are left out. */
export interface WorkItemRow {
  readonly role: WorkRole;
  readonly label: string;
  readonly startedAtMs: InstantMs;
  readonly endedAtMs: InstantMs;
  readonly completed: boolean;
}

/** A step in a cluster's step queue (4.6). */
export interface StepRow {
  /** Absent: there is one pipeline. */
  readonly pipelineId?: string;
  readonly stepId: string;
  readonly attemptId: string;
  readonly resourceId: string;
  readonly label: string;
  readonly status: StepStatus;
  readonly submittedAtMs: InstantMs;
  readonly startedAtMs?: InstantMs;
  /** Work by a scaling law: its serial part was done, and the nodes shared the rest (5.4). */
  readonly sharedAtMs?: InstantMs;
  /** Work by a scaling law: the shared work was done, and the nodes coordinated to the end (5.4). */
  readonly coordinatedAtMs?: InstantMs;
  readonly endedAtMs: InstantMs;
}

/** A stage of a Spark application (5.4); told when the application is over. */
export interface SparkStageRow extends ComponentRef {
  /** The step, or the attempt at a job that goes to the Hadoop scheduler. */
  readonly workId: string;
  /** Counts from 0 within its application. */
  readonly index: number;
  readonly name: string;
  /** CANCELLED: its application ended before it was done. */
  readonly status: "COMPLETED" | "FAILED" | "CANCELLED";
  readonly tasks: number;
  /** The driver has handed its tasks out. */
  readonly submittedAtMs: InstantMs;
  /** Its first task began. */
  readonly startedAtMs?: InstantMs;
  /** Its last task was done. */
  readonly endedAtMs?: InstantMs;
  /** The application would have ended earlier if it had; absent: others took longer. */
  readonly critical?: boolean;
  /** Attempts at tasks that failed; absent: none. */
  readonly failedTasks?: number;
  /** Attempts that did not fit in their share of the memory; absent: none. */
  readonly spilledTasks?: number;
  /** Tasks that were done and began again because their results were lost; absent: none. */
  readonly recomputedTasks?: number;
  /** Attempts whose part of the input was no longer in memory; absent: none. */
  readonly uncachedTasks?: number;
}

/** One attempt at a managed resource from its launch request to its end (5.1, 5.6). */
export interface ResourceRow {
  readonly pipelineId: string;
  readonly componentId: string;
  readonly type: string;
  /** The resource instance's id; from the second attempt on with `_Attempt=2`. */
  readonly resourceId: string;
  /** Counts from 1; absent: 1. */
  readonly attempt?: number;
  readonly status: InstanceStatus;
  /** EMR clusters only. */
  readonly clusterStatus?: ClusterStatus;
  readonly reason: string;
  readonly requestedAtMs: InstantMs;
  /**
   * The account's limit on EC2 instances left room for it at last (2.5), or a Spot price fell to the bid for instances that
   * it does not start without (5.3); absent: at once.
   */
  readonly launchedAtMs?: InstantMs;
  /** The slowest master or core instance has booted. */
  readonly bootedAtMs?: InstantMs;
  /** ... and is through its bootstrap actions. */
  readonly bootstrappedAtMs?: InstantMs;
  /** Applications installed: RUNNING. */
  readonly readyAtMs?: InstantMs;
  /** The Task Runner's first poll. */
  readonly firstPollAtMs?: InstantMs;
  /** SHUTTING_DOWN: the logs begin to go up. */
  readonly shuttingDownAtMs?: InstantMs;
  /** The logs are in S3 and the instances go `shutting-down`. */
  readonly stoppedAtMs?: InstantMs;
  /** Quota is free again (7.3). */
  readonly terminatedAtMs?: InstantMs;
  /** Milliseconds in which at least one attempt ran. */
  readonly busyMs: number;
}

/** One EC2 instance from its launch request to its end (5.1, 7.1). */
export interface Ec2InstanceRow {
  readonly pipelineId: string;
  readonly componentId: string;
  readonly resourceId: string;
  /** `MASTER-0`, `CORE-3`, `TASK-9`, `HOST-0` within its resource instance; replacements count on (5.2). */
  readonly ec2InstanceId: string;
  readonly role: "master" | "core" | "task" | "host";
  readonly instanceType: string;
  readonly purchase: "on-demand" | "spot";
  /** Absent: it is on demand. */
  readonly spot?: SpotPurchase;
  /** Pays EMR's surcharge too. */
  readonly emr: boolean;
  readonly state: Ec2InstanceState;
  readonly ebsGb: number;
  readonly requestedAtMs: InstantMs;
  readonly runningAtMs?: InstantMs;
  readonly bootedAtMs?: InstantMs;
  readonly bootstrapActions: readonly {
    readonly name: string;
    readonly startedAtMs: InstantMs;
    readonly endedAtMs: InstantMs;
    /** It failed, which ended the instance (5.2); absent: it did not. */
    readonly failed?: boolean;
  }[];
  /** Took up its role in the cluster. */
  readonly readyAtMs?: InstantMs;
  /** `shutting-down`, or lost: the end of its bill. */
  readonly shuttingDownAtMs?: InstantMs;
  readonly terminatedAtMs?: InstantMs;
  /** It ended abruptly; absent: it did not (5.3). */
  readonly lost?: InstanceLoss;
  /** Milliseconds in which it took part in work: a step for core and task nodes, an attempt for the Task Runner's host. */
  readonly busyMs: number;
}

/** Why an EC2 instance ended abruptly, from outside (5.3). */
export interface InstanceLoss {
  /** `failure`: of what it runs on. `interruption`: EC2 took a Spot instance back. */
  readonly cause: "failure" | "interruption";
  /** A sentence. */
  readonly reason: string;
}

/** What a Spot instance was bought for (5.3, 7.1). */
export interface SpotPurchase {
  readonly marketId: string;
  readonly bidNanoUsd: NanoUsd;
  /**
   * What an hour cost, from when on; by the hour the price at the start of each instance-hour counts, by the second every
   * one. None while it was pending.
   */
  readonly prices: readonly SpotPrice[];
}

/** From when on a Spot price holds. */
export interface SpotPrice {
  readonly atMs: InstantMs;
  readonly priceNanoUsd: NanoUsd;
}

/** The price of a Spot market that was bought on, over the run (5.3). */
export interface SpotMarketRow {
  readonly marketId: string;
  readonly instanceType: string;
  /** The price at the start and each change. */
  readonly prices: readonly SpotPrice[];
  /** There are more changes: of several in a row the highest price stands for all; absent: these are all. */
  readonly thinned?: boolean;
}

/** One log file of one writer (6.6). */
export interface LogRow {
  readonly kind: LogKind;
  /**
   * Where there are several pipelines, the one that pays for it: whose attempt or resource it is. Absent: there is one
   * pipeline, or it is the own log of a user-managed Task Runner, which serves them all.
   */
  readonly pipelineId?: string;
  /** The runner, attempt, step or EC2 instance that wrote it. */
  readonly writerId: string;
  /** The resource instance, or the user-managed runner. */
  readonly hostId: string;
  readonly status: "published" | "lost" | "kept on the host" | "open";
  /** Why it was lost, or when and by whom it is pushed. */
  readonly reason: string;
  /** Full URI; absent where it was not archived. */
  readonly destination?: string;
  readonly bytes: number;
  readonly bytesPublished: number;
  readonly putRequests: number;
  readonly writtenFromAtMs: InstantMs;
  readonly writtenToAtMs: InstantMs;
  /** What was written from then on is lost, and what was written before is in S3; absent where all or nothing is (6.5). */
  readonly lostFromAtMs?: InstantMs;
  /** When all of it is readable in S3. */
  readonly publishedAtMs?: InstantMs;
  /** From the writer's end to readable in S3. */
  readonly delayMs?: number;
}

/** One activation or interval of a pipeline: all activity instances with the same scheduled start. */
export interface ExecutionRow {
  readonly pipelineId: string;
  readonly scheduledStartAtMs: InstantMs;
  readonly dueAtMs: InstantMs;
  /** When the last activity instance ended; absent while one has not. */
  readonly endedAtMs?: InstantMs;
  /** Every activity instance FINISHED. */
  readonly succeeded: boolean;
}

/** Calls of the service's API over a whole run (4.3, 4.4). */
export interface ApiCallRow {
  readonly operation: ApiOperation;
  /** Those that the service took. */
  readonly calls: number;
  /** Those that it refused, because the account's limit was reached (4.5); absent: none. */
  readonly throttled?: number;
}

/** A record while it is being filled in. */
export type Written<Row> = { -readonly [Key in keyof Row]: Row[Key] };
