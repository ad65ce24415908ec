import type { InstantMs } from "../../base/instant.ts";
import type { UploadFailurePlan } from "../plan.ts";
import type { World } from "../world.ts";

/** How an upload ends. */
export interface Upload {
  /** When it is readable in S3, or given up. */
  readonly endMs: InstantMs;
  /** None of its tries succeeded; absent: one did. */
  readonly isLost?: true;
}

/** A host's way to S3: one upload after another at a constant rate, so that its end is arithmetic (6.6). */
export class UploadChannel {
  private readonly world: World;
  private readonly bytesPerSecond: number;
  private readonly purpose: string;
  private busyUntil: InstantMs = 0;

  /** @param purpose part of the names of its random streams */
  constructor(world: World, bytesPerSecond: number, purpose: string) {
    this.world = world;
    this.bytesPerSecond = bytesPerSecond;
    this.purpose = purpose;
  }

  /** When everything that was sent is readable in S3; now, when nothing is under way. */
  get doneAtMs(): InstantMs {
    return Math.max(this.world.now, this.busyUntil);
  }

  /** Sends `bytes` after what is already under way. */
  send(bytes: number): Upload {
    const upload = this.uploadFrom(this.doneAtMs, bytes);
    this.busyUntil = upload.endMs;
    return upload;
  }

  /** An upload that began at `fromMs`, now or earlier, beside the others: the host is not done before it is. */
  sendFrom(fromMs: InstantMs, bytes: number): Upload {
    const upload = this.uploadFrom(fromMs, bytes);
    this.busyUntil = Math.max(this.busyUntil, upload.endMs);
    return upload;
  }

  /** A started millisecond counts: an upload never ends before its last byte. */
  private uploadFrom(fromMs: InstantMs, bytes: number): Upload {
    const onceMs = Math.ceil((1000 * bytes) / this.bytesPerSecond);
    const failure = this.world.plan.logs.uploadFailure;
    if (failure === undefined) return { endMs: fromMs + onceMs };
    const { probability, tries } = failure;
    const needed =
      probability >= 1 ? tries + 1 : this.world.drawTrials(1 - probability, `uploadFailure/${this.purpose}`);
    const made = Math.min(needed, tries);
    const endMs = fromMs + made * onceMs + waitsBefore(made, failure);
    return needed > tries ? { endMs, isLost: true } : { endMs };
  }
}

/** All the waits between so many tries, each twice as long as the one before, up to the longest. */
function waitsBefore(tries: number, { firstWaitMs, longestWaitMs }: UploadFailurePlan): number {
  let totalMs = 0;
  let waitMs = firstWaitMs;
  for (let index = 1; index < tries; index += 1) {
    totalMs += Math.min(waitMs, longestWaitMs);
    waitMs = Math.min(2 * waitMs, longestWaitMs);
  }
  return totalMs;
}
