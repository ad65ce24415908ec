import type { TaskKind } from "../map-reduce-plan.ts";
import type { HadoopSchedulerPlan } from "../plan.ts";
import type { RoomRequest, TaskRoom } from "./task-room.ts";

/** A job as the scheduler sees it: tasks that wait for room, and tasks that have it. */
export interface TaskJob {
  /** The queue of the capacity scheduler that it was submitted to. */
  readonly queue: string;
  /** What its tasks have: megabytes of YARN's memory, or slots. */
  readonly usedRoom: number;
  /** What could start now, the most urgent first. */
  requests(): readonly RoomRequest[];
  start(request: RoomRequest, room: TaskRoom): void;
  /** A node is gone, with what ran on it and with what lay on it (5.3). */
  nodeLost(room: TaskRoom): void;
}

/** Ranks the jobs that wait for room, the lowest first; equal ones are served in the order of their submission (4.6). */
export type SchedulingPolicy = (job: TaskJob, jobs: readonly TaskJob[]) => readonly number[];

/**
 * Hadoop's three schedulers as policies (4.6): first come first served; or the queue first that uses the least for its
 * weight, and within it the first job, or where sharing is fair the job that has the least room.
 */
export function taskPolicyOf({ kind, queues }: HadoopSchedulerPlan): SchedulingPolicy {
  if (kind === "fifo") return () => [];
  const weights = new Map(queues.map(({ name, weight }) => [name, weight]));
  return (job, jobs) => {
    const used = jobs.filter(({ queue }) => queue === job.queue).reduce((sum, other) => sum + other.usedRoom, 0);
    const share = used / (weights.get(job.queue) ?? 1);
    return kind === "fair" ? [share, job.usedRoom] : [share];
  };
}

/** Hands the room on a cluster's nodes to the tasks of the jobs that run on it (4.6, 5.4). */
export class TaskScheduler {
  private readonly policy: SchedulingPolicy;
  private rooms: readonly TaskRoom[] = [];
  private jobs: readonly TaskJob[] = [];
  private isDispatching = false;

  constructor(policy: SchedulingPolicy) {
    this.policy = policy;
  }

  get roomCount(): number {
    return this.rooms.length;
  }

  /** Maps and reduces take from the same memory (YARN), not from slots of their own. */
  get sharesMemory(): boolean {
    return this.rooms.some((room) => room.sharesMemory);
  }

  /** How many tasks of a kind all nodes take together. */
  capacity(kind: TaskKind): number {
    return this.rooms.reduce((sum, room) => sum + room.capacity(kind), 0);
  }

  addRoom(room: TaskRoom): void {
    this.rooms = [...this.rooms, room];
    this.dispatch();
  }

  /** A node is gone: the jobs make again, elsewhere, what they have lost with it (5.3). */
  loseRoom(id: string): void {
    const room = this.rooms.find((other) => other.id === id);
    if (room === undefined) return;
    this.rooms = this.rooms.filter((other) => other !== room);
    for (const job of this.jobs) job.nodeLost(room);
    this.dispatch();
  }

  addJob(job: TaskJob): void {
    this.jobs = [...this.jobs, job];
    this.dispatch();
  }

  removeJob(job: TaskJob): void {
    this.jobs = this.jobs.filter((other) => other !== job);
    this.dispatch();
  }

  /** Starts whatever can start. What is asked from within comes next: starts never nest. */
  dispatch(): void {
    if (this.isDispatching) return;
    this.isDispatching = true;
    while (this.startOne());
    this.isDispatching = false;
  }

  private startOne(): boolean {
    const ranked = this.jobs
      .map((job) => ({ job, requests: job.requests() }))
      .filter(({ requests }) => requests.length > 0)
      .map(({ job, requests }) => ({ job, requests, rank: this.policy(job, this.jobs) }))
      .sort((a, b) => compareRanks(a.rank, b.rank));
    return ranked.some(({ job, requests }) => requests.some((request) => this.startFor(job, request)));
  }

  private startFor(job: TaskJob, request: RoomRequest): boolean {
    const room = this.emptiestRoom(request);
    if (room === undefined) return false;
    job.start(request, room);
    return true;
  }

  /** The node with the most room, so that nodes fill evenly; the first one among equals. */
  private emptiestRoom(request: RoomRequest): TaskRoom | undefined {
    let best: TaskRoom | undefined;
    let most = 0;
    for (const room of this.rooms) {
      const free = room.free(request);
      if (free > most) [best, most] = [room, free];
    }
    return best;
  }
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
