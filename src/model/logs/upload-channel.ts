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

/** What is told of an upload once it is known whether it came to its end. */
interface UnderWay {
  readonly endMs: InstantMs;
  tell(): void;
  /** Its host was lost before (6.5). */
  lose(reason: string): void;
}

/** A host's way to S3: one upload after another at a constant rate, so that its end is arithmetic (6.6). */
export class UploadChannel {
  private readonly world: World;
  private readonly bytesPerSecond: number;
  private readonly purpose: string;
  private busyUntil: InstantMs = 0;
  /** Undefined: whatever is sent arrives. */
  private underWay: UnderWay[] | undefined;

  /**
   * @param purpose part of the names of its random streams
   * @param mayBeLost its host may be gone before what was sent is readable
   */
  constructor(world: World, bytesPerSecond: number, purpose: string, mayBeLost = false) {
    if (mayBeLost) this.underWay = [];
    this.world = world;
    this.bytesPerSecond = bytesPerSecond;
    this.purpose = purpose;
  }

  /** When everything that was sent is readable in S3; now, when nothing is under way. */
  get doneAtMs(): InstantMs {
    return Math.max(this.world.now, this.busyUntil);
  }

  /** Tells of an upload at once, or where its host may be lost before, later. */
  whenOver(upload: UnderWay): void {
    if (this.underWay === undefined) {
      upload.tell();
      return;
    }
    const { now } = this.world;
    for (const over of this.underWay) if (over.endMs <= now) over.tell();
    this.underWay = this.underWay.filter(({ endMs }) => endMs > now);
    this.underWay.push(upload);
  }

  /** Its host is lost, and with it what is not readable yet (6.5). */
  lose(reason: string): void {
    const { underWay = [] } = this;
    this.underWay = undefined;
    for (const upload of underWay) {
      if (upload.endMs <= this.world.now) upload.tell();
      else upload.lose(reason);
    }
  }

  /** Its host cannot be lost any more. */
  close(): void {
    const { underWay = [] } = this;
    this.underWay = undefined;
    for (const upload of underWay) upload.tell();
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
