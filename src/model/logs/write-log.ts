import { type InstantMs, MINUTE_MS } from "../../base/instant.ts";
import type { LogKind } from "../plan.ts";
import type { ComponentRef, LogRow, Written } from "../records.ts";
import type { World } from "../world.ts";
import type { Upload, UploadChannel } from "./upload-channel.ts";

/** Where a writer's logs go, or what becomes of them when nothing says where (6.3). */
export type LogPlace =
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "lost" | "kept on the host"; readonly reason: string };

/** What a writer has written: who, where, how much and in which span of time (6.6). */
export interface WrittenLog {
  readonly kind: LogKind;
  /** Undefined: it belongs to no single pipeline, or there is only one. */
  readonly pipelineId: string | undefined;
  readonly writerId: string;
  readonly hostId: string;
  /** The component of the managed resource that the host is; undefined: it is the user's. */
  readonly resource: ComponentRef | undefined;
  /** Below the place's URI. */
  readonly path: string;
  readonly bytes: number;
  readonly writtenFromAtMs: InstantMs;
  readonly writtenToAtMs: InstantMs;
}

/** How a log gets to S3: when it is readable there, in how many PUT requests, and at whose initiative. */
export interface Publication {
  readonly upload: Upload;
  /** Of the host that may be lost meanwhile; absent: it is not uploaded. */
  readonly channel?: UploadChannel;
  readonly putRequests: number;
  readonly reason: string;
  /** What becomes of it where its upload is given up; absent: it is lost. */
  readonly otherwise?: "lost" | "kept on the host";
  /** What was in S3 before; absent: nothing. */
  readonly pushed?: PushedPart;
}

const NOTHING_PUSHED: PushedPart = { untilMs: 0, bytes: 0, putRequests: 0 };

/** Bytes that `workMs` of work write, rounded (6.6). */
export function logBytes(world: World, kind: LogKind, workMs: number): number {
  return Math.round((world.plan.logs.bytesPerMinute[kind] * workMs) / MINUTE_MS);
}

/** Records one log (6.6); `publish` is asked only when there is a place to publish it to. */
export function recordLog(world: World, place: LogPlace, log: WrittenLog, publish: () => Publication): void {
  if (place.kind !== "uri") {
    world.emit({ kind: "log", row: rowOf(log, place.kind, place.reason, 0), resource: log.resource });
    return;
  }
  const { upload, channel, putRequests, reason, otherwise, pushed = NOTHING_PUSHED } = publish();
  if (upload.isLost) {
    const why = "no try to upload it succeeded (6.6)";
    if (otherwise === "kept on the host")
      world.emit({ kind: "log", row: rowOf(log, otherwise, `${why}: it stays on disk`, 0) });
    else recordLostLog(world, place, log, pushed, why);
    return;
  }
  const { endMs: publishedAtMs } = upload;
  const isOpen = publishedAtMs > world.plan.horizonMs;
  const row = rowOf(log, isOpen ? "open" : "published", reason, putRequests);
  row.destination = joinUri(place.uri, log.path);
  if (!isOpen) {
    row.bytesPublished = log.bytes;
    row.publishedAtMs = publishedAtMs;
    row.delayMs = publishedAtMs - log.writtenToAtMs;
  }
  const tell = () => world.emit({ kind: "log", row, resource: log.resource });
  if (channel === undefined) tell();
  else {
    const lose = (why: string) => recordLostLog(world, place, log, pushed, why);
    channel.whenOver({ endMs: publishedAtMs, tell, lose });
  }
}

/** What of a log was in S3 when its host was lost. */
export interface PushedPart {
  /** Everything that was written before is there. */
  readonly untilMs: InstantMs;
  readonly bytes: number;
  readonly putRequests: number;
}

/** Records a log whose host is gone: what was pushed before is in S3, the rest is lost (6.5). */
export function recordLostLog(
  world: World,
  place: LogPlace,
  log: WrittenLog,
  pushed: PushedPart,
  reason: string,
): void {
  if (place.kind !== "uri" || pushed.bytes === 0) {
    const row = rowOf(log, "lost", place.kind === "uri" ? reason : place.reason, 0);
    world.emit({ kind: "log", row, resource: log.resource });
    return;
  }
  const row = rowOf(log, "lost", reason, pushed.putRequests);
  row.destination = joinUri(place.uri, log.path);
  row.bytesPublished = pushed.bytes;
  row.lostFromAtMs = pushed.untilMs;
  world.emit({ kind: "log", row, resource: log.resource });
}

/** Field by field: one is made for every attempt, and spreading costs ten times as much. */
function rowOf(log: WrittenLog, status: LogRow["status"], reason: string, putRequests: number): Written<LogRow> {
  const row: Written<LogRow> = {
    kind: log.kind,
    writerId: log.writerId,
    hostId: log.hostId,
    status,
    reason,
    bytes: log.bytes,
    bytesPublished: 0,
    putRequests,
    writtenFromAtMs: log.writtenFromAtMs,
    writtenToAtMs: log.writtenToAtMs,
  };
  if (log.pipelineId !== undefined) row.pipelineId = log.pipelineId;
  return row;
}

/** `s3://bucket/logs/` + `df-1/MyActivity` without a doubled slash. */
function joinUri(uri: string, path: string): string {
  const folder = uri.endsWith("/") ? uri.replace(/\/+$/, "") : uri;
  return `${folder}/${path}`;
}
