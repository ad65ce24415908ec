import type { InstantMs } from "../../base/instant.ts";
import type { SpotPricePlan } from "../../model/spot-plan.ts";
import type { PriceRecord } from "../price-history/price-record.ts";
import { readPriceHistory } from "../price-history/read-price-history.ts";
import type { PriceTraceSettings } from "../sections/spot.ts";
import { didYouMean } from "../source/nearest-names.ts";
import { formatUtc } from "../units/instant.ts";
import type { Placed } from "../values/value.ts";
import type { CompileContext } from "./compile-context.ts";

type TracePlan = Extract<SpotPricePlan, { readonly kind: "trace" }>;

const READABLE =
  "it has to be a text in UTF-8 in the scenario's folder, or below it; --allow-outside lets others be read";

/** In the order in which they are looked for, where the scenario names none: what EMR's instances run. */
const PRODUCTS: readonly string[] = ["Linux/UNIX", "Linux/UNIX (Amazon VPC)"];

/** Takes the place of a price that cannot be read; the plan is refused. */
const NOTHING: TracePlan = {
  kind: "trace",
  timesMs: [],
  pricesNanoUsd: [],
  endMs: 0,
  start: "aligned",
  afterwards: "hold",
};

/** The prices of one type that a file holds: of one zone and one product, by time, each once (5.3). */
export function compileTrace(
  context: CompileContext,
  instanceType: string,
  zone: string | undefined,
  trace: Placed<PriceTraceSettings>,
  activationMs: InstantMs,
): SpotPricePlan {
  const { problems, readFile } = context;
  const { value: settings, place, path } = trace;
  const text = readFile(settings.file);
  if (text === undefined) {
    problems.error("SCENARIO_FILE", place, `the file \`${settings.file}\` cannot be read`, { path, hint: READABLE });
    return NOTHING;
  }
  const all = readPriceHistory(text, settings, problems);
  if (all.length === 0) return NOTHING;
  const records = select(context, instanceType, zone, trace, all);
  if (records.length === 0) return NOTHING;
  const times = inOrder(records);
  return { ...times, kind: "trace", ...placeInTime(context, instanceType, trace, times, activationMs) };
}

/** Those of the type, then of one zone and of one product. */
function select(
  context: CompileContext,
  instanceType: string,
  zone: string | undefined,
  { value: settings, place, path }: Placed<PriceTraceSettings>,
  all: readonly PriceRecord[],
): readonly PriceRecord[] {
  const refuse = (key: string, wanted: string, names: readonly string[]): readonly PriceRecord[] => {
    const shown = names.slice(0, 8).map((name) => `\`${name}\``);
    const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
    const message = `\`${settings.file}\` holds no prices of the ${key} \`${wanted}\`, but of ${shown.join(", ")}${more}`;
    const hint = didYouMean(wanted, names);
    context.problems.error("SCENARIO_FILE", place, message, { path, ...(hint === undefined ? {} : { hint }) });
    return [];
  };
  const ofType = all.filter((record) => (record.instanceType ?? instanceType) === instanceType);
  if (ofType.length === 0) return refuse("type", instanceType, namesOf(all, "instanceType"));
  const products = namesOf(ofType, "product");
  const product = settings.product ?? PRODUCTS.find((name) => products.includes(name)) ?? products[0];
  const ofProduct = ofType.filter((record) => (record.product ?? product) === product);
  if (ofProduct.length === 0) return refuse("product", product ?? "", products);
  const zones = namesOf(ofProduct, "zone");
  const wanted = settings.zone ?? (zone !== undefined && zones.includes(zone) ? zone : zones[0]);
  const ofZone = ofProduct.filter((record) => (record.zone ?? wanted) === wanted);
  if (ofZone.length === 0) return refuse("zone", wanted ?? "", zones);
  if (settings.product === undefined) assumeOneOf(context, instanceType, "product", product, products);
  if (settings.zone === undefined && wanted !== zone) assumeOneOf(context, instanceType, "zone", wanted, zones);
  return ofZone;
}

