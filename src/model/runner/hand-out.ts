import { MINUTE_MS } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { type BackOff, backOffOf } from "../api/back-off.ts";
import type { IdleEvent } from "../idle-events.ts";
import type { Task, TaskQueue } from "../pipeline/task-queue.ts";
import type { World } from "../world.ts";

/** The service hands a task out again that nobody has acknowledged for so long. Source: API ReportTaskProgress (4.4). */
const ACKNOWLEDGEMENT_MS = 2 * MINUTE_MS;

/** After everything else of the same instant: an acknowledgement that gets through right then has made it in time. */
const DEADLINE_PRIORITY = 1;

/**
 * A task that the service has handed out and that is not acknowledged yet, since the first report of progress was refused
 * (4.4, 4.5). The runner waits for the answer to it before it begins: it may say that the task is somebody else's by now.
 */
export class HandOut {
  private readonly world: World;
  private readonly task: Task;
  private readonly caller: object;
  private readonly onAcknowledged: () => void;
  private readonly onTooLate: () => void;
  private readonly deadline: EventHandle;
  private readonly backOff: BackOff | undefined;
  private isTooLate = false;
  private retry: IdleEvent | undefined;

  constructor(options: {
    readonly world: World;
    readonly task: Task;
    readonly queue: TaskQueue;
    /** The thread that it was handed to. */
    readonly caller: object;
    readonly onAcknowledged: () => void;
    /** The task is no longer the thread's. */
    readonly onTooLate: () => void;
  }) {
    this.world = options.world;
    this.task = options.task;
    this.caller = options.caller;
    this.onAcknowledged = options.onAcknowledged;
    this.onTooLate = options.onTooLate;
    this.backOff = backOffOf(this.world, this.caller);
    this.deadline = handOutAgainUnacknowledged(this.world, this.task, options.queue, () => {
      this.isTooLate = true;
    });
    this.refused();
  }

  /** The thread is gone; the service hands the task out again in time. */
  abandon(): void {
    this.retry?.cancel();
  }

  private refused(): void {
    this.world.countThrottledCall("ReportTaskProgress");
    const delayMs = this.backOff?.nextDelayMs() ?? 0;
    this.retry = this.world.idleEvents.after(
      delayMs,
      () => this.acknowledge(),
      () => true,
      this,
    );
  }

  private acknowledge(): void {
    if (this.world.callLimits.of("ReportTaskProgress")?.call() === false) {
      this.refused();
      return;
    }
    this.world.simulation.cancel(this.deadline);
    if (this.isTooLate || this.task.instance.isOver) {
      this.world.countApiCalls("ReportTaskProgress", 1);
      this.onTooLate();
    } else this.onAcknowledged();
  }

  toString(): string {
    return `${this.task.instance.id}, handed out to ${this.caller}`;
  }
}

/** Queues the task again unless the event is cancelled in time (4.4). */
export function handOutAgainUnacknowledged(
  world: World,
  task: Task,
  queue: TaskQueue,
  onMissed: () => void = () => {},
): EventHandle {
  const handOutAgain = () => {
    onMissed();
    queue.addAgain(task, "it was handed out and not acknowledged within 2 minutes: queued again (4.4)");
  };
  return world.simulation.after(ACKNOWLEDGEMENT_MS, handOutAgain, DEADLINE_PRIORITY, task.instance);
}
