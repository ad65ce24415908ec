import { type InstantMs, MINUTE_MS } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { type KindOfCalls, type LateCallListener, RegularCalls } from "../api/regular-calls.ts";
import { StatusCall } from "../api/status-call.ts";
import type { StepBatch, StepItem, StepQueue } from "../emr/step-queue.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { Task } from "../pipeline/task-queue.ts";
import type { WorkItemPlan } from "../plan.ts";
import type { AttemptRow, ComponentRef, WorkItemRow } from "../records.ts";
import { ATTEMPT_MOVES, type AttemptStatus } from "../status.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";
import { partOfWork } from "./failure-point.ts";
import { type RunningWork, startWork, wholeOf } from "./running-work.ts";
import { lawFactor } from "./scaling-plan.ts";
import { splitWait } from "./wait-split.ts";
import type { WorkHost } from "./work-host.ts";

/** After everything else of the same instant: an attempt that ends right then has made it in time (3.4). */
const ATTEMPT_TIMEOUT_PRIORITY = 1;
const SILENCE_PRIORITY = 1;

/** Source: API ReportTaskProgress (4.4). */
const REPORTS: KindOfCalls = { operation: "ReportTaskProgress", periodMs: MINUTE_MS, isAwaited: true };

/**
 * One attempt at an activity instance (2.1): its commands and steps one after another, all in one attempt (4.6). It
 * reports progress at its assignment and every 60 s, which costs no events since nobody waits for it (4.4).
 */
export class Attempt implements LateCallListener {
  readonly instance: ActivityInstance;
  private readonly world: World;
  private readonly task: Task;
  private readonly host: WorkHost;
  private readonly caller: object;
  private readonly reports: RegularCalls;
  /** Until it gets through the service takes the attempt as running. */
  private readonly statusCall: StatusCall;
  private readonly onClose: () => void;
  private readonly onEnd: () => void;
  private readonly lifeCycle: LifeCycle<AttemptStatus>;
  private readonly startedAtMs: number;
  private readonly rows: WorkItemRow[] = [];
  private current:
    | { readonly item: WorkItemPlan; readonly startedAtMs: number; readonly work?: RunningWork }
    | undefined;
  private emptyEnd: EventHandle | undefined;
  private timeout: EventHandle | undefined;
  private recallReason: string | undefined;
  private silentSinceMs: InstantMs | undefined;
  private silence: EventHandle | undefined;
  private batch: { readonly steps: StepBatch; readonly queue: StepQueue } | undefined;

  constructor(options: {
    readonly world: World;
    readonly task: Task;
    readonly host: WorkHost;
    /** The thread that carries it out. */
    readonly caller: object;
    /** The attempt is over; its instance does not know it yet. */
    readonly onClose: () => void;
    /** The instance has ended and whoever waited for it has been told: the thread may poll again. */
    readonly onEnd: () => void;
  }) {
    this.world = options.world;
    this.task = options.task;
    this.instance = options.task.instance;
    this.host = options.host;
    this.caller = options.caller;
    this.onClose = options.onClose;
    this.onEnd = options.onEnd;
    this.startedAtMs = this.world.now;
    this.reports = new RegularCalls(this.world, REPORTS, this.caller, this);
    this.statusCall = new StatusCall(this.world, this.caller);
    const number = this.instance.beginAttempt(this.host.id, this);
    const id = `${this.instance.id}_Attempt=${number}`;
    this.lifeCycle = new LifeCycle(
      this.world,
      "attempt",
      id,
      ATTEMPT_MOVES,
      "RUNNING",
      `taken by ${this.host.id} (4.3)`,
      this.instance.component,
    );
  }

  get id(): string {
    return this.lifeCycle.id;
  }

  /** One without any work ends with an event too: else a thread would take a whole queue of them within one call. */
  start(): void {
    this.reports.begin();
    const { attemptTimeoutMs } = this.instance.plan;
    if (attemptTimeoutMs !== undefined) {
      const timeOut = () => this.giveUp("TIMEDOUT", "it ran longer than its attemptTimeout (3.4)");
      this.timeout = this.world.simulation.after(attemptTimeoutMs, timeOut, ATTEMPT_TIMEOUT_PRIORITY, this);
    }
    if (this.instance.plan.work.length > 0) this.startItem(0);
    else this.emptyEnd = this.world.simulation.after(0, () => this.endEmpty(), 0, this);
  }

