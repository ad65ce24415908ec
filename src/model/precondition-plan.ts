import type { DurationMs, InstantMs } from "../base/instant.ts";
import type { Distribution } from "../engine/distribution.ts";
import type { LatePlan, RunnerRef, SchedulePlan } from "./plan.ts";

/** A precondition as one activity or data node uses it: that one's instances wait until it is met (3.1, 3.2). */
export interface PreconditionPlan {
  readonly id: string;
  readonly name: string;
  /** The AWS object type: `S3KeyExists`. */
  readonly type: string;
  /** What its instances are named by: its id, with the user's where several use it (2.1). */
  readonly instanceName: string;
  /** The user's: each of its instances has one of the precondition. */
  readonly schedule: SchedulePlan;
  /** Who checks: the service, or the Task Runner of the activity that uses it (3.2). */
  readonly runner: { readonly kind: "service" } | RunnerRef;
  /** When there is what it looks for. */
  readonly satisfied: SatisfactionPlan;
  /** How long one check takes; drawn once an instance. */
  readonly check: Distribution;
  /** From the end of a check that found nothing to the next one. */
  readonly retryDelayMs: DurationMs;
  /** FAILED when it is not met this long after its first check began; absent: checked until it is met. */
  readonly timeoutMs?: DurationMs;
  /** A check that takes longer is given up and has found nothing (3.4); absent: it may take as long as it likes. */
  readonly attemptTimeoutMs?: DurationMs;
  /** Absent where nothing makes it late (3.4). */
  readonly late?: LatePlan;
}

/** When a check finds what it looks for. */
export type SatisfactionPlan =
  /** This long after the instance that uses it is due; 0: at the first check. */
  | { readonly kind: "after"; readonly delay: Distribution }
  /** At this time of the day, UTC, on which the interval of the instance that uses it is due. */
  | { readonly kind: "clock"; readonly timeOfDayMs: DurationMs }
  | { readonly kind: "at"; readonly instantMs: InstantMs }
  /** Each check finds it with this probability, above 0 and at most 1. */
  | { readonly kind: "chance"; readonly probability: number }
  | { readonly kind: "never" };
