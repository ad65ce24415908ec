import { formatInstant, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";
import type { DistributionFit } from "./distribution-fit.ts";
import type { FailureRateFit } from "./fit-failure-rate.ts";
import { median } from "./measure.ts";
import type { CountRange, Evidence, MeasuredFit } from "./profile.ts";

/** Files that are named where there are more of them. */
const FILES_MAX = 3;

/** `14 runs, 2014-01-01 to 2014-01-31, in steps.json and 2 more files`. */
export function describeEvidence({ runs, files, fromMs, toMs }: Evidence, what = "runs"): string {
  const count = `${runs} ${runs === 1 ? what.replace(/(?<=ch)es$|s$/, "") : what}`;
  const dates = fromMs === undefined || toMs === undefined ? "no dates" : describeDates(fromMs, toMs);
  return `${count}, ${dates}, in ${describeFiles(files)}`;
}

function describeDates(fromMs: number, toMs: number): string {
  const [from, to] = [fromMs, toMs].map((ms) => formatInstant(ms).slice(0, 10));
  return from === to ? `on ${from}` : `${from} to ${to}`;
}

function describeFiles(files: readonly string[]): string {
  const shown = files.slice(0, FILES_MAX).map(plainText).join(", ");
  const more = files.length - FILES_MAX;
  return more > 0 ? `${shown} and ${more} more file${more === 1 ? "" : "s"}` : shown;
}

/** What was fitted and how well, what else would do, and what a reader must know: one line each. */
export function describeFit({ values, fits }: MeasuredFit): string[] {
  const { ranked, chosen, reason, notes, count } = fits;
  const taken = ranked.find(({ distribution }) => distribution === chosen);
  const next = ranked.find((fit) => fit !== (taken ?? ranked[0]));
  const quality = taken === undefined ? "" : `; ${describeQuality(taken)}`;
  const range = count === 0 ? "" : `${describeSpread(values)}; `;
  const runnerUp =
    next === undefined || taken === undefined ? [] : [`next best: ${next.distribution.kind}, ${describeQuality(next)}`];
  return [`n = ${values.length}; ${range}${reason}${quality}`, ...runnerUp, ...notes];
}

/** `median 23.4 s, 22.1 s to 46.1 s`. */
export function describeSpread(values: readonly number[]): string {
  return `median ${duration(median(values))}, ${duration(least(values))} to ${duration(most(values))}`;
}

/** `AICc 301.2, D = 0.112 (p 0.64)`. */
function describeQuality({ aicc, goodness: { ks, pValue } }: DistributionFit): string {
  const criterion = Number.isFinite(aicc) ? `AICc ${aicc.toFixed(1)}, ` : "";
  return `${criterion}D = ${ks.toFixed(3)}${pValue === null ? "" : ` (p ${pValue.toFixed(2)})`}`;
}

/** `1 of 14 failed: 7.1 % (95 % interval 1.3 % to 31.5 %)`; of none the bound that is left. */
export function describeFailure({ value, low, high, failures, exposure }: FailureRateFit, what: string): string {
  const trials = exposure.kind === "trials" ? exposure.trials : 0;
  if (trials === 0) return `no ${what} have come to an end: nothing is known of failures`;
  const interval = `95 % interval ${percent(low)} to ${percent(high)}`;
  if (failures === 0) return `none of ${trials} ${what} failed: at most ${percent(high)} do (95 % confidence)`;
  return `${failures} of ${trials} ${what} failed: ${percent(value)} (${interval})`;
}

/** A share as a person reads it. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** `100`, or `100 (30 to 120)` where it differs. */
export function describeRange({ median, min, max }: CountRange): string {
  return min === max ? String(median) : `${median} (${min} to ${max})`;
}

/** `312 ms`, `23.38 s`, `12.5 min`, `3.2 h`: of four digits. */
export function duration(ms: number): string {
  const [scale, unit] = ms < SECOND_MS ? [1, "ms"] : ms < 10 * MINUTE_MS ? [SECOND_MS, "s"] : LONG;
  return `${Number((ms / scale).toPrecision(4))} ${unit}`;
}

const LONG = [MINUTE_MS, "min"] as const;

/** Names come from outside: no line breaks, no control characters. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, " ").slice(0, 200);
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), 0);
}