function namesOf(records: readonly PriceRecord[], key: "instanceType" | "product" | "zone"): string[] {
  return [...new Set(records.flatMap((record) => record[key] ?? []))].sort();
}

function assumeOneOf(
  context: CompileContext,
  instanceType: string,
  key: "product" | "zone",
  value: string | undefined,
  names: readonly string[],
): void {
  if (value === undefined || names.length < 2) return;
  context.assumptions.add({
    id: `spot.${instanceType}.${key}`,
    rule: "5.3",
    what: `The ${key} whose prices of ${instanceType} are taken, of the ${names.length} in the file`,
    value,
    source: key === "zone" ? "the first one in alphabetical order" : "what EMR's instances run",
    override: `\`spot: { ${instanceType}: { trace: { ${key}: ... } } }\``,
  });
}

/** By time, whatever the order of the file; of several prices at one time the last one, counted in the order of time. */
function inOrder(records: readonly PriceRecord[]): Pick<TracePlan, "timesMs" | "pricesNanoUsd" | "endMs"> {
  const isNewestFirst = (records[0]?.timeMs ?? 0) > (records.at(-1)?.timeMs ?? 0);
  const byTime = new Map((isNewestFirst ? records.toReversed() : records).map((one) => [one.timeMs, one.priceNanoUsd]));
  const sorted = [...byTime].sort(([a], [b]) => a - b);
  const timesMs = sorted.map(([timeMs]) => timeMs);
  const firstMs = timesMs[0] ?? 0;
  const lastMs = timesMs.at(-1) ?? firstMs;
  // the last price holds as long as one does on average
  const meanMs = timesMs.length > 1 ? Math.round((lastMs - firstMs) / (timesMs.length - 1)) : 1;
  const changes = sorted.filter(([, price], index) => index === 0 || price !== sorted[index - 1]?.[1]);
  return {
    timesMs: changes.map(([timeMs]) => timeMs),
    pricesNanoUsd: changes.map(([, price]) => price),
    endMs: lastMs + Math.max(1, meanMs),
  };
}

/** Where in the trace the run begins, and what comes after its end. */
function placeInTime(
  context: CompileContext,
  instanceType: string,
  { value: settings, place, path }: Placed<PriceTraceSettings>,
  { timesMs, endMs }: Pick<TracePlan, "timesMs" | "endMs">,
  activationMs: InstantMs,
): Pick<TracePlan, "start" | "afterwards"> {
  const firstMs = timesMs[0] ?? 0;
  const isWithin = firstMs <= activationMs && activationMs < endMs;
  if (settings.start === "aligned" && !isWithin) {
    const span = `${formatUtc(firstMs)} to ${formatUtc(endMs)}`;
    const message = `\`${settings.file}\` has the prices of ${instanceType} from ${span}, and the activation is at ${formatUtc(activationMs)}`;
    const hint = "`start: random` begins anywhere in the trace; or move `activation.at` into it";
    context.problems.error("SCENARIO_FILE", place, message, { path, hint });
  }
  const start = settings.start ?? (isWithin ? "aligned" : "random");
  if (settings.start === undefined && timesMs.length > 1) {
    const source = isWithin ? "the activation lies in the trace's span" : "the activation does not lie in its span";
    assume(context, instanceType, "start", `Where in the trace of ${instanceType} the run begins`, start, source);
  }
  if (settings.afterwards === undefined && timesMs.length > 1) {
    const what = `What the Spot price of ${instanceType} does after the end of its trace`;
    assume(context, instanceType, "afterwards", what, "repeat", "a choice of this model");
  }
  return { start, afterwards: settings.afterwards ?? "repeat" };
}

function assume(
  context: CompileContext,
  instanceType: string,
  key: "start" | "afterwards",
  what: string,
  value: string,
  source: string,
): void {
  const override = `\`spot: { ${instanceType}: { trace: { ${key}: ... } } }\``;
  context.assumptions.add({ id: `spot.${instanceType}.${key}`, rule: "5.3", what, value, source, override });
}
