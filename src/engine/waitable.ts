import { invariant } from "../base/invariant.ts";
import type { Resource, ResourceRequest } from "./resource.ts";
import type { Simulation } from "./simulation.ts";
import type { Store } from "./store.ts";

/** Takes a wait back. Answers false when it is too late: the value is on its way. */
export type Withdraw = () => boolean;

/** Everything that a process can wait for. */
export interface Waitable<T> {
  /**
   * Calls `resume` once, from an event of its own and never before `wait` has returned, so that no process runs inside
   * another. `entity` is who waits.
   */
  wait(simulation: Simulation, resume: (value: T) => void, entity: object): Withdraw;
}

/** Some time passes. */
export function delay(delayMs: number): Waitable<undefined> {
  return {
    wait(simulation, resume, entity) {
      const handle = simulation.after(delayMs, () => resume(undefined), 0, entity);
      return () => simulation.cancel(handle);
    },
  };
}

/** One unit of a resource; whoever waited for it has to release it. */
export function unitOf(resource: Resource, priority = 0): Waitable<ResourceRequest> {
  return {
    wait(simulation, resume, entity) {
      const request = resource.request((granted) => {
        simulation.after(0, () => resume(granted), 0, entity);
      }, priority);
      return () => resource.cancel(request);
    },
  };
}

/** The next item of a store. */
export function itemOf<T>(store: Store<T>): Waitable<T> {
  return {
    wait(simulation, resume, entity) {
      const get = store.get((item) => {
        simulation.after(0, () => resume(item), 0, entity);
      });
      return () => store.cancel(get);
    },
  };
}

/** Something that happens once, at a time that whoever triggers it decides. Who waits for it later goes on at once. */
export class Signal<T> implements Waitable<T> {
  private readonly waiters = new Set<(value: T) => void>();
  private outcome: { readonly value: T } | undefined;

  get isTriggered(): boolean {
    return this.outcome !== undefined;
  }

  /** @throws InvariantError when it has been triggered before. */
  trigger(value: T): void {
    invariant(this.outcome === undefined, "a signal is triggered once");
    this.outcome = { value };
    for (const wake of this.waiters) wake(value);
    this.waiters.clear();
  }

  wait(simulation: Simulation, resume: (value: T) => void, entity: object): Withdraw {
    const wake = (value: T) => {
      simulation.after(0, () => resume(value), 0, entity);
    };
    if (this.outcome === undefined) this.waiters.add(wake);
    else wake(this.outcome.value);
    return () => this.waiters.delete(wake);
  }
}
