import { DAY_MS, type InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { PipelinePlan } from "../plan.ts";
import type { PreconditionPlan } from "../precondition-plan.ts";
import type { ManagedResource } from "../resource/managed-resource.ts";
import { PRECONDITION_INSTANCE_MOVES, type PreconditionInstanceStatus } from "../status.ts";
import type { World } from "../world.ts";
import { type CheckSeries, type Finding, foreseeChecks } from "./check-series.ts";
import type { Occasion } from "./instance-source.ts";
import { LateWatch } from "./late-watch.ts";
import { tellInstance } from "./tell-instance.ts";

/** The thread of a Task Runner that checks a precondition (3.2). */
export interface Checker {
  /** What has come of the checks: `tell` is called when the service knows it (4.4, 4.5). */
  settle(tell: () => void): void;
  /** There will be no more checks. */
  done(): void;
}

/**
 * One instance of a precondition, which one instance of an activity or a data node waits for (3.2). When its checks
 * will find what they look for is decided by chance at its creation, so that what-ifs share it (8.2): its end is
 * one event, and no check before costs one.
 */
export class PreconditionInstance {
  readonly plan: PreconditionPlan;
  readonly id: string;
  readonly occasion: Occasion;
  /** The managed resource that it is checked on, once that is there. */
  resource: ManagedResource | undefined;
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly createdAtMs: InstantMs;
  private readonly lifeCycle: LifeCycle<PreconditionInstanceStatus>;
  private readonly late: LateWatch;
  private readonly onEnd: (instance: PreconditionInstance) => void;
  private readonly checkMs: number;
  private readonly finding: Finding;
  private checks: CheckSeries | undefined;
  /** On runners that are gone. */
  private earlierChecks = 0;
  private next: EventHandle | undefined;
  private checker: Checker | undefined;
  private startedAtMs: InstantMs | undefined;
  private endedAtMs: InstantMs | undefined;

  constructor(options: {
    readonly world: World;
    readonly plan: PreconditionPlan;
    readonly pipeline: PipelinePlan;
    readonly id: string;
    /** The user's. */
    readonly occasion: Occasion;
    readonly onEnd: (instance: PreconditionInstance) => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.pipeline = options.pipeline;
    this.id = options.id;
    this.occasion = options.occasion;
    this.onEnd = options.onEnd;
    this.createdAtMs = this.world.now;
    const purpose = `${this.pipeline.name}/${this.plan.instanceName}`;
    this.checkMs = this.world.draw(this.plan.check, `check/${purpose}`);
    this.finding = this.drawFinding(`satisfied/${purpose}`);
    const reason = "what uses it waits for it (3.2)";
    const component = { pipelineId: this.pipeline.id, componentId: this.plan.id };
    const { world, id } = this;
    this.lifeCycle = new LifeCycle(world, "instance", id, PRECONDITION_INSTANCE_MOVES, "SCHEDULED", reason, component);
    this.late = new LateWatch(this.world, this.plan, this.occasion, (why) => this.end("CANCELED", why), this);
  }

  get status(): PreconditionInstanceStatus {
    return this.lifeCycle.status;
  }

  get isOver(): boolean {
    return this.lifeCycle.isOver;
  }

  waitOnDependencies(reason: string): void {
    if (this.status === "SCHEDULED") this.lifeCycle.moveTo("WAITING_ON_DEPENDENCIES", reason);
  }

  /** Says why it goes on waiting; its status stays. */
  explain(reason: string): void {
    this.lifeCycle.explain(reason);
  }

  waitForRunner(reason: string): void {
    this.lifeCycle.moveTo("WAITING_FOR_RUNNER", reason);
  }

  /** Its checks begin, or begin again on another runner; without a `checker` the service makes them. */
  begin(checkedBy: string, checker?: Checker): void {
    this.startedAtMs ??= this.world.now;
    this.checker = checker;
    this.checks = this.foresee();
    const { end } = this.checks;
    const reason =
      end === undefined
        ? `waits for ever: checked by ${checkedBy}, and no check finds what it looks for (3.2)`
        : `checked by ${checkedBy} until it is met (3.2)`;
    this.lifeCycle.moveTo("RUNNING", reason);
    if (end === undefined) return;
    const tell = () => (end.met ? this.end("FINISHED", "it is met (3.2)") : this.timeOut());
    this.expect(end.atMs, () => (checker === undefined ? tell() : checker.settle(tell)));
  }

  /** Its runner is gone: it waits for another one, and its preconditionTimeout runs on. */
  interrupt(reason: string): void {
    this.earlierChecks = this.checksBegunBy(this.world.now);
    this.checks = undefined;
    this.checker = undefined;
    this.lifeCycle.moveTo("WAITING_FOR_RUNNER", `${reason}; it is checked again by the next one (3.6)`);
    this.expect(Math.max(this.world.now, this.timeoutAtMs), () => this.timeOut());
  }

  end(status: "FINISHED" | "FAILED" | "CANCELED", reason: string): void {
    this.late.cancel();
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    this.endedAtMs = this.world.now;
    this.lifeCycle.moveTo(status, reason);
    this.emit();
    this.onEnd(this);
    this.checker?.done();
  }

  /** The simulation stops here: it is recorded as it is. */
  tell(): void {
    if (!this.isOver) this.emit();
  }

  toString(): string {
    return this.id;
  }

  /** What lies behind the horizon keeps the run going to it; what never comes does not. */
  private expect(atMs: InstantMs, action: () => void): void {
    const { simulation, plan } = this.world;
    if (this.next !== undefined) simulation.cancel(this.next);
    this.next = Number.isFinite(atMs) ? simulation.at(Math.min(atMs, plan.horizonMs + 1), action, 0, this) : undefined;
  }

  /** When its preconditionTimeout has passed, or infinity. */
  private get timeoutAtMs(): InstantMs {
    return (this.startedAtMs ?? this.world.now) + (this.plan.timeoutMs ?? Number.POSITIVE_INFINITY);
  }

  private checksBegunBy(instantMs: InstantMs): number {
    return this.earlierChecks + (this.checks?.begunBy(instantMs) ?? 0);
  }

  private foresee(): CheckSeries {
    const { checkMs, earlierChecks, timeoutAtMs } = this;
    const { retryDelayMs, attemptTimeoutMs } = this.plan;
    const finding: Finding =
      this.finding.kind === "atCheck"
        ? { kind: "atCheck", number: Math.max(1, this.finding.number - earlierChecks) }
        : this.finding;
    const startMs = this.world.now;
    return foreseeChecks({ startMs, checkMs, retryDelayMs, timeoutAtMs, attemptTimeoutMs, finding });
  }

  private timeOut(): void {
    this.end("FAILED", "it was not met when its preconditionTimeout had passed (3.2)");
  }

  private drawFinding(purpose: string): Finding {
    const { world, occasion } = this;
    const { satisfied } = this.plan;
    switch (satisfied.kind) {
      case "after":
        return { kind: "from", instantMs: occasion.dueMs + world.draw(satisfied.delay, purpose) };
      case "clock":
        return { kind: "from", instantMs: Math.floor(occasion.dueMs / DAY_MS) * DAY_MS + satisfied.timeOfDayMs };
      case "at":
        return { kind: "from", instantMs: satisfied.instantMs };
      case "chance":
        return { kind: "atCheck", number: world.drawTrials(satisfied.probability, purpose) };
      case "never":
        return { kind: "never" };
    }
  }

  private emit(): void {
    const { world, plan, occasion, createdAtMs, startedAtMs, endedAtMs } = this;
    const { id, status, reason } = this.lifeCycle;
    // one that is not over is checked to the horizon, also where nothing else happens until then
    const attempts = this.checksBegunBy(endedAtMs ?? world.plan.horizonMs);
    const times = { createdAtMs, startedAtMs, lateAtMs: this.late.lateAtMs, endedAtMs };
    tellInstance(world, this.pipeline, plan, occasion, { id, status, reason, attempts, ...times });
  }
}
