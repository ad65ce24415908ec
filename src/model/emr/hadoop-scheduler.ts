import { invariant } from "../../base/invariant.ts";
import { MapReduceJob } from "../hadoop/map-reduce-job.ts";
import type { TaskRoom } from "../hadoop/task-room.ts";
import { TaskScheduler, taskPolicyOf } from "../hadoop/task-scheduler.ts";
import type { MapReducePlan } from "../map-reduce-plan.ts";
import type { HadoopSchedulerPlan, WorkItemPlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import { type Capacity, type RunningWork, type Share, startWork } from "../runner/running-work.ts";
import { SparkJob } from "../spark/spark-job.ts";
import type { StageOutcome } from "../spark/stage-rows.ts";
import type { SparkPlan } from "../spark-plan.ts";
import type { World } from "../world.ts";

/** Where a job goes that names no queue, and every step. Source: Hadoop, mapreduce.job.queuename. */
export const DEFAULT_QUEUE = "default";

/** A part of the cluster's speed as a fraction of whole numbers, so that all parts together are exactly 1. */
export interface SpeedShare {
  readonly parts: number;
  readonly of: number;
}

const NOTHING: SpeedShare = { parts: 0, of: 1 };

/** How a Hadoop scheduler divides the cluster (4.6): first among queues, then among the jobs of one queue. */
export interface SchedulerPolicy {
  /** Parts of a queue by weight; null: all jobs stand in one line, whatever their queues. */
  readonly weightOf: ((queue: string) => number) | null;
  /** Of one queue's jobs, in the order of their submission: the first has everything, or all have as much. */
  readonly within: "first" | "all";
}

/** Hadoop's three schedulers as policies: first come first served, fair, and queues with capacities (4.6). */
export function policyOf({ kind, queues }: HadoopSchedulerPlan): SchedulerPolicy {
  if (kind === "fifo") return { weightOf: null, within: "first" };
  const weights = new Map(queues.map(({ name, weight }) => [name, weight]));
  return { weightOf: (queue) => weights.get(queue) ?? 1, within: kind === "fair" ? "all" : "first" };
}

/**
 * What each of the jobs that want the cluster gets of it; all parts together are the whole. A queue without a job leaves
 * its part to the others, in proportion to their weights.
 *
 * @param queues of the jobs, in the order of their submission
 */
export function divide({ weightOf, within }: SchedulerPolicy, queues: readonly string[]): SpeedShare[] {
  const lines = new Map<string, number[]>();
  for (const [index, queue] of queues.entries()) {
    const name = weightOf === null ? DEFAULT_QUEUE : queue;
    const line = lines.get(name);
    if (line === undefined) lines.set(name, [index]);
    else line.push(index);
  }
  const weightIn = (line: string) => weightOf?.(line) ?? 1;
  const total = [...lines.keys()].reduce((sum, line) => sum + weightIn(line), 0);
  const shares = queues.map(() => NOTHING);
  for (const [line, jobs] of lines) {
    const served = within === "first" ? jobs.slice(0, 1) : jobs;
    for (const index of served) shares[index] = { parts: weightIn(line), of: total * served.length };
  }
  return shares;
}

/** A work item that comes to the scheduler. */
export interface Submission {
  readonly item: WorkItemPlan;
  /** How much of it there is, as `startWork` counts it. */
  readonly amount: number;
  /** Of its random streams: pipeline, activity and number of the item. */
  readonly purpose: string;
  /** The step, or the attempt at a job. */
  readonly workId: string;
  readonly activity: ComponentRef;
  /** The attempt or step, for the message of an error. */
  readonly owner: object;
  /** @param why a sentence, where it failed of no fault of its own */
  readonly onEnd: (hasFailed: boolean, why?: string) => void;
}

interface Job {
  readonly queue: string;
  running?: RunningWork;
  isClaiming: boolean;
  share: SpeedShare;
}

/**
 * Shares a cluster's speed among the steps and jobs that run on it side by side (4.6). Only the parallel part of work
 * that scales uses the speed; work of a stated length takes as long as it says; MapReduce jobs and Spark take slots or containers.
 */
export class HadoopScheduler {
  private readonly world: World;
  private readonly policy: SchedulerPolicy;
  private readonly capacity: () => Capacity;
  /** Of jobs that are simulated task by task. */
  private readonly tasks: TaskScheduler;
  /** In the order of their submission. */
  private jobs: Job[] = [];
  /** Of everything that runs: ends it as failed. */
  private readonly failures = new Set<(why: string) => void>();

  constructor(world: World, plan: HadoopSchedulerPlan, capacity: () => Capacity) {
    this.world = world;
    this.policy = policyOf(plan);
    this.tasks = new TaskScheduler(taskPolicyOf(plan));
    this.capacity = capacity;
  }

  /** Runs a work item whose amount has been drawn. */
  start(submission: Submission): RunningWork {
    const fail = (why: string) => {
      this.failures.delete(fail);
      running.cancel();
      submission.onEnd(true, why);
    };
    const onEnd = (hasFailed: boolean) => {
      this.failures.delete(fail);
      submission.onEnd(hasFailed);
    };
    const running = this.run({ ...submission, onEnd });
    this.failures.add(fail);
    return {
      ...phasesOf(running),
      capacityChanged: () => running.capacityChanged(),
      cancel: () => {
        this.failures.delete(fail);
        running.cancel();
      },
    };
  }

  /** Everything that runs now has lost what it needs. */
  failAll(why: string): void {
    for (const fail of [...this.failures]) if (this.failures.has(fail)) fail(why);
  }

  private run(submission: Submission): RunningWork {
    const { item, amount, onEnd, owner } = submission;
    const queue = item.queue ?? DEFAULT_QUEUE;
    if (item.work.kind === "mapreduce") return this.startTasks(submission, item.work.job, queue);
    if (item.work.kind === "spark") return this.startSpark(submission, item.work.application, queue);
    const job: Job = { queue, isClaiming: false, share: NOTHING };
    const leave = () => {
      this.jobs = this.jobs.filter((other) => other !== job);
    };
    const done = () => {
      leave();
      onEnd(false);
    };
    const running = startWork(this.world, item.work, amount, this.shareOf(job), done, owner);
    job.running = running;
    this.jobs.push(job);
    return {
      ...phasesOf(running),
      capacityChanged: () => running.capacityChanged(),
      cancel: () => {
        running.cancel();
        leave();
      },
    };
  }

  /** A node has joined that offers room to tasks (5.4). */
  addRoom(room: TaskRoom): void {
    this.tasks.addRoom(room);
  }

  /** The node of this name is gone (5.3). */
  loseRoom(id: string): void {
    this.tasks.loseRoom(id);
  }

  /** Nodes have joined or left. */
  capacityChanged(): void {
    for (const { running } of this.jobs) running?.capacityChanged();
  }

  private startTasks({ purpose, onEnd, owner }: Submission, plan: MapReducePlan, queue: string): RunningWork {
    const job = new MapReduceJob({ world: this.world, plan, scheduler: this.tasks, queue, purpose, owner, onEnd });
    job.begin();
    return job;
  }

  private startSpark(submission: Submission, plan: SparkPlan, queue: string): RunningWork {
    const { purpose, onEnd, owner, workId, activity } = submission;
    const tell = (rows: readonly StageOutcome[]) => {
      for (const row of rows) this.world.emit({ kind: "sparkStage", row: { ...activity, workId, ...row } });
    };
    const job = new SparkJob({ world: this.world, plan, scheduler: this.tasks, queue, purpose, owner, tell, onEnd });
    job.begin();
    return job;
  }

  private shareOf(job: Job): Share {
    const setClaim = (isClaiming: boolean) => {
      job.isClaiming = isClaiming;
      this.shareOut();
    };
    return {
      capacity: () => {
        const { speed, nodeCount } = this.capacity();
        return { speed: (speed * job.share.parts) / job.share.of, nodeCount };
      },
      claim: () => setClaim(true),
      release: () => setClaim(false),
    };
  }

  private shareOut(): void {
    const claiming = this.jobs.filter((job) => job.isClaiming);
    const shares = divide(
      this.policy,
      claiming.map(({ queue }) => queue),
    );
    for (const [index, job] of claiming.entries()) {
      const share = shares[index];
      invariant(share !== undefined, "each job has a share");
      job.share = share;
    }
    for (const { running } of claiming) running?.capacityChanged();
  }
}

/** What work by a scaling law can tell, for whoever stands before it. */
function phasesOf(running: RunningWork): Pick<RunningWork, "phases"> {
  return running.phases === undefined ? {} : { phases: () => running.phases?.() ?? {} };
}
