import type { IdleEvent } from "../idle-events.ts";
import type { World } from "../world.ts";
import { type BackOff, backOffOf } from "./back-off.ts";

/** The SetTaskStatus of one task, which its thread makes until the service takes it (4.4, 4.5). */
export class StatusCall {
  private readonly world: World;
  private readonly caller: object;
  private backOff: BackOff | undefined;
  private retry: IdleEvent | undefined;

  /** @param caller the thread, whose random stream says when a refused call is made again */
  constructor(world: World, caller: object) {
    this.world = world;
    this.caller = caller;
  }

  /** Calls now; answers whether the service took it, and if not calls `again` after the back-off. */
  make(again: () => void): boolean {
    const { world } = this;
    this.retry = undefined;
    if (world.callLimits.of("SetTaskStatus")?.call() === false) {
      world.countThrottledCall("SetTaskStatus");
      this.backOff ??= backOffOf(world, this.caller);
      const delayMs = this.backOff?.nextDelayMs() ?? 0;
      this.retry = world.idleEvents.after(delayMs, again, () => true, this);
      return false;
    }
    world.countApiCalls("SetTaskStatus", 1);
    return true;
  }

  /** It is not made again. */
  cancel(): void {
    this.retry?.cancel();
  }

  toString(): string {
    return `SetTaskStatus of ${this.caller}`;
  }
}
