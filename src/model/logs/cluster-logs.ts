import type { InstantMs } from "../../base/instant.ts";
import type { ComponentRef } from "../records.ts";
import type { World } from "../world.ts";
import type { Upload, UploadChannel } from "./upload-channel.ts";
import { type LogPlace, logBytes, type PushedPart, recordLog, recordLostLog, type WrittenLog } from "./write-log.ts";

/** The cluster whose logs they are. */
interface ClusterHost {
  /** The resource instance's. */
  readonly id: string;
  readonly component: ComponentRef;
  /** Undefined: there is one pipeline. */
  readonly pipelineId: string | undefined;
}

interface FinishedLog {
  readonly log: WrittenLog;
  readonly channel: UploadChannel;
  /** Its last piece could not be pushed then, and the last time later; absent: it has not been tried. */
  readonly failedFromMs?: InstantMs;
  readonly failedUntilMs?: InstantMs;
}

interface ArchivedLog extends FinishedLog {
  readonly upload: Upload;
  readonly pushedAtMs: InstantMs;
  /** Before its last piece. */
  readonly pushed: PushedPart;
}

/**
 * A cluster's node and step logs: EMR archives what is there every 5 minutes from the moment that the cluster runs, and
 * the rest at termination (6.4). When a log's last piece goes up is arithmetic: no event is spent on a push.
 */
export class ClusterLogs {
  private readonly world: World;
  private readonly host: ClusterHost;
  private readonly place: LogPlace;
  private readonly runningSinceMs: InstantMs;
  /** Finished, their last piece not yet pushed when last looked at. */
  private waiting: FinishedLog[] = [];

  constructor(world: World, host: ClusterHost, place: LogPlace, runningSinceMs: InstantMs) {
    this.world = world;
    this.host = host;
    this.place = place;
    this.runningSinceMs = runningSinceMs;
  }

  /** A step or a node has written the last of its log. */
  finished(kind: "step" | "node", writerId: string, writtenFromAtMs: InstantMs, channel: UploadChannel): void {
    const writtenToAtMs = this.world.now;
    const bytes = logBytes(this.world, kind, writtenToAtMs - writtenFromAtMs);
    const { pipelineId, id: hostId, component: resource } = this.host;
    const folder = pipelineId === undefined ? hostId : `${pipelineId}/${hostId}`;
    const path = `${folder}/${kind}/${writerId}`;
    const log = { kind, pipelineId, writerId, hostId, resource, path, bytes, writtenFromAtMs, writtenToAtMs };
    this.publishPushed();
    this.waiting.push({ log, channel });
  }

  /** The cluster terminates: whatever was not pushed yet goes up now. */
  terminate(): void {
    this.publishPushed();
    for (const waiting of this.waiting) {
      const { log, channel } = waiting;
      const pushed = this.pushedOf(waiting);
      recordLog(this.world, this.place, log, () => ({
        upload: channel.send(log.bytes - pushed.bytes),
        channel,
        putRequests: this.pushesIn(log.writtenFromAtMs, this.world.now) + 1,
        reason: "its last piece went up when the cluster was terminated (6.4)",
        pushed,
      }));
    }
    this.waiting = [];
  }

  /** A host is gone: what it had not pushed yet is lost (6.5). */
  lose(channel: UploadChannel, reason: string): void {
    this.publishPushed();
    const lost = this.waiting.filter((waiting) => waiting.channel === channel);
    this.waiting = this.waiting.filter((waiting) => waiting.channel !== channel);
    for (const waiting of lost) recordLostLog(this.world, this.place, waiting.log, this.pushedOf(waiting), reason);
  }

  /** The simulation stops here: what the cluster would have pushed later is open. */
  tell(): void {
    this.publishPushed();
    for (const { log } of this.waiting) {
      recordLog(this.world, this.place, log, () => ({
        upload: { endMs: Number.POSITIVE_INFINITY },
        putRequests: this.pushesIn(log.writtenFromAtMs, this.world.now),
        reason: "not archived yet when the simulation ended",
      }));
    }
    this.waiting = [];
  }

