import { type InstantMs, MINUTE_MS } from "../../base/instant.ts";

/** Source: API ReportTaskProgress (4.4). */
const PROGRESS_INTERVAL_MS = MINUTE_MS;

/** How many an attempt has made when it ends: one at its assignment, then one every 60 s, none at the end itself (4.4). */
export function countReports(startedAtMs: InstantMs, endedAtMs: InstantMs): number {
  return Math.max(1, Math.ceil((endedAtMs - startedAtMs) / PROGRESS_INTERVAL_MS));
}

/** The last of those. */
export function lastReportBefore(startedAtMs: InstantMs, endedAtMs: InstantMs): InstantMs {
  return startedAtMs + (countReports(startedAtMs, endedAtMs) - 1) * PROGRESS_INTERVAL_MS;
}

/** The first report at or after an instant. */
export function nextReportFrom(startedAtMs: InstantMs, instantMs: InstantMs): InstantMs {
  return startedAtMs + Math.ceil((instantMs - startedAtMs) / PROGRESS_INTERVAL_MS) * PROGRESS_INTERVAL_MS;
}
