import type { InstantMs } from "../../base/instant.ts";
import { recordAttemptLog } from "../logs/attempt-log.ts";
import { RunnerLog } from "../logs/runner-log.ts";
import { UploadChannel } from "../logs/upload-channel.ts";
import type { LogPlace } from "../logs/write-log.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { TaskQueue } from "../pipeline/task-queue.ts";
import type { TaskRunnerPlan } from "../plan.ts";
import type { World } from "../world.ts";
import type { Capacity } from "./running-work.ts";
import { TaskRunner } from "./task-runner.ts";
import type { WorkHost } from "./work-host.ts";

/** A host of the user's own with a Task Runner on it that polls for a worker group (4.1). */
export class UserManagedHost implements WorkHost {
  readonly id: string;
  readonly cluster = undefined;
  readonly milestones = {};
  private readonly world: World;
  private readonly plan: TaskRunnerPlan;
  private readonly channel: UploadChannel;
  private readonly runner: TaskRunner;
  private readonly runnerLog: RunnerLog;

  constructor(world: World, plan: TaskRunnerPlan, queue: TaskQueue) {
    this.world = world;
    this.plan = plan;
    this.id = plan.id;
    this.channel = new UploadChannel(world, world.plan.logs.uploadBytesPerSecond);
    const { tasks, poll, logUri } = plan;
    const onWork = () => this.runnerLog.workBegan();
    this.runner = new TaskRunner({ world, host: this, queue, tasks, poll, onWork });
    const kept: LogPlace = { kind: "kept on the host", reason: "no logUri is given: it stays on disk (6.2)" };
    const place: LogPlace = logUri === null ? kept : { kind: "uri", uri: logUri };
    const { id: hostId, channel, runner } = this;
    this.runnerLog = new RunnerLog({ world, runner, pipelineId: undefined, hostId, channel, place });
  }

  /** Threads that poll at intervals begin at a random phase, long polls at once (4.3). */
  start(): void {
    const { poll, tasks } = this.plan;
    if (poll.kind === "long") {
      this.runner.start();
      return;
    }
    for (let index = 0; index < tasks; index += 1) {
      const phaseMs = this.world.drawBelow(poll.intervalMs, `phase/${this.id}/${index}`);
      this.world.simulation.after(phaseMs, () => this.runner.startThread(index), 0, this);
    }
  }

  toString(): string {
    return this.id;
  }

  /** The speed of a host that nobody described counts as the reference type's. */
  readonly capacity = (): Capacity => ({ speed: 1, nodeCount: 1 });

  publishAttemptLog(instance: ActivityInstance, attemptId: string, startedAtMs: InstantMs): void {
    const reason = "no pipelineLogUri is given: it stays on disk (6.2)";
    const attempt = { instance, id: attemptId, startedAtMs };
    recordAttemptLog(this.world, this.channel, this.id, { kind: "kept on the host", reason }, attempt);
  }

  /** The simulation stops here. */
  tell(): void {
    this.runnerLog.tell();
    this.runner.tell();
  }
}
