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
    this.hosts = world.plan.taskRunners.map(
      (runner) => new UserManagedHost(world, runner, this.queueOf(runner.workerGroup)),
    );
  }

  start(): void {
    for (const host of this.hosts) host.start();
  }

  enqueue(instance: ActivityInstance, workerGroup: string): void {
    const isPolled = this.world.plan.taskRunners.some((runner) => runner.workerGroup === workerGroup);
    instance.waitForRunner(
      isPolled
        ? `all dependencies are met: queued for the worker group ${workerGroup} (3.1)`
        : `waits for ever: no Task Runner polls for the worker group ${workerGroup} (4.1)`,
    );
    this.queueOf(workerGroup).add(instance);
  }

  /** The simulation stops here. */
  tell(): void {
    for (const host of this.hosts) host.tell();
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
