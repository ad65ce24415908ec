import type { EventHandle } from "../../engine/simulation.ts";
import type { MapReducePlan, TaskKind } from "../map-reduce-plan.ts";
import type { RunningWork } from "../runner/running-work.ts";
import type { World } from "../world.ts";
import type { RoomRequest, TaskRoom } from "./task-room.ts";
import type { TaskJob, TaskScheduler } from "./task-scheduler.ts";
import { type TaskAttempt, TaskStage } from "./task-stage.ts";

/** With YARN, reduces may hold at most this part of the memory while maps wait for theirs. Source: Hadoop 2, MRJobConfig. */
const REDUCE_SHARE_MAX = 0.5;

/** In this order a job asks for room. */
const KINDS: readonly TaskKind[] = ["applicationMaster", "map", "reduce"];

/**
 * A MapReduce job, task by task: waves of maps over the slots or containers of the cluster; reduces that begin when
 * enough maps are done, shuffle as the network lets them, never to the end before the last map is done, and reduce.
 */
export class MapReduceJob implements TaskJob, RunningWork {
  readonly queue: string;
  private readonly world: World;
  private readonly plan: MapReducePlan;
  private readonly scheduler: TaskScheduler;
  private readonly onEnd: (hasFailed: boolean) => void;
  private readonly owner: object;
  private readonly purpose: string;
  private readonly maps: TaskStage;
  private readonly reduces: TaskStage;
  /** Where its application master is; undefined before it has one. */
  private master: TaskRoom | undefined;
  private copyCheck: EventHandle | undefined;
  private setupEnd: EventHandle | undefined;
  private isOver = false;

