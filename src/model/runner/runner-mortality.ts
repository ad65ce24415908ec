import type { IdleEvent } from "../idle-events.ts";
import type { World } from "../world.ts";

/** Lets a Task Runner die where the plan says that they do: after a time without memory, from when it starts (4.4). */
export class RunnerMortality {
  private readonly world: World;
  private readonly purpose: string;
  private readonly onDeath: () => void;
  private death: IdleEvent | undefined;

  constructor(world: World, purpose: string, onDeath: () => void) {
    this.world = world;
    this.purpose = purpose;
    this.onDeath = onDeath;
  }

  toString(): string {
    return `the death of the Task Runner ${this.purpose}`;
  }

  /** The runner starts. */
  begin(): void {
    const { runnerFailure: failure } = this.world.plan;
    if (failure === undefined) return;
    const mean = failure.meanTimeToFailureMs;
    const delayMs = this.world.draw({ kind: "exponential", mean }, `runnerFailure/${this.purpose}`);
    this.death = this.world.idleEvents.after(delayMs, this.onDeath, () => false, this);
  }

  /** The runner is stopped: it does not die any more. */
  end(): void {
    this.death?.cancel();
  }
}
