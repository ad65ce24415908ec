import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { runnerLogPlace } from "../logs/resource-log-places.ts";
import { RunnerLog } from "../logs/runner-log.ts";
import type { UploadChannel } from "../logs/upload-channel.ts";
import type { PreconditionInstance } from "../pipeline/precondition-instance.ts";
import type { TaskQueue } from "../pipeline/task-queue.ts";
import type { PollPlan, ResourcePlan } from "../plan.ts";
import { RunnerMortality } from "../runner/runner-mortality.ts";
import { HEARTBEAT_INTERVAL_MS, TaskRunner } from "../runner/task-runner.ts";
import type { WorkHost } from "../runner/work-host.ts";
import type { World } from "../world.ts";

/** Task Runners that AWS installs use PollForTask's long poll (4.3). */
const MANAGED_POLL: PollPlan = { kind: "long", holdMs: 90_000 };

/**
 * The Task Runner that AWS installs on a resource, with its log (4.1, 6.1). When it dies, the service sees it by the
 * first heartbeat that does not come, and starts it anew (4.4).
 */
export class ManagedRunner {
  private readonly world: World;
  private readonly plan: ResourcePlan;
  private readonly purpose: string;
  private readonly runner: TaskRunner;
  private readonly log: RunnerLog;
  private readonly mortality: RunnerMortality;
  private readonly onStart: () => void;
  private next: EventHandle | undefined;
  /** It is dead; the service misses its heartbeat then. */
  private missedAtMs: InstantMs | undefined;

  constructor(options: {
    readonly world: World;
    readonly plan: ResourcePlan;
    readonly pipelineId: string | undefined;
    readonly host: WorkHost;
    readonly channel: UploadChannel;
    readonly queue: TaskQueue;
    /** Of preconditions; undefined where there are none to check on it (3.2). */
    readonly checkQueue: TaskQueue<PreconditionInstance> | undefined;
    /** Part of the names of the random streams. */
    readonly purpose: string;
    /** It begins to poll. */
    readonly onStart: () => void;
  }) {
    const { world, plan, pipelineId, host, channel, queue, checkQueue, purpose } = options;
    this.world = world;
    this.plan = plan;
    this.purpose = purpose;
    this.onStart = options.onStart;
    const onWork = () => this.log.workBegan();
    this.runner = new TaskRunner({ world, host, queue, checkQueue, tasks: plan.tasks, poll: MANAGED_POLL, onWork });
    const place = runnerLogPlace(plan, world);
    this.log = new RunnerLog({ world, runner: this.runner, pipelineId, host, channel, place });
    this.mortality = new RunnerMortality(world, purpose, () => this.die());
  }

  toString(): string {
    return `the Task Runner of ${this.purpose}`;
  }

  /** Milliseconds in which at least one attempt ran, up to now. */
  get busyMs(): number {
    return this.runner.busyMs;
  }

  install(): void {
    this.installAs("runnerInstall");
  }

  /** Its host goes away; what it was doing is given up, or has failed with it. */
  stop(reason: string, fate: "CANCELED" | "FAILED"): void {
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    this.mortality.end();
    this.runner.stop(reason, fate);
  }

  /**
   * Its host is gone: it dies, its log is lost, and nobody starts it anew (5.3, 6.5). Answers when the service misses a
   * heartbeat of it (4.4).
   */
  loseHost(): InstantMs {
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    this.mortality.end();
    if (this.runner.pollingSinceMs !== undefined) {
      this.missedAtMs = this.nextHeartbeatAtMs;
      this.runner.die("its host was lost");
    }
    this.log.lose();
    return this.missedAtMs ?? this.world.now;
  }

  /** 6.1: what it has not pushed goes up before the host shuts down, also what a dead one left on the disk. */
  publishLog(): void {
    this.log.terminate();
  }

  /** The simulation stops here. */
  tell(): void {
    this.log.tell();
    this.runner.tell();
  }

  private installAs(stream: "runnerInstall" | "runnerReinstall"): void {
    const installMs = this.world.draw(this.plan.runnerInstall, `${stream}/${this.purpose}`);
    this.next = this.world.simulation.after(installMs, () => this.start(), 0, this);
  }

  private start(): void {
    this.next = undefined;
    this.onStart();
    this.runner.start();
    this.log.resume();
    this.mortality.begin();
  }

  private die(): void {
    const missedAtMs = this.nextHeartbeatAtMs;
    this.missedAtMs = missedAtMs;
    this.runner.die("its Task Runner had died");
    this.log.pause();
    const reinstall = () => {
      this.missedAtMs = undefined;
      this.installAs("runnerReinstall");
    };
    this.next = this.world.simulation.at(missedAtMs, reinstall, 0, this);
  }

  private get nextHeartbeatAtMs(): InstantMs {
    const sinceMs = this.runner.pollingSinceMs ?? this.world.now;
    const beats = Math.floor((this.world.now - sinceMs) / HEARTBEAT_INTERVAL_MS) + 1;
    return sinceMs + beats * HEARTBEAT_INTERVAL_MS;
  }
}
