import type { CallLimitsPlan } from "../plan.ts";
import type { World } from "../world.ts";

/**
 * How long one caller waits before it makes a refused call again: full jitter, up to a bound that doubles with every
 * refusal in a row (4.5). Also by how much its regular calls are late where calls may be refused: without it those whose
 * calls happen to come just after the tokens would keep their turns for ever, and the others would get none.
 */
export class BackOff {
  private readonly world: World;
  private readonly plan: CallLimitsPlan;
  private readonly caller: object;
  private refusals = 0;

  /** @param caller the thread or runner, by its `toString`: each has a random stream of its own (8.2) */
  constructor(world: World, plan: CallLimitsPlan, caller: object) {
    this.world = world;
    this.plan = plan;
    this.caller = caller;
  }

  /** The call was refused once more. */
  nextDelayMs(): number {
    const { firstMs, longestMs } = this.plan.backOff;
    const boundMs = Math.min(longestMs, firstMs * 2 ** this.refusals);
    this.refusals += 1;
    return this.drawBelow(boundMs + 1);
  }

  /** A regular call is due. */
  jitterMs(): number {
    return this.drawBelow(this.plan.jitterMs + 1);
  }

  /** The call got through. */
  reset(): void {
    this.refusals = 0;
  }

  private drawBelow(bound: number): number {
    return this.world.drawBelow(bound, `backOff/${this.caller}`);
  }
}

/** Undefined where calls are not limited. */
export function backOffOf(world: World, caller: object): BackOff | undefined {
  const { calls } = world.plan.limits;
  return calls && new BackOff(world, calls, caller);
}
