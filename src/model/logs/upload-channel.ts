import type { InstantMs } from "../../base/instant.ts";
import type { World } from "../world.ts";

/** A host's way to S3: one upload after another at a constant rate, so that its end is arithmetic (6.6). */
export class UploadChannel {
  private readonly world: World;
  private readonly bytesPerSecond: number;
  private busyUntil: InstantMs = 0;

  constructor(world: World, bytesPerSecond: number) {
    this.world = world;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** When everything that was sent is readable in S3; now, when nothing is under way. */
  get doneAtMs(): InstantMs {
    return Math.max(this.world.now, this.busyUntil);
  }

  /** Sends `bytes` after what is already under way; answers when they are readable in S3. */
  send(bytes: number): InstantMs {
    this.busyUntil = this.doneAtMs + this.uploadMs(bytes);
    return this.busyUntil;
  }

  /** An upload that began at `fromMs`, now or earlier, beside the others: the host is not done before it is. */
  sendFrom(fromMs: InstantMs, bytes: number): InstantMs {
    const endMs = fromMs + this.uploadMs(bytes);
    this.busyUntil = Math.max(this.busyUntil, endMs);
    return endMs;
  }

  /** A started millisecond counts: an upload never ends before its last byte. */
  private uploadMs(bytes: number): number {
    return Math.ceil((1000 * bytes) / this.bytesPerSecond);
  }
}