  /** The host is going away: what runs is given up. */
  cancel(reason: string): void {
    this.giveUp("CANCELED", reason);
  }

  /** The service knows that the host has failed, and the attempt with it, which cannot tell it itself (3.6). */
  failWithHost(reason: string): void {
    this.stopWork(reason);
    this.close("FAILED", reason);
  }

  /** The runner hears of it with the answer to its next progress report; work that ends before counts no more (4.4). */
  recall(reason: string): void {
    this.recallReason = reason;
    if (!this.isSilent) this.reports.hearWithNext(() => this.cancel(reason));
  }

  /**
   * Its Task Runner dies, and with it the work. The service hears no more progress: it takes the attempt as failed when
   * the last report is `reportProgressTimeout` ago (4.4).
   *
   * @param why `its Task Runner had died`
   */
  fallSilent(why: string): void {
    this.silentSinceMs = this.world.now;
    this.stopWork("its Task Runner died (4.4)");
    this.statusCall.cancel();
    this.reports.end(false);
    this.expectSilence(why);
  }

  /** The service counts from the last report that got through (4.4). */
  private expectSilence(why: string): void {
    const { reportProgressTimeoutMs } = this.instance.plan;
    if (reportProgressTimeoutMs === undefined) return;
    const { simulation, now } = this.world;
    const noticedAtMs = Math.max(now, this.reports.lastThroughMs + reportProgressTimeoutMs);
    const giveUp = () => {
      this.failWithHost(withRule(`no progress was reported for its reportProgressTimeout: ${why}`, "4.4"));
    };
    if (this.silence !== undefined) simulation.cancel(this.silence);
    this.silence = simulation.at(noticedAtMs, giveUp, SILENCE_PRIORITY, this);
  }

  callsAreLate(): void {
    this.expectSilence("reports were refused (4.5)");
  }

  callsGotThrough(): void {
    if (this.silence !== undefined) this.world.simulation.cancel(this.silence);
    this.silence = undefined;
  }

  /** Its Task Runner is dead: nothing is done any more. */
  get isSilent(): boolean {
    return this.silentSinceMs !== undefined;
  }

  /** The simulation stops here: it is recorded as it is. */
  stopUnfinished(): void {
    this.closeItem(false);
    this.tell();
    this.publishLog();
  }

  toString(): string {
    return this.id;
  }

  private startItem(index: number): void {
    const item = this.instance.plan.work[index];
    if (item === undefined) {
      this.finish();
      return;
    }
    const queue = item.place === "stepQueue" ? this.host.cluster?.stepQueue : undefined;
    if (queue !== undefined) {
      this.addSteps(index, queue);
      return;
    }
    const { plan, amount, purpose, fails } = this.itemToDo(item, index);
    const onEnd = (hasFailed: boolean, why?: string) => {
      if (fails || hasFailed) return this.fail(item.role, why);
      this.closeItem(true);
      this.startItem(index + 1);
    };
    this.openItem(item);
    const work =
      item.place === "hadoop" && this.host.cluster !== undefined
        ? this.host.cluster.startHadoopWork({ item: plan, amount, purpose, ...this.identity, owner: this, onEnd })
        : startWork(this.world, plan.work, amount, wholeOf(this.host.capacity), () => onEnd(false), this);
    this.current = { item, startedAtMs: this.world.now, work };
  }

  /** For rows of what its work consists of. */
  private get identity(): { readonly workId: string; readonly activity: ComponentRef } {
    return { workId: this.id, activity: this.instance.component };
  }

  /** All of an item, or the part of it that is done until the attempt fails in it (3.3). */
  private itemToDo(plan: WorkItemPlan, index: number): StepItem {
    const { amounts, failure } = this.instance.draw;
    const owner = `${this.instance.pipeline.name}/${this.instance.plan.id}/${index}`;
    const purpose = `tasks/${owner}`;
    const fails = failure?.index === index;
    const law = plan.work.kind === "scaling" ? lawFactor(this.world, plan.work.factor, owner) : 1;
    const amount = amounts[index] ?? 0;
    const share = fails ? law * failure.share : law;
    if (share === 1 && !fails) return { plan, amount, purpose, fails };
    const part = partOfWork(plan.work, amount, share);
    return { plan: { ...plan, work: part.work }, amount: part.amount, purpose, fails };
  }

