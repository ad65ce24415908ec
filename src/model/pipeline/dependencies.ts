import { LiveMap } from "../../engine/live-map.ts";
import type { SchedulePlan } from "../plan.ts";
import type { InstanceStatus } from "../status.ts";
import type { Occasion } from "./instance-source.ts";
import { keyOf, keysWaitedFor, type OccasionKey } from "./occasions.ts";

/** An instance that waits for others and that others wait for (3.1). */
export interface Dependent {
  readonly id: string;
  readonly occasion: Occasion;
  readonly plan: {
    readonly id: string;
    readonly schedule: SchedulePlan;
    /** What happens to it when one that it waits for fails (3.5). */
    readonly failureAndRerunMode: "none" | "cascade";
  };
  readonly status: InstanceStatus;
  readonly isOver: boolean;
  /** How many things it still waits for: kept by those who tell it. */
  unmetCount: number;
  /** It waits, or goes on waiting, for this reason. */
  waitOnDependencies(reason: string): void;
  end(status: "CASCADE_FAILED", reason: string): void;
}

/** What is waited for: an instance, or a check that belongs to the one that waits. */
export type Awaited = Pick<Dependent, "id" | "status" | "isOver">;

interface Component<Instance> {
  readonly schedule: SchedulePlan;
  readonly instances: LiveMap<Instance>;
  /** Instances of other components that wait for one of this. */
  readonly consumers: LiveMap<Instance[]>;
}

/**
 * Who waits for whom in one pipeline (3.1), and what becomes of those who wait for what fails (3.5). An end is told to
 * those who wait for it one after another, never from within one another: a chain may be as long as it likes.
 */
export class Dependencies<Instance extends Dependent> {
  private readonly components = new Map<string, Component<Instance>>();
  /** By occasion, how many instances are not over; only where all components share one schedule. */
  private readonly open: LiveMap<{ count: number }> | undefined;
  private readonly onReady: (instance: Instance) => void;
  private readonly onEnded: (instance: Instance) => void;
  private ended: Instance[] = [];
  private isTelling = false;

  constructor(options: {
    readonly components: readonly { readonly id: string; readonly schedule: SchedulePlan }[];
    /** All components of the pipeline, also those that nobody waits for, share one schedule. */
    readonly isUniform: boolean;
    readonly onReady: (instance: Instance) => void;
    /** Those who waited for it have been told. */
    readonly onEnded: (instance: Instance) => void;
  }) {
    for (const { id, schedule } of options.components) {
      this.components.set(id, { schedule, instances: new LiveMap(), consumers: new LiveMap() });
    }
    this.open = options.isUniform ? new LiveMap() : undefined;
    this.onReady = options.onReady;
    this.onEnded = options.onEnded;
  }

  /** Those that have not been forgotten, component by component. */
  *instances(): Iterable<Instance> {
    for (const { instances } of this.components.values()) yield* instances.list();
  }

  add(instance: Instance): void {
    const key = keyOf(instance.plan.schedule, instance.occasion);
    this.components.get(instance.plan.id)?.instances.set(key, instance);
    if (this.open?.has(key) === false) this.open.set(key, { count: this.components.size });
  }

  /** Answers the ids of what it has to wait for, of these components; of what has failed already it is told at once. */
  await(instance: Instance, componentIds: readonly string[]): string[] {
    const waits: string[] = [];
    for (const componentId of componentIds) {
      const component = this.components.get(componentId);
      if (component === undefined) continue;
      for (const key of keysWaitedFor(instance.plan.schedule, instance.occasion, component.schedule)) {
        const producer = component.instances.get(key);
        if (producer?.status === "FINISHED") continue;
        if (producer?.isOver) this.failed(instance, producer);
        else append(component.consumers, key, instance);
        waits.push(producer?.id ?? componentId);
      }
    }
    return waits;
  }

  /** It becomes ready after this many calls of `met`. */
  hold(instance: Instance, count: number): void {
    instance.unmetCount = count;
  }

  /** One thing less to wait for. */
  met(instance: Instance): void {
    instance.unmetCount -= 1;
    if (instance.unmetCount === 0 && !instance.isOver) this.onReady(instance);
  }

  /** It has nothing to wait for any more. */
  ready(instance: Instance): void {
    this.onReady(instance);
  }

  /** 3.5: cascade fails the consumer too; none lets it wait for ever. */
  failed(consumer: Instance, producer: Awaited): void {
    if (consumer.isOver) return;
    const failed = `${producer.id} is ${producer.status}`;
    if (consumer.plan.failureAndRerunMode === "none") {
      consumer.waitOnDependencies(`waits for ever: ${failed}, and failureAndRerunMode is none (3.5)`);
      return;
    }
    if (consumer.status === "SCHEDULED") consumer.waitOnDependencies(`waits for ${producer.id} (3.1)`);
    consumer.end("CASCADE_FAILED", `${failed}, and failureAndRerunMode is cascade (3.5)`);
  }

  /** An instance is over. */
  end(instance: Instance): void {
    this.ended.push(instance);
    if (this.isTelling) return;
    this.isTelling = true;
    for (let index = 0; index < this.ended.length; index += 1) {
      const next = this.ended[index];
      if (next !== undefined) this.tell(next);
    }
    this.ended = [];
    this.isTelling = false;
  }

  private tell(instance: Instance): void {
    const component = this.components.get(instance.plan.id);
    const key = keyOf(instance.plan.schedule, instance.occasion);
    const consumers = component?.consumers.get(key);
    if (consumers !== undefined) {
      component?.consumers.delete(key);
      this.tellConsumers(consumers, instance);
    }
    this.forget(key);
    this.onEnded(instance);
  }

  private tellConsumers(consumers: readonly Instance[], instance: Instance): void {
    for (const consumer of consumers) {
      if (consumer.isOver) continue;
      if (instance.status === "FINISHED") this.met(consumer);
      else this.failed(consumer, instance);
    }
  }

  /** Nothing waits for an occasion that is over where all share one schedule: memory is bounded by what is live. */
  private forget(key: OccasionKey): void {
    const left = this.open?.get(key);
    if (left === undefined) return;
    left.count -= 1;
    if (left.count > 0) return;
    this.open?.delete(key);
    for (const { instances } of this.components.values()) instances.delete(key);
  }
}

function append<Value>(lists: LiveMap<Value[]>, key: OccasionKey, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
