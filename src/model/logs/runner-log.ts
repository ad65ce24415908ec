import { formatInstantAsAws, type InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { TaskRunner } from "../runner/task-runner.ts";
import type { WorkHost } from "../runner/work-host.ts";
import type { World } from "../world.ts";
import type { UploadChannel } from "./upload-channel.ts";
import { type LogPlace, logBytes, recordLog } from "./write-log.ts";

/**
 * A Task Runner's own log: a file an hour, pushed every hour counted from the first poll, and what is active when the
 * runner terminates (6.1, 6.2). It grows while the runner works; an idle runner pushes nothing and costs no events.
 */
export class RunnerLog {
  private readonly world: World;
  private readonly runner: TaskRunner;
  private readonly pipelineId: string | undefined;
  private readonly host: WorkHost;
  private readonly channel: UploadChannel;
  private readonly place: LogPlace;
  private readonly isKept: boolean;
  private pushedBusyMs = 0;
  /** From when on the file that is not pushed yet is written. */
  private fileFromMs: InstantMs | undefined;
  private fileCount = 0;
  private isLost = false;
  private nextPush: EventHandle | undefined;

  constructor(options: {
    readonly world: World;
    readonly runner: TaskRunner;
    /** Undefined: of all pipelines. */
    readonly pipelineId: string | undefined;
    readonly host: WorkHost;
    readonly channel: UploadChannel;
    readonly place: LogPlace;
    /** What cannot be pushed stays on the host, which is the user's own; absent: it is lost with the host. */
    readonly isKept?: boolean;
  }) {
    this.world = options.world;
    this.runner = options.runner;
    this.pipelineId = options.pipelineId;
    this.host = options.host;
    this.channel = options.channel;
    this.place = options.place;
    this.isKept = options.isKept ?? false;
  }

  toString(): string {
    return `TaskRunner.log of ${this.host.id}`;
  }

  /** Work begins: there will be something to push at the next full hour. */
  workBegan(): void {
    const { firstPollAtMs, pollingSinceMs } = this.runner;
    if (firstPollAtMs === undefined || pollingSinceMs === undefined) return;
    // the first file begins with the first poll, a later one with its first byte
    this.fileFromMs ??= this.fileCount === 0 ? firstPollAtMs : this.world.now;
    if (this.nextPush !== undefined) return;
    const everyMs = this.world.plan.logs.runnerPushIntervalMs;
    const intervals = Math.floor((this.world.now - pollingSinceMs) / everyMs) + 1;
    this.nextPush = this.world.simulation.at(pollingSinceMs + intervals * everyMs, () => this.pushHour(), 0, this);
  }

  /** The runner died: nothing is pushed until it is started anew, or its host is terminated (4.4). */
  pause(): void {
    if (this.nextPush !== undefined) this.world.simulation.cancel(this.nextPush);
    this.nextPush = undefined;
  }

  /** The runner polls again: what the dead one left on the disk is pushed with its own. */
  resume(): void {
    if (this.runner.busyMs > this.pushedBusyMs) this.workBegan();
  }

  /** The runner died and nobody pushes what it left: it stays on the disk (6.2, 6.5). */
  abandon(): void {
    this.pause();
    const reason = "its Task Runner died before it was pushed: it stays on disk (6.2)";
    if (this.runner.busyMs > this.pushedBusyMs) this.writeFile({ reason, place: { kind: "kept on the host", reason } });
  }

  /** Its host is gone, and with it what was not pushed (6.5). */
  lose(): void {
    this.pause();
    const reason = "its host was lost before it was pushed (6.5)";
    if (this.runner.busyMs > this.pushedBusyMs) this.writeFile({ reason, place: { kind: "lost", reason } });
    this.isLost = true;
  }

  /** The runner terminates: what is active goes up, also when it is empty, so that every runner leaves a log (6.1). */
  terminate(): void {
    this.pause();
    if (this.isLost) return;
    const isNew = this.runner.busyMs > this.pushedBusyMs || this.fileCount === 0;
    if (this.runner.firstPollAtMs !== undefined && isNew)
      this.writeFile({ reason: "pushed when its host is terminated (6.1)" });
  }

  /** The simulation stops here: what is not pushed yet is recorded as open. */
  tell(): void {
    const isNew = this.runner.busyMs > this.pushedBusyMs;
    const reason = "not pushed yet when the simulation ended";
    if (isNew) this.writeFile({ reason, publishedAtMs: Number.POSITIVE_INFINITY });
  }

  private pushHour(): void {
    this.nextPush = undefined;
    // what ended exactly with the last hour has been pushed with it
    if (this.runner.busyMs > this.pushedBusyMs) this.writeFile({ reason: "pushed every hour (6.2)" });
    if (this.runner.isWorking) this.workBegan();
  }

  private writeFile(file: {
    readonly reason: string;
    readonly publishedAtMs?: InstantMs;
    readonly place?: LogPlace;
  }): void {
    const { reason, publishedAtMs, place = this.place } = file;
    const { runner, world, pipelineId } = this;
    const { id: hostId, component: resource } = this.host;
    const bytes = logBytes(world, "taskRunner", runner.busyMs) - logBytes(world, "taskRunner", this.pushedBusyMs);
    const writtenFromAtMs = this.fileFromMs ?? runner.firstPollAtMs ?? world.now;
    const writtenToAtMs = Math.max(writtenFromAtMs, runner.workedUntilMs);
    this.pushedBusyMs = runner.busyMs;
    this.fileFromMs = undefined;
    this.fileCount += 1;
    const folder = pipelineId === undefined ? hostId : `${pipelineId}/${hostId}`;
    const path = `${folder}/TaskRunner.log.${formatInstantAsAws(writtenFromAtMs)}`;
    const writerId = `TaskRunner@${hostId}`;
    const times = { writtenFromAtMs, writtenToAtMs };
    const log = { kind: "taskRunner", pipelineId, writerId, hostId, resource, path, bytes, ...times } as const;
    recordLog(world, place, log, () => ({
      ...(publishedAtMs === undefined
        ? { upload: this.channel.send(bytes), channel: this.channel }
        : { upload: { endMs: publishedAtMs } }),
      otherwise: this.isKept ? "kept on the host" : "lost",
      putRequests: publishedAtMs === undefined ? 1 : 0,
      reason,
    }));
  }
}
