import type { DurationMs } from "../base/instant.ts";
import type { Distribution } from "../engine/distribution.ts";

/** What Hadoop gives room to. Hadoop 0.20 and 1 know no application masters. */
export type TaskKind = "applicationMaster" | "map" | "reduce";

/** What one node offers to tasks: slots of Hadoop 0.20 and 1, or YARN's memory (5.4). */
export type HadoopNodePlan =
  | { readonly kind: "slots"; readonly slots: Readonly<Record<"map" | "reduce", number>> }
  | {
      readonly kind: "memory";
      readonly memoryMb: number;
      readonly containerMb: Readonly<Record<TaskKind, number>>;
      /** vCPUs that the Spark tasks of the node share; absent: 1. */
      readonly processors?: number;
      /** Absent: YARN counts memory alone, as its default calculator does. */
      readonly vcores?: number;
    };

/** A MapReduce job, task by task (5.4). */
export interface MapReducePlan {
  readonly map: TasksPlan;
  readonly reduce: TasksPlan;
  /** What all maps together hand to the reduces, and how fast one node fetches. */
  readonly shuffle: { readonly bytes: number; readonly bytesPerSecond: number };
  /** From its submission to its first task, and from its last task to its end; absent: nothing. */
  readonly setup?: Distribution;
  /** Reduces begin when this part of the maps is done. */
  readonly slowStart: number;
  readonly faults: TaskFaultsPlan;
}

/** The maps or the reduces of a job. */
export interface TasksPlan {
  readonly count: number;
  /** One task in one slot or container of the reference type. */
  readonly task: Distribution;
  /** Of each task in turn, in place of `task`: of a job that was measured. */
  readonly measuredMs?: readonly DurationMs[];
  /** The speed of that slot, on the scale of `InstanceTypePlan.speed`. */
  readonly referenceSpeed: number;
}

/** What goes wrong with tasks. */
export interface TaskFaultsPlan {
  /** That an attempt at a task fails. */
  readonly failureProbability: number;
  /** That an attempt is slow, and how many times as long it then takes. */
  readonly stragglerProbability: number;
  readonly stragglerSlowdown: number;
  /** Slow tasks get a copy on another node. */
  readonly speculation: boolean;
}