  private addSteps(first: number, queue: StepQueue): void {
    const { work } = this.instance.plan;
    let end = first;
    while (work[end]?.place === "stepQueue") end += 1;
    const items = work.slice(first, end).map((plan, offset) => this.itemToDo(plan, first + offset));
    const steps: StepBatch = {
      attemptId: this.id,
      activity: this.instance.component,
      items,
      stepStarted: (index) => this.openItem(items[index]?.plan),
      stepCompleted: (index) => {
        this.closeItem(true);
        if (index + 1 < items.length) return;
        this.batch = undefined;
        this.startItem(end);
      },
      stepFailed: (_index, why) => this.fail("step", why),
    };
    this.batch = { steps, queue };
    queue.submit(steps);
  }

  private openItem(item: WorkItemPlan | undefined): void {
    if (item !== undefined) this.current = { item, startedAtMs: this.world.now };
  }

  private closeItem(completed: boolean): void {
    if (this.current === undefined) return;
    const { item, startedAtMs } = this.current;
    this.current = undefined;
    const { role, label } = item;
    this.rows.push({ role, label, startedAtMs, endedAtMs: this.world.now, completed });
  }

  private finish(): void {
    this.settle("FINISHED", "all of its work is done (4.6)");
  }

  private endEmpty(): void {
    if (this.instance.draw.failure === undefined) this.finish();
    else this.giveUp("FAILED", "it failed (3.3)");
  }

  private fail(role: WorkItemPlan["role"], why?: string): void {
    this.giveUp("FAILED", withRule(why === undefined ? `its ${role} failed` : `its ${role} failed: ${why}`, "3.3"));
  }

  /** What runs is stopped; steps that wait behind it are cancelled (4.6). */
  private giveUp(status: "FAILED" | "TIMEDOUT" | "CANCELED", reason: string): void {
    this.stopWork(reason);
    if (status === "FAILED") this.settle(status, reason);
    else this.close(status, reason);
  }

  private stopWork(reason: string): void {
    if (this.emptyEnd !== undefined) this.world.simulation.cancel(this.emptyEnd);
    this.current?.work?.cancel();
    this.closeItem(false);
    this.batch?.queue.cancel(this.batch.steps, reason);
    this.batch = undefined;
  }

  /** The runner tells the service how it ended; until the call gets through the service takes it as running (4.4, 4.5). */
  private settle(status: "FINISHED" | "FAILED", reason: string): void {
    const isWanted = this.recallReason === undefined;
    if (isWanted && !this.statusCall.make(() => this.settle(status, reason))) return;
    this.close(status, reason);
  }

  private close(status: "FINISHED" | "FAILED" | "TIMEDOUT" | "CANCELED", reason: string): void {
    if (this.recallReason !== undefined && status !== "CANCELED") {
      this.close("CANCELED", this.recallReason);
      return;
    }
    for (const handle of [this.timeout, this.silence]) {
      if (handle !== undefined) this.world.simulation.cancel(handle);
    }
    this.statusCall.cancel();
    this.lifeCycle.moveTo(status, reason);
    this.tell();
    this.publishLog();
    this.onClose();
    if (status === "FAILED" || status === "TIMEDOUT") this.instance.attemptFailed(reason);
    else this.instance.end(status, reason);
    this.onEnd();
  }

  private publishLog(): void {
    const { instance, id, startedAtMs, silentSinceMs: lostAtMs } = this;
    const log = lostAtMs === undefined ? { instance, id, startedAtMs } : { instance, id, startedAtMs, lostAtMs };
    this.host.publishAttemptLog(log);
  }

  private tell(): void {
    this.reports.end(false);
    const row: AttemptRow = {
      pipelineId: this.instance.pipeline.id,
      componentId: this.instance.plan.id,
      instanceId: this.instance.id,
      attemptId: this.id,
      status: this.lifeCycle.status,
      reason: this.lifeCycle.reason,
      runnerId: this.host.id,
      queuedAtMs: this.task.queuedAtMs,
      startedAtMs: this.startedAtMs,
      endedAtMs: this.world.now,
      waitedFor: splitWait(this.task.queuedAtMs, this.startedAtMs, this.host.milestones),
      workItems: this.rows,
    };
    this.world.emit({ kind: "attempt", row });
    this.instance.attemptTold(row);
  }
}
