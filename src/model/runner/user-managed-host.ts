import type { EventHandle } from "../../engine/simulation.ts";
import { recordAttemptLog } from "../logs/attempt-log.ts";
import { RunnerLog } from "../logs/runner-log.ts";
import { UploadChannel } from "../logs/upload-channel.ts";
import type { LogPlace } from "../logs/write-log.ts";
import type { PreconditionInstance } from "../pipeline/precondition-instance.ts";
import type { TaskQueue } from "../pipeline/task-queue.ts";
import type { TaskRunnerPlan } from "../plan.ts";
import type { World } from "../world.ts";
import { RunnerMortality } from "./runner-mortality.ts";
import type { Capacity } from "./running-work.ts";
import { TaskRunner } from "./task-runner.ts";
import type { LoggedAttempt, WorkHost } from "./work-host.ts";

/** What the Task Runners of a worker group poll. */
export interface UserManagedQueues {
  readonly queue: TaskQueue;
  /** Of preconditions; undefined where there are none for the worker group (3.2). */
  readonly checkQueue: TaskQueue<PreconditionInstance> | undefined;
}

/** A host of the user's own with a Task Runner on it that polls for a worker group (4.1). */
export class UserManagedHost implements WorkHost {
  readonly id: string;
  readonly plan: TaskRunnerPlan;
  readonly component = undefined;
  readonly cluster = undefined;
  readonly milestones = {};
  private readonly world: World;
  private readonly channel: UploadChannel;
  private readonly runner: TaskRunner;
  private readonly runnerLog: RunnerLog;
  private readonly mortality: RunnerMortality;
  private readonly queues: UserManagedQueues;
  private readonly onGone: () => void;
  private starts: EventHandle[] = [];
  private gone = false;

  /** @param onGone its Task Runner has died, and nobody starts it anew */
  constructor(world: World, plan: TaskRunnerPlan, queues: UserManagedQueues, onGone: () => void) {
    this.world = world;
    this.plan = plan;
    this.id = plan.id;
    this.channel = new UploadChannel(world, world.plan.logs.uploadBytesPerSecond, plan.id);
    const { tasks, poll, logUri } = plan;
    const onWork = () => this.runnerLog.workBegan();
    this.runner = new TaskRunner({ world, host: this, ...queues, tasks, poll, onWork });
    const kept: LogPlace = { kind: "kept on the host", reason: "no logUri is given: it stays on disk (6.2)" };
    const place: LogPlace = logUri === null ? kept : { kind: "uri", uri: logUri };
    const { channel, runner } = this;
    this.queues = queues;
    this.onGone = onGone;
    this.mortality = new RunnerMortality(world, plan.id, () => this.die());
    this.runnerLog = new RunnerLog({ world, runner, pipelineId: undefined, host: this, channel, place, isKept: true });
  }

  /** Its Task Runner has died for good. */
  get isGone(): boolean {
    return this.gone;
  }

  /** Threads that poll at intervals begin at a random phase, long polls at once (4.3). */
  start(): void {
    const { poll } = this.plan;
    this.mortality.begin();
    if (poll.kind === "long") {
      this.runner.start();
      return;
    }
    for (let index = 0; index < this.runner.threadCount; index += 1) {
      const phaseMs = this.world.drawBelow(poll.intervalMs, `phase/${this.id}/${index}`);
      this.starts.push(this.world.simulation.after(phaseMs, () => this.runner.startThread(index), 0, this));
    }
  }

  toString(): string {
    return this.id;
  }

  /** The speed of a host that nobody described counts as the reference type's. */
  readonly capacity = (): Capacity => ({ speed: 1, nodeCount: 1 });

  publishAttemptLog(attempt: LoggedAttempt): void {
    const isLost = attempt.lostAtMs !== undefined;
    const why = isLost ? "its Task Runner died before it was pushed" : "no pipelineLogUri is given";
    const reason = `${why}: it stays on disk (6.2)`;
    recordAttemptLog(this.world, this.channel, this, { kind: "kept on the host", reason }, attempt);
  }

  /** A run does not go on for a restart that no task waits for. */
  private die(): void {
    const { world } = this;
    for (const handle of this.starts) world.simulation.cancel(handle);
    this.starts = [];
    this.runner.die("its Task Runner had died");
    this.runnerLog.abandon();
    const restart = world.plan.runnerFailure?.restart;
    if (restart === undefined) {
      this.gone = true;
      this.onGone();
      return;
    }
    const delayMs = world.draw(restart, `runnerRestart/${this.id}`);
    world.idleEvents.after(
      delayMs,
      () => this.start(),
      () => !this.queues.queue.isEmpty || this.queues.checkQueue?.isEmpty === false,
      this,
    );
  }

  /** The simulation stops here. */
  tell(): void {
    this.runnerLog.tell();
    this.runner.tell();
  }
}