  private publishPushed(): void {
    const [first] = this.waiting;
    // logs wait in the order of their ends, so that what was pushed stands in front
    if (first === undefined || this.isStillWaiting(first)) return;
    const waitingFrom = this.waiting.findIndex((waiting) => this.isStillWaiting(waiting));
    const pushed = this.waiting.splice(0, waitingFrom < 0 ? this.waiting.length : waitingFrom);
    for (const waiting of pushed) this.publish(waiting);
  }

  /** What cannot be pushed goes with the next push that can. */
  private publish(waiting: FinishedLog): void {
    const { log, channel } = waiting;
    let { failedFromMs } = waiting;
    let pushedAtMs = this.pushOf(waiting);
    for (; pushedAtMs <= this.world.now; pushedAtMs += this.everyMs) {
      const piece = log.bytes - this.bytesPushedBy(log, (failedFromMs ?? pushedAtMs) - this.everyMs);
      const upload = this.place.kind === "uri" ? channel.sendFrom(pushedAtMs, piece) : { endMs: pushedAtMs };
      if (!upload.isLost) {
        this.record({
          log,
          channel,
          upload,
          pushedAtMs,
          pushed: this.partUntil(log, (failedFromMs ?? pushedAtMs) - this.everyMs),
        });
        return;
      }
      failedFromMs ??= pushedAtMs;
    }
    const failed = { ...waiting, failedFromMs: failedFromMs ?? pushedAtMs, failedUntilMs: pushedAtMs - this.everyMs };
    const behind = this.waiting.findIndex((other) => this.pushOf(other) > pushedAtMs);
    this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, failed);
  }

  private record({ log, channel, upload, pushedAtMs, pushed }: ArchivedLog): void {
    recordLog(this.world, this.place, log, () => ({
      upload,
      channel,
      pushed,
      putRequests: this.pushesIn(log.writtenFromAtMs, pushedAtMs),
      reason: "archived every 5 minutes while the cluster runs (6.4)",
    }));
  }

  private isStillWaiting(waiting: FinishedLog): boolean {
    return this.pushOf(waiting) > this.world.now;
  }

  /** The push that takes the last piece, if it succeeds. */
  private pushOf({ log, failedUntilMs }: FinishedLog): InstantMs {
    return failedUntilMs === undefined ? this.nextPushFrom(log.writtenToAtMs) : failedUntilMs + this.everyMs;
  }

  /** What of a log is in S3 before the rest of it goes up. */
  private pushedOf({ log, failedFromMs }: FinishedLog): PushedPart {
    const untilMs = failedFromMs === undefined ? this.lastPushBefore(this.world.now) : failedFromMs - this.everyMs;
    return this.partUntil(log, untilMs);
  }

  private partUntil(log: WrittenLog, untilMs: InstantMs): PushedPart {
    const putRequests = Math.max(0, this.pushesIn(log.writtenFromAtMs, untilMs));
    return { untilMs, bytes: this.bytesPushedBy(log, untilMs), putRequests };
  }

  private get everyMs(): number {
    return this.world.plan.logs.emrPushIntervalMs;
  }

  /** The first push at or after `instantMs`. */
  private nextPushFrom(instantMs: InstantMs): InstantMs {
    const intervals = Math.max(1, Math.ceil((instantMs - this.runningSinceMs) / this.everyMs));
    return this.runningSinceMs + intervals * this.everyMs;
  }

  private lastPushBefore(instantMs: InstantMs): InstantMs {
    return this.nextPushFrom(instantMs) - this.everyMs;
  }

  /** Pushes that found something of a log written from `fromMs`, up to and with the one at `toMs`. */
  private pushesIn(fromMs: InstantMs, toMs: InstantMs): number {
    return (
      Math.floor((toMs - this.runningSinceMs) / this.everyMs) -
      Math.floor((fromMs - this.runningSinceMs) / this.everyMs)
    );
  }

  private bytesPushedBy(log: WrittenLog, pushMs: InstantMs): number {
    if (pushMs <= log.writtenFromAtMs) return 0;
    const share = (pushMs - log.writtenFromAtMs) / Math.max(1, log.writtenToAtMs - log.writtenFromAtMs);
    return Math.round(log.bytes * Math.min(1, share));
  }
}
