import { UserManagedHost } from "../runner/user-managed-host.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import { TaskQueue } from "./task-queue.ts";

/** The queues of the worker groups and the user-managed Task Runners that poll them; names match exactly (4.1). */
export class WorkerGroups {
  private readonly world: World;
  private readonly queues = new Map<string, TaskQueue>();
  private readonly hosts: readonly UserManagedHost[];

  constructor(world: World) {
    this.world = world;
    this.hosts = world.plan.taskRunners.map((runner) => {
      const { workerGroup } = runner;
      return new UserManagedHost(world, runner, this.queueOf(workerGroup), () => this.hostGone(workerGroup));
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

  /** The simulation stops here. */
  tell(): void {
    for (const host of this.hosts) host.tell();
  }

  private hostGone(workerGroup: string): void {
    const reason = this.whyForEver(workerGroup);
    if (reason !== undefined) this.queueOf(workerGroup).explain(reason);
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
