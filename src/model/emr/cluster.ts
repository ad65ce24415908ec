import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { TaskRoom } from "../hadoop/task-room.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { EmrClusterPlan, HadoopSchedulerPlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import type { Ec2Instance } from "../resource/ec2-instance.ts";
import type { Capacity, RunningWork } from "../runner/running-work.ts";
import { CLUSTER_MOVES, type ClusterStatus } from "../status.ts";
import type { World } from "../world.ts";
import { HadoopScheduler, type Submission } from "./hadoop-scheduler.ts";
import { Hdfs } from "./hdfs.ts";
import { StepQueue } from "./step-queue.ts";

const FIRST_COME: HadoopSchedulerPlan = { kind: "fifo", queues: [] };

/**
 * What EMR adds to a set of EC2 instances: its own status words, the wait for the slowest master or core instance, the
 * applications, and the work that the nodes share (5.1, 5.3, 5.6).
 */
export class Cluster {
  readonly stepQueue: StepQueue;
  private readonly world: World;
  private readonly applicationsMs: number;
  private readonly onReady: () => void;
  private readonly lifeCycle: LifeCycle<ClusterStatus>;
  private readonly scheduler: HadoopScheduler;
  /** It has no core or task instance: its master does the work. */
  private readonly isAlone: boolean;
  private readonly hasCore: boolean;
  private readonly hdfs: Hdfs | undefined;
  private hadoopWorkCount = 0;
  private readonly members: Member[] = [];
  private readonly throughEarly: Ec2Instance[] = [];
  private awaitedCount: number;
  private pendingEvents: EventHandle[] = [];
  private workedBeforeMs = 0;
  private workingSinceMs: InstantMs | undefined;

  constructor(options: {
    readonly world: World;
    readonly plan: EmrClusterPlan;
    readonly purpose: string;
    readonly component: ComponentRef;
    readonly resourceId: string;
    readonly pipelineId: string | undefined;
    readonly onReady: () => void;
    readonly onStepEnd: (stepId: string, startedAtMs: InstantMs) => void;
  }) {
    const { world, plan, component, resourceId } = options;
    this.world = world;
    this.onReady = options.onReady;
    this.applicationsMs = world.draw(plan.applications, `applications/${options.purpose}`);
    this.isAlone = plan.groups.every((group) => group.role === "master");
    this.hdfs = plan.hdfs && new Hdfs(world, plan.hdfs, options.purpose);
    this.hasCore = plan.groups.some((group) => group.role === "core");
    this.awaitedCount = sum(plan.groups.filter((group) => group.role !== "task").map((group) => group.count));
    this.lifeCycle = new LifeCycle(
      world,
      "cluster",
      resourceId,
      CLUSTER_MOVES,
      "STARTING",
      "instances requested (5.1)",
      component,
    );
    this.scheduler = new HadoopScheduler(world, plan.hadoopScheduler ?? FIRST_COME, () => this.capacity());
    this.stepQueue = new StepQueue({
      world,
      component,
      resourceId,
      pipelineId: options.pipelineId,
      concurrency: plan.stepConcurrency,
      scheduler: this.scheduler,
      onLoadChange: () => this.loadChanged(),
      onStepEnd: options.onStepEnd,
    });
  }

  get status(): ClusterStatus {
    return this.lifeCycle.status;
  }

  /** The nodes that work: core and task, or the master of a cluster that has no others (5.3). */
  capacity(): Capacity {
    const others = this.members.filter((member) => member.instance.group.role !== "master");
    const workers = others.length > 0 || this.hasCore ? others : this.members;
    return { speed: sum(workers.map((member) => member.instance.speed)), nodeCount: workers.length };
  }

  booted(): void {
    if (this.status === "STARTING") this.lifeCycle.moveTo("BOOTSTRAPPING", "the first instance has booted (5.1)");
  }

  /** Answers whether this was the last master or core instance that the cluster waited for (5.1). */
  through(instance: Ec2Instance): boolean {
    if (this.awaitedCount === 0) {
      // a late task node installs the applications too before it takes part
      this.afterApplications(() => this.join(instance));
      return false;
    }
    this.throughEarly.push(instance);
    if (instance.group.role === "task") return false;
    this.awaitedCount -= 1;
    if (this.awaitedCount > 0) return false;
    this.afterApplications(() => this.becomeReady());
    return true;
  }

