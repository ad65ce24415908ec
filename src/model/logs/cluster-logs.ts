import type { InstantMs } from "../../base/instant.ts";
import type { ComponentRef } from "../records.ts";
import type { World } from "../world.ts";
import type { UploadChannel } from "./upload-channel.ts";
import { type LogPlace, logBytes, recordLog, recordLostLog, type WrittenLog } from "./write-log.ts";

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
    for (const { log, channel } of this.waiting) {
      const rest = log.bytes - this.bytesPushedBy(log, this.lastPushBefore(this.world.now));
      recordLog(this.world, this.place, log, () => ({
        publishedAtMs: channel.send(rest),
        putRequests: this.pushesIn(log.writtenFromAtMs, this.world.now) + 1,
        reason: "its last piece went up when the cluster was terminated (6.4)",
      }));
    }
    this.waiting = [];
  }

  /** A host is gone: what it had not pushed yet is lost (6.5). */
  lose(channel: UploadChannel, reason: string): void {
    this.publishPushed();
    const lost = this.waiting.filter((waiting) => waiting.channel === channel);
    this.waiting = this.waiting.filter((waiting) => waiting.channel !== channel);
    for (const { log } of lost) {
      const untilMs = this.lastPushBefore(this.world.now);
      const bytes = this.bytesPushedBy(log, untilMs);
      const pushed = { untilMs, bytes, putRequests: this.pushesIn(log.writtenFromAtMs, untilMs) };
      recordLostLog(this.world, this.place, log, pushed, reason);
    }
  }

  /** The simulation stops here: what the cluster would have pushed later is open. */
  tell(): void {
    this.publishPushed();
    for (const { log } of this.waiting) {
      recordLog(this.world, this.place, log, () => ({
        publishedAtMs: Number.POSITIVE_INFINITY,
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
    for (const { log, channel } of pushed) {
      const pushedAtMs = this.nextPushFrom(log.writtenToAtMs);
      const piece = log.bytes - this.bytesPushedBy(log, pushedAtMs - this.everyMs);
      recordLog(this.world, this.place, log, () => ({
        publishedAtMs: channel.sendFrom(pushedAtMs, piece),
        putRequests: this.pushesIn(log.writtenFromAtMs, pushedAtMs),
        reason: "archived every 5 minutes while the cluster runs (6.4)",
      }));
    }
  }

  private isStillWaiting({ log }: FinishedLog): boolean {
    return this.nextPushFrom(log.writtenToAtMs) > this.world.now;
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
