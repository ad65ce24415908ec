import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { SchedulePlan } from "../plan.ts";
import type { ComponentRef, HeldBackRow } from "../records.ts";
import type { World } from "../world.ts";
import { countDueBefore, type Interval, intervalAt } from "./schedule.ts";

/** One interval, or one activation of an on-demand component, for which an instance is to be created. */
export interface Occasion extends Interval {
  /** When the instance is due, or the activation if that is later: what latency counts from. */
  readonly dueMs: InstantMs;
}

/** What a source has no instance for, and why (2.4). */
export type HeldBack = Omit<HeldBackRow, keyof ComponentRef | "type">;

/**
 * Decides when a component gets its next instance: when its interval is due (2.2, 2.3), the oldest first, at most
 * `maxActive` of them at a time and one per creation interval (2.4). It keeps at most one pending event.
 */
export class InstanceSource {
  private readonly world: World;
  /** Of the component. */
  private readonly name: string;
  private readonly schedule: SchedulePlan;
  /** Resources are created at the interval's start whatever the schedule type (2.3). */
  private readonly isResource: boolean;
  private readonly maxActive: number;
  private readonly create: (occasion: Occasion) => void;
  private readonly priority: number;
  private activationMs: InstantMs | undefined;
  /** Of an on-demand component, by index: those that have no instance yet. */
  private readonly activations = new Map<number, InstantMs>();
  private activationCount = 0;
  private nextIndex = 0;
  private active = 0;
  private lastCreatedMs: InstantMs | undefined;
  private wakeUp: EventHandle | undefined;
  private wakeUpAtMs = Number.NaN;
  /** The occasion of `nextIndex`, worked out once: each end of an instance asks for it again. */
  private upcoming: Occasion | undefined;
  private isCreating = false;

  constructor(options: {
    readonly world: World;
    readonly name: string;
    readonly schedule: SchedulePlan;
    readonly isResource: boolean;
    readonly maxActive: number | null;
    readonly priority: number;
    readonly create: (occasion: Occasion) => void;
  }) {
    this.world = options.world;
    this.name = options.name;
    this.schedule = options.schedule;
    this.isResource = options.isResource;
    this.maxActive = options.maxActive ?? Number.POSITIVE_INFINITY;
    this.priority = options.priority;
    this.create = options.create;
  }

  toString(): string {
    return `the instances of ${this.name}`;
  }

  /** The pipeline was activated: a schedule begins to count with the first one, on-demand components run once for each. */
  activate(): void {
    const { now } = this.world;
    this.activationMs ??= now;
    if (this.schedule.kind === "ondemand") this.activations.set(this.activationCount, now);
    this.activationCount += 1;
    this.createDue();
  }

  /** An instance has ended: another may take its place. */
  release(): void {
    this.active -= 1;
    this.createDue();
  }

  /** The simulation stops here: what was due and never got an instance; undefined where nothing was. */
  heldBack(): HeldBack | undefined {
    const { schedule, nextIndex, activationMs } = this;
    if (activationMs === undefined) return undefined;
    const isOnDemand = schedule.kind === "ondemand";
    const dueAt = schedule.kind === "timeseries" && !this.isResource ? "end" : "start";
    const dueCount = isOnDemand ? this.activationCount : countDueBefore(schedule, this.world.plan.horizonMs, dueAt);
    if (dueCount <= nextIndex) return undefined;
    return {
      of: isOnDemand ? "activation" : "interval",
      count: dueCount - nextIndex,
      firstAtMs: this.startOf(nextIndex),
      lastAtMs: this.startOf(dueCount - 1),
      reason: this.whyHeldBack(),
    };
  }

  private startOf(index: number): InstantMs {
    const { schedule } = this;
    const startMs = schedule.kind === "ondemand" ? this.activations.get(index) : intervalAt(schedule, index)?.startMs;
    invariant(startMs !== undefined, `${this} knows when its occasion ${index} begins`);
    return startMs;
  }

  private whyHeldBack(): string {
    if (this.active >= this.maxActive) return `maxActiveInstances ${this.maxActive} was used up to the end (2.4)`;
    return "new instances came one after another, and the simulation ended before their turn (2.4)";
  }

  /** An instance that ends as soon as it is created calls this again from within: the loop that goes on sees to it. */
  private createDue(): void {
    if (this.isCreating) return;
    this.isCreating = true;
    this.createWhileDue();
    this.isCreating = false;
  }

  private createWhileDue(): void {
    while (this.active < this.maxActive) {
      const occasion = this.nextOccasion();
      if (occasion === undefined) return;
      const earliestMs = Math.max(occasion.dueMs, this.earliestCreationMs());
      // the horizon ends a schedule: what would begin at it lies outside
      if (earliestMs >= this.world.plan.horizonMs) return;
      if (earliestMs > this.world.now) {
        this.sleepUntil(earliestMs);
        return;
      }
      this.activations.delete(this.nextIndex);
      this.nextIndex += 1;
      this.active += 1;
      this.lastCreatedMs = this.world.now;
      this.create(occasion);
    }
  }

  private nextOccasion(): Occasion | undefined {
    const { schedule, nextIndex } = this;
    if (this.activationMs === undefined) return undefined;
    if (schedule.kind === "ondemand") {
      const startMs = this.activations.get(nextIndex);
      if (startMs === undefined) return undefined;
      return { index: nextIndex, startMs, endMs: startMs, dueMs: startMs };
    }
    if (this.upcoming?.index === nextIndex) return this.upcoming;
    const interval = intervalAt(schedule, nextIndex);
    if (interval === undefined) return undefined;
    const scheduledMs = schedule.kind === "timeseries" && !this.isResource ? interval.endMs : interval.startMs;
    const { index, startMs, endMs } = interval;
    this.upcoming = { index, startMs, endMs, dueMs: Math.max(scheduledMs, this.activationMs) };
    return this.upcoming;
  }

  private earliestCreationMs(): InstantMs {
    const { instanceCreationIntervalMs } = this.world.plan.limits;
    if (this.lastCreatedMs === undefined || instanceCreationIntervalMs === null) return this.world.now;
    return this.lastCreatedMs + instanceCreationIntervalMs;
  }

  private sleepUntil(instantMs: InstantMs): void {
    if (this.wakeUp !== undefined && this.wakeUpAtMs === instantMs) return;
    if (this.wakeUp !== undefined) this.world.simulation.cancel(this.wakeUp);
    this.wakeUp = this.world.simulation.at(instantMs, this.wake, this.priority, this);
    this.wakeUpAtMs = instantMs;
  }

  private readonly wake = (): void => {
    this.wakeUp = undefined;
    this.createDue();
  };
}