  /** A job that goes to the Hadoop scheduler, side by side with others (4.6). */
  startHadoopWork({ onEnd, ...submission }: Submission): RunningWork {
    const leave = () => {
      this.hadoopWorkCount -= 1;
      this.loadChanged();
    };
    const end = (hasFailed: boolean, why?: string) => {
      leave();
      onEnd(hasFailed, why);
    };
    const running = this.scheduler.start({ ...submission, onEnd: end });
    this.hadoopWorkCount += 1;
    this.loadChanged();
    return {
      capacityChanged: () => running.capacityChanged(),
      cancel: () => {
        running.cancel();
        leave();
      },
    };
  }

  /**
   * A core or task instance is gone; its work goes on elsewhere (5.3). Where the cluster waits for it, it now waits for
   * the one that replaces it.
   */
  lost(instance: Ec2Instance): void {
    const early = this.throughEarly.indexOf(instance);
    if (early >= 0) this.throughEarly.splice(early, 1);
    if (early >= 0 && this.awaitedCount > 0 && instance.group.role !== "task") this.awaitedCount += 1;
    const member = this.members.find((other) => other.instance === instance);
    if (member === undefined) return;
    this.countBusyTimeOf(member);
    this.members.splice(this.members.indexOf(member), 1);
    this.scheduler.loseRoom(instance.id);
    this.scheduler.capacityChanged();
    const why = instance.group.role === "core" ? this.hdfs?.lose() : undefined;
    if (why !== undefined) this.scheduler.failAll(why);
  }

  /** It has lost all of its core instances, and does not stand it (5.3). */
  get isWithoutCore(): boolean {
    const isThere = this.members.some(({ instance }) => instance.group.role === "core");
    return this.hdfs?.outlivesCore === false && this.members.length > 0 && !isThere;
  }

  beginTermination(reason: string): void {
    if (this.isTerminating) return;
    for (const handle of this.pendingEvents) this.world.simulation.cancel(handle);
    this.stepQueue.stop();
    this.loadChanged();
    this.lifeCycle.moveTo("TERMINATING", reason);
    this.countBusyTime();
  }

  finishTermination(withErrors: boolean): void {
    this.lifeCycle.moveTo(withErrors ? "TERMINATED_WITH_ERRORS" : "TERMINATED", this.lifeCycle.reason);
  }

  /** The simulation stops here. */
  tell(): void {
    this.stepQueue.tell();
    this.countBusyTime();
  }

  toString(): string {
    return this.lifeCycle.id;
  }

  private afterApplications(action: () => void): void {
    this.pendingEvents.push(this.world.simulation.after(this.applicationsMs, action, 0, this));
  }

  private becomeReady(): void {
    this.lifeCycle.moveTo(
      "WAITING",
      "its slowest master or core instance is through, applications are installed (5.1)",
    );
    for (const instance of this.throughEarly) this.join(instance);
    this.onReady();
  }

  private join(instance: Ec2Instance): void {
    if (instance.loss !== undefined) return;
    instance.markReady();
    this.members.push({ instance, workedBeforeMs: this.workedMs });
    const { hadoop, role } = instance.group;
    // a master works only where there is nobody else (5.3)
    const works = role !== "master" || this.isAlone;
    if (hadoop !== undefined && works) this.scheduler.addRoom(new TaskRoom(instance.id, hadoop, instance.speed));
    this.scheduler.capacityChanged();
  }

  private get isTerminating(): boolean {
    return this.status === "TERMINATING" || this.lifeCycle.isOver;
  }

  private get workedMs(): number {
    return this.workedBeforeMs + (this.workingSinceMs === undefined ? 0 : this.world.now - this.workingSinceMs);
  }

  /** The master's busy time is its Task Runner's. */
  private countBusyTime(): void {
    for (const member of this.members) this.countBusyTimeOf(member);
  }

  private countBusyTimeOf({ instance, workedBeforeMs }: Member): void {
    if (instance.group.role !== "master") instance.addBusyTime(this.workedMs - workedBeforeMs);
  }

  private loadChanged(): void {
    const isWorking = this.stepQueue.runningCount > 0 || this.hadoopWorkCount > 0;
    if (this.isTerminating || isWorking === (this.workingSinceMs !== undefined)) return;
    this.workedBeforeMs = this.workedMs;
    this.workingSinceMs = isWorking ? this.world.now : undefined;
    if (isWorking) this.lifeCycle.moveTo("RUNNING", "a step runs (5.1)");
    else this.lifeCycle.moveTo("WAITING", "no step runs (5.1)");
  }
}

interface Member {
  readonly instance: Ec2Instance;
  /** What the cluster had worked when the instance joined. */
  readonly workedBeforeMs: number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
