import type { LogKind } from "../../model/plan.ts";
import { DURATION } from "../units/duration.ts";
import { SIZE } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { readPositive, readWhole } from "../values/read-quantity.ts";
import { isWord, readText } from "../values/read-scalar.ts";
import { child, children, type Value } from "../values/value.ts";

/** `logs`: how much is logged, and how it gets to S3. */
export interface LogsSettings {
  readonly bytesPerMinute: ReadonlyMap<LogKind, number>;
  /** Bytes a second by instance type, or of hosts of the user's own; `*` for all that are not named. */
  readonly upload: ReadonlyMap<string, number>;
  /** Null: nowhere; undefined: not given. */
  readonly defaultUri: string | null | undefined;
  readonly emrPushIntervalMs: number | undefined;
  readonly runnerPushIntervalMs: number | undefined;
  readonly retentionMs: number | undefined;
}

/** Every kind of log. */
export const LOG_KINDS: readonly LogKind[] = ["taskRunner", "attempt", "step", "node"];

/** Reads `logs`. */
export function readLogs(value: Value | undefined): LogsSettings {
  const defaultUri = child(value, "defaultUri");
  return {
    bytesPerMinute: readBytesPerMinute(child(value, "perMinuteOfWork")),
    upload: readUpload(child(value, "upload")),
    defaultUri: isWord(defaultUri, "none") ? null : readText(defaultUri),
    emrPushIntervalMs: readPositive(child(value, "emrPushInterval"), DURATION),
    runnerPushIntervalMs: readPositive(child(value, "runnerPushInterval"), DURATION),
    retentionMs: readWhole(child(value, "retention"), DURATION),
  };
}

/** Hosts of the user's own, among the keys of `upload`. */
export const USER_MANAGED = "userManaged";

/** A rate alone is every host's. */
function readUpload(value: Value | undefined): ReadonlyMap<string, number> {
  const upload = new Map<string, number>();
  const entries = value?.node.kind === "map" ? children(value) : value === undefined ? [] : [{ ...value, key: "*" }];
  for (const entry of entries) {
    const bytesPerSecond = readPositive(entry, TRANSFER_RATE);
    if (bytesPerSecond !== undefined) upload.set(entry.key, bytesPerSecond);
  }
  return upload;
}

/** A size alone is the Task Runner's log. */
function readBytesPerMinute(value: Value | undefined): ReadonlyMap<LogKind, number> {
  const bytes = new Map<LogKind, number>();
  for (const kind of LOG_KINDS) {
    const given = value?.node.kind === "map" ? child(value, kind) : kind === "taskRunner" ? value : undefined;
    const size = readWhole(given, SIZE);
    if (size !== undefined) bytes.set(kind, size);
  }
  return bytes;
}
