import type { InstantMs } from "../../base/instant.ts";
import type { ScalingFit } from "../../stats/fit-scaling-law.ts";
import type { DistributionFits } from "./distribution-fit.ts";
import type { FailureRateFit } from "./fit-failure-rate.ts";
import type { RunObservation } from "./observations.ts";

/** What histories say of work and of boots, fitted: what a fragment of a scenario is written from. */
export interface Profiles {
  /** In the order of their names. */
  readonly work: readonly WorkProfile[];
  /** In the order of the instance types. */
  readonly boots: readonly BootProfile[];
  /** Absent: no instance was launched in what was read. */
  readonly launches?: FailureRateFit;
  /** From the last instance that was ready to the cluster that was, where both are known. */
  readonly applications?: MeasuredFit;
  readonly evidence: Evidence;
}

/** What figures rest on. */
export interface Evidence {
  readonly runs: number;
  readonly files: readonly string[];
  /** Absent where no date is known. */
  readonly fromMs?: InstantMs;
  readonly toMs?: InstantMs;
}

/** A sample and what was fitted to it. */
export interface MeasuredFit {
  readonly values: readonly number[];
  readonly censored: readonly number[];
  readonly fits: DistributionFits;
}

/** The runs of one name. */
export interface WorkProfile {
  readonly name: string;
  /** The names that it was called by, if others, a few of them. */
  readonly calledAs: readonly string[];
  readonly kind: "activity" | "step" | "job";
  /** The AWS object type of an activity. */
  readonly type?: string;
  /** Of an EmrActivity. */
  readonly steps?: number;
  readonly duration: MeasuredFit;
  /** Some durations hold the wait for a runner. */
  readonly includesWait: boolean;
  /** Attempts that failed, of those that came to an end. */
  readonly failure: FailureRateFit;
  readonly canceled: number;
  /** The sizes of the clusters, if known: from one to many. */
  readonly nodes: readonly number[];
  /** The one type of their nodes; absent where it is not known or there are several. */
  readonly instanceType?: string;
  /** Absent where no run has tasks. */
  readonly mapReduce?: MapReduceProfile;
  /** Absent where runs were not seen on clusters of at least three sizes. */
  readonly scaling?: ScalingProfile;
  /** Absent where no run is a Spark application. */
  readonly spark?: SparkProfile;
  readonly evidence: Evidence;
  /** What it was made of. */
  readonly runs: readonly RunObservation[];
}

/** How the time of a step goes with the cluster. */
export interface ScalingProfile {
  /** Runs by nodes of one type, or of types whose speeds the catalog knows. */
  readonly fit: ScalingFit;
  /** The type whose node has speed 1. */
  readonly reference: string;
}

/** The tasks of the MapReduce jobs of one name. */
export interface MapReduceProfile {
  readonly jobs: number;
  readonly maps: CountRange;
  readonly reduces: CountRange;
  /** One map; absent where there are none. */
  readonly map?: MeasuredFit;
  /** One reduce from the last map on, or from its own start if that is later: what its shuffle has left is in it. */
  readonly reduce?: MeasuredFit;
  /** For the reader: how long reduces fetched, the wait for maps included, and merged. */
  readonly shuffleMs: readonly number[];
  readonly sortMs: readonly number[];
  /** From the submission to the first task, and from the last task to the end: no part of the tasks. */
  readonly around?: MeasuredFit;
  readonly taskFailure: FailureRateFit;
  readonly stragglers: Stragglers;
}

/** Numbers of tasks over the jobs. */
export interface CountRange {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Tasks that took much longer than the others of their phase and job. */
export interface Stragglers {
  /** Over so many times the median. */
  readonly factor: number;
  readonly tasks: number;
  readonly count: number;
  /** Mean of how many times as long as the others they took; absent where there are none. */
  readonly slowdown?: number;
}

/** The stages of the Spark applications of one name, by their place in the application. */
export interface SparkProfile {
  readonly applications: number;
  readonly stages: readonly SparkStageProfile[];
  /** At a time. */
  readonly executors: CountRange;
  /** Of one executor; absent where it is not known. */
  readonly cores?: number;
  /** Of one executor, as a scenario has it: `16 GiB`; absent where it is not known. */
  readonly memory?: string;
  /** From the start of the application to its first task; absent where it is not known. */
  readonly startup?: MeasuredFit;
}

/** One stage. */
export interface SparkStageProfile {
  readonly name: string;
  /** Places of the stages that it waits for, counted from 0. */
  readonly after: readonly number[];
  readonly tasks: CountRange;
  readonly task: MeasuredFit;
  /** From the end of those that it waits for to its first task: what the driver does between; absent: it waits for none. */
  readonly driver?: MeasuredFit;
}

/** The boots of one instance type. */
export interface BootProfile {
  readonly instanceType: string;
  /** From the launch request to ready, bootstrap actions and applications included. */
  readonly ready: MeasuredFit;
  readonly evidence: Evidence;
}
