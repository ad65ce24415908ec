import type { RoomRequest, TaskRoom } from "../hadoop/task-room.ts";
import type { TaskJob, TaskScheduler } from "../hadoop/task-scheduler.ts";
import type { RunningWork } from "../runner/running-work.ts";
import type { SparkPlan } from "../spark-plan.ts";
import type { World } from "../world.ts";
import { SparkApplication } from "./spark-application.ts";
import { type StageOutcome, stageRows } from "./stage-rows.ts";

/**
 * A Spark application as YARN sees it: its application master, which is started anew when its node is lost (as often as
 * YARN does that), and the containers of its executors.
 */
export class SparkJob implements TaskJob, RunningWork {
  readonly queue: string;
  private readonly world: World;
  private readonly plan: SparkPlan;
  private readonly scheduler: TaskScheduler;
  private readonly purpose: string;
  private readonly owner: object;
  private readonly tell: (rows: readonly StageOutcome[]) => void;
  private readonly onEnd: (hasFailed: boolean) => void;
  private attempts = 0;
  /** Undefined while it waits for a container of its master. */
  private running: { readonly master: TaskRoom; readonly application: SparkApplication } | undefined;
  private isOver = false;

  constructor(options: {
    readonly world: World;
    readonly plan: SparkPlan;
    readonly scheduler: TaskScheduler;
    readonly queue: string;
    /** Of its random streams. */
    readonly purpose: string;
    /** The attempt or step, for the message of an error. */
    readonly owner: object;
    /** What the stages have come to, when the application is over. */
    readonly tell: (rows: readonly StageOutcome[]) => void;
    readonly onEnd: (hasFailed: boolean) => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.scheduler = options.scheduler;
    this.queue = options.queue;
    this.purpose = options.purpose;
    this.owner = options.owner;
    this.tell = options.tell;
    this.onEnd = options.onEnd;
  }

  begin(): void {
    this.scheduler.addJob(this);
  }

  get usedRoom(): number {
    const { running, plan } = this;
    return running === undefined ? 0 : plan.master.container.memoryMb + running.application.executors.usedMb;
  }

  requests(): readonly RoomRequest[] {
    const { running, plan } = this;
    if (running === undefined) return [plan.master.container];
    return running.application.executors.wantedCount > 0 ? [plan.executor.container] : [];
  }

  start(_request: RoomRequest, room: TaskRoom): void {
    if (this.running !== undefined) this.running.application.executors.start(room);
    else this.startMaster(room);
  }

  cancel(): void {
    this.close();
  }

  /** Nodes join by their room. */
  capacityChanged(): void {}

  /** The node of the application master takes the whole application with it. */
  nodeLost(room: TaskRoom): void {
    const { running } = this;
    if (running === undefined) return;
    if (running.master !== room) running.application.nodeLost(room);
    else if (this.attempts < this.plan.master.attempts) this.leaveNodes();
    else this.end(true);
  }

  private startMaster(room: TaskRoom): void {
    room.take(this.plan.master.container);
    this.attempts += 1;
    const application = new SparkApplication({
      world: this.world,
      plan: this.plan,
      purpose: this.attempts === 1 ? this.purpose : `${this.purpose}/attempt${this.attempts}`,
      owner: this.owner,
      onEnd: (hasFailed) => this.end(hasFailed),
      onExecutorsWanted: () => this.scheduler.dispatch(),
    });
    this.running = { master: room, application };
    application.begin();
  }

  private end(hasFailed: boolean): void {
    if (this.isOver) return;
    this.close();
    this.onEnd(hasFailed);
  }

  private close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.leaveNodes();
    this.scheduler.removeJob(this);
  }

  private leaveNodes(): void {
    const { running } = this;
    if (running === undefined) return;
    running.application.stop();
    running.master.release(this.plan.master.container);
    this.running = undefined;
    this.tell(stageRows(running.application.stages));
  }
}
