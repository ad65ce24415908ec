import type { DurationMs, InstantMs } from "../../base/instant.ts";

/**
 * What histories of runs tell, whatever wrote them: plain data that the fits, the profiles and the replay work on. A
 * reader (`read/`) fills it in; what a format does not say is absent, never guessed.
 */
export interface Observations {
  readonly runs: readonly RunObservation[];
  readonly clusters: readonly ClusterObservation[];
  readonly boots: readonly BootObservation[];
}

/** Where an observation was read. */
export interface SourceLine {
  /** The name under which the user gave the file. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/** One run of something: an activity, a step, a job. */
export interface RunObservation {
  /** `activity`: of a pipeline or workflow. `step`: of an EMR cluster. `job`: of Hadoop or Spark. */
  readonly kind: "activity" | "step" | "job";
  /** As the history calls it; `normaliseName` groups runs by it. */
  readonly name: string;
  readonly id?: string;
  readonly status: RunStatus;
  /** Of one that is `unfinished`: at least so long. */
  readonly durationMs: DurationMs;
  /** Absent where only the duration is known. */
  readonly startMs?: InstantMs;
  /** The time before the work began is in the duration: the history only says when it was taken up. */
  readonly includesWait?: true;
  /** Ids of the runs that it waited for. */
  readonly waitedFor?: readonly string[];
  /** How many attempts it took; absent: it is an attempt itself, or there is no such thing. */
  readonly attempts?: number;
  /** The AWS object type of an activity: `EmrActivity`. */
  readonly type?: string;
  /** How many steps an EmrActivity had. */
  readonly steps?: number;
  /** The resource instance or cluster that it ran on, if the history names it. */
  readonly clusterId?: string;
  /** The cluster that it ran on, if the history says so or `joinClusters` found it. */
  readonly cluster?: ClusterSize;
  /** Absent: nothing is known of its tasks. */
  readonly job?: JobObservation;
  readonly source: SourceLine;
}

/** How a run ended. `canceled` is neither a success nor a failure of its own; of `unfinished` the history has no end. */
export type RunStatus = "succeeded" | "failed" | "canceled" | "unfinished";

/** The nodes that shared the work: core and task nodes of an EMR cluster, without its master. */
export interface ClusterSize {
  readonly nodes: number;
  /** Absent where it is not known, or where there are several. */
  readonly instanceType?: string;
}

/** The tasks of a job, in the order of the history. */
export type JobObservation = MapReduceObservation | SparkObservation;

/** A MapReduce job. */
export interface MapReduceObservation {
  readonly kind: "mapreduce";
  readonly tasks: readonly TaskObservation[];
  /** From the submission to the first task that could begin; absent where it is not known. */
  readonly setupMs?: DurationMs;
  /** What the reduces fetched together; absent where no counter says so. */
  readonly shuffleBytes?: number;
}

/** One attempt at a task. */
export interface TaskObservation {
  /** Setup and cleanup tasks of old Hadoop are left out. */
  readonly phase: "map" | "reduce";
  /** Attempts at the same task share it. */
  readonly taskId: string;
  readonly startMs: InstantMs;
  readonly endMs: InstantMs;
  readonly status: "succeeded" | "failed" | "killed";
  readonly host?: string;
  /** Of a reduce: its last map output was fetched. */
  readonly shuffledMs?: InstantMs;
  /** Of a reduce: all was merged. */
  readonly sortedMs?: InstantMs;
}

/** A Spark application. */
export interface SparkObservation {
  readonly kind: "spark";
  readonly stages: readonly StageObservation[];
  /** What executors it had: the most at a time, on how many hosts, and the cores of each. */
  readonly executors: {
    readonly count: number;
    readonly hosts: number;
    readonly cores?: number;
    readonly memory?: string;
  };
}

/** One stage of a Spark application. */
export interface StageObservation {
  /** Unique within the application. */
  readonly id: number;
  readonly name: string;
  /** The stages that it waits for. */
  readonly parents: readonly number[];
  /** The Spark job that it belongs to: jobs of one application often come one after another. */
  readonly jobId?: number;
  readonly submittedMs?: InstantMs;
  readonly endMs?: InstantMs;
  readonly tasks: readonly StageTaskObservation[];
}

/** One attempt at a task of a stage. */
export interface StageTaskObservation {
  readonly index: number;
  readonly startMs: InstantMs;
  readonly endMs: InstantMs;
  readonly status: "succeeded" | "failed" | "killed";
  readonly executorId?: string;
  readonly spilledBytes?: number;
}

/** An EMR cluster: its life and its groups. */
export interface ClusterObservation {
  readonly id: string;
  readonly name?: string;
  readonly createdMs: InstantMs;
  readonly readyMs?: InstantMs;
  /** Absent: it was still there. */
  readonly endMs?: InstantMs;
  /** AWS's state at the end: `TERMINATED_WITH_ERRORS`. */
  readonly state?: string;
  readonly groups: readonly ClusterGroup[];
  readonly source: SourceLine;
}

/** Instances of one role and type in a cluster. */
export interface ClusterGroup {
  /** AWS's id of the group or fleet; instances name it. */
  readonly id?: string;
  readonly role: "master" | "core" | "task";
  /** Absent: a fleet of several types. */
  readonly instanceType?: string;
  readonly count: number;
}

/** The start of one EC2 instance, or its failure to start. */
export interface BootObservation {
  readonly id?: string;
  /** Absent until `joinClusters` has found its group. */
  readonly instanceType?: string;
  readonly groupId?: string;
  readonly requestedMs: InstantMs;
  /** When EMR could use it: bootstrap actions and applications are in the time. Absent: it never was. */
  readonly readyMs?: InstantMs;
  readonly source: SourceLine;
}
