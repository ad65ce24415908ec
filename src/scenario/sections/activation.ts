import type { InstantMs } from "../../base/instant.ts";
import { DURATION } from "../units/duration.ts";
import { INSTANT } from "../units/instant.ts";
import { RATE } from "../units/rate.ts";
import { readPositive, readQuantity, readWhole } from "../values/read-quantity.ts";
import { readCount, readText } from "../values/read-scalar.ts";
import {
  child,
  children,
  items,
  type Placed,
  placed,
  reportExclusive,
  reportExpected,
  type Value,
} from "../values/value.ts";

/** An instant, or a length of time after the activation. */
export type Moment =
  | { readonly kind: "instant"; readonly instantMs: InstantMs }
  | { readonly kind: "after"; readonly afterMs: number };

/** When an on-demand pipeline is activated. */
export type Arrivals =
  | { readonly kind: "times"; readonly times: readonly Placed<Moment>[] }
  | { readonly kind: "every"; readonly everyMs: number; readonly count: number | undefined }
  | { readonly kind: "poisson"; readonly meanInterarrivalMs: number; readonly count: number | undefined }
  | { readonly kind: "trace"; readonly trace: Placed<ArrivalTrace> };

/** Arrivals that were seen, in a CSV file. */
export interface ArrivalTrace {
  /** Relative to the scenario. */
  readonly file: string;
  /** The header of the column; undefined: the first one with a name for times, else the first. */
  readonly column: string | undefined;
  /** The unit of offsets that are bare numbers. */
  readonly unit: string | undefined;
}

/** `activation`: when the pipeline is activated and when the forecast ends. */
export interface ActivationSettings {
  readonly atMs: InstantMs | undefined;
  readonly until: Placed<Moment> | undefined;
  readonly arrivals: Arrivals | undefined;
}

/** Keys of `arrivals` that say when they come: one of them. */
const ARRIVALS: readonly string[] = ["poisson", "times", "every", "trace"];

/** Reads `activation`. */
export function readActivation(value: Value | undefined): ActivationSettings {
  return {
    atMs: readQuantity(child(value, "at"), INSTANT),
    until: readMoment(child(value, "until")),
    arrivals: readArrivals(child(value, "arrivals")),
  };
}

function readArrivals(value: Value | undefined): Arrivals | undefined {
  if (value === undefined) return undefined;
  if (reportExclusive(value, ARRIVALS)) return undefined;
  const only = children(value).find(({ key }) => key !== "count");
  if (only === undefined) {
    reportExpected(value, "SCENARIO_VALUE", "one of `poisson`, `times`, `every` or `trace`");
    return undefined;
  }
  refuseMisplacedCount(value, only.key);
  if (only.key === "poisson") return readPoisson(only);
  if (only.key === "times") return readTimes(only);
  if (only.key === "trace") return readTrace(only);
  const everyMs = readPositive(only, DURATION);
  return everyMs === undefined ? undefined : { kind: "every", everyMs, count: readCount(child(value, "count"), 1) };
}

/** `every` has its count beside it, `poisson` within, and `times` are as many as they are. */
function refuseMisplacedCount(value: Value, kind: string): void {
  const count = child(value, "count");
  if (count === undefined || kind === "every") return;
  reportExpected(
    count,
    "SCENARIO_VALUE",
    kind === "poisson" ? "`count` within `poisson`" : "no `count` beside `times`",
  );
}

function readPoisson(value: Value): Arrivals | undefined {
  const meanInterarrivalMs = readQuantity(child(value, "rate"), RATE);
  if (meanInterarrivalMs === undefined) return undefined;
  return { kind: "poisson", meanInterarrivalMs, count: readCount(child(value, "count"), 1) };
}

function readTimes(value: Value): Arrivals | undefined {
  const times = items(value).map(readMoment);
  return { kind: "times", times: times.filter((time) => time !== undefined) };
}

/** The name of a CSV file, or a map with its `file`, `column` and `unit`. */
function readTrace(value: Value): Arrivals | undefined {
  const file = readText(value.node.kind === "map" ? child(value, "file") : value);
  if (file === undefined) return undefined;
  const trace = { file, column: readText(child(value, "column")), unit: readText(child(value, "unit")) };
  return { kind: "trace", trace: placed(value, trace) };
}

function readMoment(value: Value | undefined): Placed<Moment> | undefined {
  if (value === undefined) return undefined;
  const text = value.node.kind === "scalar" ? value.node.text : "";
  const instantMs = INSTANT.parse(text);
  if (instantMs !== undefined) return placed(value, { kind: "instant", instantMs });
  if (DURATION.parse(text) === undefined) {
    reportExpected(
      value,
      "SCENARIO_UNIT",
      `${INSTANT.name} (${INSTANT.forms}) or ${DURATION.name} (${DURATION.forms})`,
    );
    return undefined;
  }
  const afterMs = readWhole(value, DURATION);
  return afterMs === undefined ? undefined : placed(value, { kind: "after", afterMs });
}