  constructor(options: {
    readonly world: World;
    readonly plan: MapReducePlan;
    readonly scheduler: TaskScheduler;
    readonly queue: string;
    /** Of its random streams. */
    readonly purpose: string;
    /** The attempt or step, for the message of an error. */
    readonly owner: object;
    readonly onEnd: (hasFailed: boolean) => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.scheduler = options.scheduler;
    this.queue = options.queue;
    this.owner = options.owner;
    this.purpose = options.purpose;
    this.onEnd = options.onEnd;
    this.maps = this.stage("map", options.purpose);
    this.reduces = this.stage("reduce", options.purpose);
  }

  /** Enters the scheduler, after its setup if it has one; a job without a task ends by an event, too. */
  begin(): void {
    const { map, reduce, setup } = this.plan;
    const hasTasks = map.count + reduce.count > 0;
    if (hasTasks && setup === undefined) {
      this.scheduler.addJob(this);
      return;
    }
    const setupMs = setup === undefined ? 0 : this.world.draw(setup, `${this.purpose}/setup`);
    const start = () => {
      this.setupEnd = undefined;
      if (hasTasks) this.scheduler.addJob(this);
      else this.end(false);
    };
    this.setupEnd = this.world.simulation.after(setupMs, start, 0, this.owner);
  }

  get usedRoom(): number {
    const own = this.master?.weight("applicationMaster") ?? 0;
    return this.maps.usedRoom + this.reduces.usedRoom + (this.scheduler.sharesMemory ? own : 0);
  }

  requests(): readonly RoomRequest[] {
    return KINDS.filter((kind) => this.waiting(kind) > 0);
  }

  private waiting(kind: TaskKind): number {
    if (kind === "applicationMaster") return this.master === undefined ? 1 : 0;
    if (this.master === undefined) return 0;
    if (kind === "map") return this.maps.waitingCount;
    const isSlow = this.maps.doneCount < this.plan.slowStart * this.plan.map.count;
    return isSlow ? 0 : Math.min(this.reduces.waitingCount, this.reduceRoom());
  }

  start(kind: RoomRequest, room: TaskRoom): void {
    if (kind === "applicationMaster") {
      room.take(kind);
      this.master = room;
      return;
    }
    if (kind === "map") this.startMap(room);
    else this.startReduce(room);
    this.expectCopy();
  }

  cancel(): void {
    this.close();
  }

  /** Nodes join by their room. */
  capacityChanged(): void {}

  /**
   * What ran on the node begins again elsewhere, and so do the maps whose results lay on it, for the reduces. With the
   * application master all running tasks are gone. Source: Hadoop 1.2.1, JobTracker.lostTaskTracker; Hadoop 2.2, MRAppMaster.
   */
  nodeLost(room: TaskRoom): void {
    const isLost = this.master === room ? () => true : (attempt: TaskAttempt) => attempt.room === room;
    if (this.master === room) this.master = undefined;
    this.maps.abandon(isLost);
    this.reduces.abandon(isLost);
    // reduces that had not fetched everything wait for the maps that run again; those that had go on
    if (this.plan.reduce.count > 0 && this.maps.loseResults(room)) this.reduces.awaitInput();
    this.expectCopy();
  }

  private stage(kind: "map" | "reduce", purpose: string): TaskStage {
    const { world, plan, owner } = this;
    const onEnd = (_attempt: TaskAttempt, hasFailed: boolean) => this.taskEnded(kind, hasFailed);
    const stagePlan = { kind, ...plan[kind], faults: plan.faults };
    return new TaskStage({ world, plan: stagePlan, purpose: `${purpose}/${kind}`, owner, onEnd });
  }

  private startMap(room: TaskRoom): void {
    const attempt = this.maps.start(room);
    this.maps.endAfter(attempt, attempt.workMs);
  }

  private startReduce(room: TaskRoom): void {
    const attempt = this.reduces.start(room);
    if (this.maps.isDone) this.reduces.endAfter(attempt, this.shuffleMs(room) + attempt.workMs);
  }

  /** How many more reduces the maps that wait let begin. */
  private reduceRoom(): number {
    if (!this.scheduler.sharesMemory || this.maps.waitingCount === 0) return Number.POSITIVE_INFINITY;
    return Math.floor(REDUCE_SHARE_MAX * this.scheduler.capacity("reduce")) - this.reduces.running.size;
  }

  private taskEnded(kind: "map" | "reduce", hasFailed: boolean): void {
    if (hasFailed && this[kind === "map" ? "maps" : "reduces"].isGivenUp) {
      this.end(true);
      return;
    }
    if (this.maps.isDone) this.finishShuffles();
    if (this.maps.isDone && this.reduces.isDone) {
      this.end(false);
      return;
    }
    this.expectCopy();
    this.scheduler.dispatch();
  }

  /** What the reduces could not fetch before the maps of the last wave were done comes after them. */
  private finishShuffles(): void {
    const { map } = this.plan;
    const lastWave = Math.min(1, this.scheduler.capacity("map") / Math.max(1, map.count));
    for (const attempt of this.reduces.running) {
      if (attempt.end !== undefined) continue;
      const fullMs = this.shuffleMs(attempt.room);
      const fetchedMs = Math.min(this.world.now - attempt.startedAtMs, fullMs * (1 - lastWave));
      this.reduces.endAfter(attempt, Math.ceil(fullMs - fetchedMs) + attempt.workMs);
    }
  }

  /** One reduce's part of the shuffle; the reduces of a node share its network. */
  private shuffleMs(room: TaskRoom): number {
    const { shuffle, reduce } = this.plan;
    const onNode = Math.min(room.capacity("reduce"), Math.ceil(reduce.count / Math.max(1, this.scheduler.roomCount)));
    return Math.ceil((1000 * onNode * (shuffle.bytes / reduce.count)) / shuffle.bytesPerSecond);
  }

  /** At most one event stands for all tasks that may become slow enough for a copy. */
  private expectCopy(): void {
    if (this.copyCheck !== undefined) this.world.simulation.cancel(this.copyCheck);
    this.copyCheck = undefined;
    const dues = [this.maps.nextCopyAtMs, this.reduces.nextCopyAtMs].filter((atMs) => atMs !== undefined);
    const future = dues.filter((atMs) => atMs > this.world.now);
    if (future.length === 0) return;
    const look = () => {
      this.copyCheck = undefined;
      this.scheduler.dispatch();
      this.expectCopy();
    };
    this.copyCheck = this.world.simulation.at(Math.min(...future), look, 0, this.owner);
  }

  private end(hasFailed: boolean): void {
    this.close();
    this.onEnd(hasFailed);
  }

  private close(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const due of [this.copyCheck, this.setupEnd]) if (due !== undefined) this.world.simulation.cancel(due);
    this.maps.stopAll();
    this.reduces.stopAll();
    this.master?.release("applicationMaster");
    this.scheduler.removeJob(this);
  }
}
