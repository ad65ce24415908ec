import { UserManagedHost } from "../runner/user-managed-host.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import type { PreconditionInstance } from "./precondition-instance.ts";
import { preconditionsOf } from "./preconditions-of.ts";
import { TaskQueue } from "./task-queue.ts";

/** The queues of the worker groups and the user-managed Task Runners that poll them; names match exactly (4.1). */
export class WorkerGroups {
  private readonly world: World;
  private readonly queues = new Map<string, TaskQueue>();
  /** Of preconditions that runners of a worker group check (3.2); only where the plan has some. */
  private readonly checkQueues = new Map<string, TaskQueue<PreconditionInstance>>();
  private readonly hosts: readonly UserManagedHost[];

  constructor(world: World) {
    this.world = world;
    for (const { runner } of world.plan.pipelines.flatMap(preconditionsOf)) {
      if (runner.kind === "workerGroup") this.checkQueues.set(runner.workerGroup, new TaskQueue(world));
    }
    this.hosts = world.plan.taskRunners.map((runner) => {
      const { workerGroup } = runner;
      const queues = { queue: this.queueOf(workerGroup), checkQueue: this.checkQueues.get(workerGroup) };
      return new UserManagedHost(world, runner, queues, () => this.hostGone(workerGroup));
    });
  }

  start(): void {
    for (const host of this.hosts) host.start();
  }

  enqueue(instance: ActivityInstance, workerGroup: string): void {
    const queued = `all dependencies are met: queued for the worker group ${workerGroup} (3.1)`;
    instance.waitForRunner(this.whyForEver(workerGroup) ?? queued);
    this.queueOf(workerGroup).add(instance);
  }

  /** A precondition is to be checked by the runners of a worker group (3.2). */
  enqueueCheck(precondition: PreconditionInstance, workerGroup: string): void {
    const queued = `queued for the precondition threads of the worker group ${workerGroup} (3.2)`;
    precondition.waitForRunner(this.whyForEver(workerGroup) ?? queued);
    this.checkQueues.get(workerGroup)?.add(precondition);
  }

  /** The simulation stops here. */
  tell(): void {
    for (const host of this.hosts) host.tell();
  }

  private hostGone(workerGroup: string): void {
    const reason = this.whyForEver(workerGroup);
    if (reason === undefined) return;
    this.queueOf(workerGroup).explain(reason);
    this.checkQueues.get(workerGroup)?.explain(reason);
  }

  /** Why tasks of a worker group are never taken; undefined while a Task Runner polls for it, or is to come back. */
  private whyForEver(workerGroup: string): string | undefined {
    const hosts = this.hosts.filter(({ plan }) => plan.workerGroup === workerGroup);
    if (hosts.some(({ isGone }) => !isGone)) return undefined;
    if (hosts.length === 0) return `waits for ever: no Task Runner polls for the worker group ${workerGroup} (4.1)`;
    return `waits for ever: every Task Runner of the worker group ${workerGroup} has died (4.4)`;
  }

  private queueOf(workerGroup: string): TaskQueue {
    let queue = this.queues.get(workerGroup);
    if (queue === undefined) {
      queue = new TaskQueue(this.world);
      this.queues.set(workerGroup, queue);
    }
    return queue;
  }
}
