import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { LatePlan, SchedulePlan } from "../plan.ts";
import type { World } from "../world.ts";
import type { Occasion } from "./instance-source.ts";

/** After everything else of the same instant: an instance that ends right then is not late (3.4). */
const LATE_PRIORITY = 1;

/** Notes when an instance becomes late by its lateAfterTimeout, and does what its onLateAction says (3.4). */
export class LateWatch {
  private readonly world: World;
  private lateMs: InstantMs | undefined;
  private handle: EventHandle | undefined;

  /** One that is created after its time, as in a backfill, is late at once. */
  constructor(
    world: World,
    plan: { readonly schedule: SchedulePlan; readonly late?: LatePlan },
    occasion: Occasion,
    onTerminate: (reason: string) => void,
    owner: object,
  ) {
    this.world = world;
    const { schedule, late } = plan;
    if (late === undefined) return;
    const scheduledMs = schedule.kind === "timeseries" ? occasion.endMs : occasion.startMs;
    const atMs = Math.max(scheduledMs + late.afterMs, world.now);
    if (atMs > world.plan.horizonMs) return;
    const becomeLate = () => {
      this.lateMs = world.now;
      if (late.terminates) onTerminate("it is late by its lateAfterTimeout, and its onLateAction is Terminate (3.4)");
    };
    this.handle = world.simulation.at(atMs, becomeLate, LATE_PRIORITY, owner);
  }

  get lateAtMs(): InstantMs | undefined {
    return this.lateMs;
  }

  /** It is over: it cannot become late any more. */
  cancel(): void {
    if (this.handle !== undefined) this.world.simulation.cancel(this.handle);
  }
}
