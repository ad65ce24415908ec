import type { LogKind } from "../../model/plan.ts";
import { DURATION } from "../units/duration.ts";
import { SIZE } from "../units/size.ts";
import { type HostRates, readHostRates } from "../values/host-rates.ts";
import { readPositive, readWhole } from "../values/read-quantity.ts";
import { isWord, readText } from "../values/read-scalar.ts";
import { child, type Value } from "../values/value.ts";

/** `logs`: how much is logged, and how it gets to S3. */
export interface LogsSettings {
  readonly bytesPerMinute: ReadonlyMap<LogKind, number>;
  readonly upload: HostRates;
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
    upload: readHostRates(child(value, "upload")),
    defaultUri: isWord(defaultUri, "none") ? null : readText(defaultUri),
    emrPushIntervalMs: readPositive(child(value, "emrPushInterval"), DURATION),
    runnerPushIntervalMs: readPositive(child(value, "runnerPushInterval"), DURATION),
    retentionMs: readWhole(child(value, "retention"), DURATION),
  };
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
