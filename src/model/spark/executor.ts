import type { EventHandle } from "../../engine/simulation.ts";
import type { TaskRoom } from "../hadoop/task-room.ts";
import type { SparkTask } from "./spark-task.ts";

/** One executor in its container: tasks on its cores, and what it keeps in memory for later stages. */
export interface Executor {
  readonly room: TaskRoom;
  readonly cores: number;
  readonly tasks: Set<SparkTask>;
  /** It has registered with the driver: it takes tasks. */
  isUp: boolean;
  isGone: boolean;
  cachedBytes: number;
  /** When it comes up; then when it is killed, if it is. */
  start: EventHandle | undefined;
  death: EventHandle | undefined;
  /** When it has been idle for long enough to be given back. */
  idleEnd: EventHandle | undefined;
  /** It has been, but is still wanted. */
  isOverdue: boolean;
}

/** Cores without a task. */
export function freeCores({ isUp, cores, tasks }: Executor): number {
  return isUp ? cores - tasks.size : 0;
}
