import type { NanoUsd } from "../../base/money.ts";
import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { PriceField } from "../price-history/price-record.ts";
import { DURATION } from "../units/duration.ts";
import { MONEY } from "../units/money.ts";
import { RATE } from "../units/rate.ts";
import { readPositive, readQuantity, readWhole } from "../values/read-quantity.ts";
import { isWord, readRatio, readText, readWord } from "../values/read-scalar.ts";
import { child, children, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** `spot`: the markets of Spot instances, by instance type. */
export interface SpotSettings {
  /** By type or pattern; `default` is the pattern `*`. */
  readonly markets: readonly (Placed<SpotMarketSettings> & { readonly pattern: string })[];
  readonly noticeMs: number | undefined;
  readonly interruptedHour: "free" | "charged" | undefined;
}

/** What a scenario says of a market. */
export interface SpotMarketSettings {
  readonly price: SpotPriceSettings | undefined;
  /** Mean time until EC2 takes an instance back; null: never. */
  readonly reclaimMs: number | null | undefined;
}

/** Where the price of a market comes from. */
export type SpotPriceSettings =
  | { readonly kind: "trace"; readonly trace: Placed<PriceTraceSettings> }
  | { readonly kind: "market"; readonly market: Placed<MarketSettings> }
  | { readonly kind: "price"; readonly nanoUsd: NanoUsd };

/** A file of prices, and what of it counts. */
export interface PriceTraceSettings {
  /** Relative to the scenario. */
  readonly file: string;
  readonly columns: ReadonlyMap<PriceField, string>;
  readonly zone: string | undefined;
  readonly product: string | undefined;
  readonly start: "aligned" | "random" | undefined;
  readonly afterwards: "repeat" | "hold" | undefined;
}

/** A price that is drawn. */
export interface MarketSettings {
  readonly meanNanoUsd: NanoUsd | undefined;
  readonly volatility: number | undefined;
  readonly reversionMs: number | undefined;
  readonly intervalMs: number | undefined;
  readonly floorNanoUsd: NanoUsd | undefined;
  readonly capNanoUsd: NanoUsd | undefined;
  /** Null: none. */
  readonly spikes: SpikeSettings | null | undefined;
}

/** Times at which a price stands far above its mean. */
export interface SpikeSettings {
  readonly meanTimeBetweenMs: number | undefined;
  readonly height: ScenarioDistribution | undefined;
  readonly duration: ScenarioDistribution | undefined;
}

/** Keys of `spot` that are no types. */
const SPOT_KEYS: readonly string[] = ["notice", "interruptedHour"];

const FIELDS: readonly PriceField[] = ["time", "price", "type", "zone", "product"];

/** Reads `spot`: its named keys, and all others as types or patterns of types. */
export function readSpot(value: Value | undefined): SpotSettings {
  return {
    markets: children(value)
      .filter(({ key }) => !SPOT_KEYS.includes(key))
      .map((entry) => ({
        ...placed(entry, readMarketEntry(entry)),
        pattern: entry.key === "default" ? "*" : entry.key,
      })),
    noticeMs: readWhole(child(value, "notice"), DURATION),
    interruptedHour: readWord(child(value, "interruptedHour"), ["free", "charged"]),
  };
}

function readMarketEntry(entry: Value): SpotMarketSettings {
  const prices = (["trace", "market", "price"] as const).flatMap((key) => child(entry, key) ?? []);
  if (entry.node.kind === "map" && prices.length > 1) {
    reportExpected(entry, "SCENARIO_VALUE", "one of `trace`, `market` and `price`");
  }
  const reclaim = child(entry, "reclaim");
  return {
    price: readPriceOf(entry),
    reclaimMs: isWord(reclaim, "none") ? null : readQuantity(reclaim, RATE),
  };
}

function readPriceOf(entry: Value): SpotPriceSettings | undefined {
  const trace = child(entry, "trace");
  const market = child(entry, "market");
  const nanoUsd = readPositive(child(entry, "price"), MONEY);
  if (trace !== undefined) {
    const settings = readTrace(trace);
    return settings === undefined ? undefined : { kind: "trace", trace: placed(trace, settings) };
  }
  if (market !== undefined) return { kind: "market", market: placed(market, readMarket(market)) };
  return nanoUsd === undefined ? undefined : { kind: "price", nanoUsd };
}

/** The name of a file, or a map with its `file` and what of it counts. */
function readTrace(value: Value): PriceTraceSettings | undefined {
  const file = readText(value.node.kind === "map" ? child(value, "file") : value);
  if (file === undefined) return undefined;
  const columns = FIELDS.flatMap((field) => {
    const name = readText(child(child(value, "columns"), field));
    return name === undefined ? [] : [[field, name] as const];
  });
  return {
    file,
    columns: new Map(columns),
    zone: readText(child(value, "zone")),
    product: readText(child(value, "product")),
    start: readWord(child(value, "start"), ["aligned", "random"]),
    afterwards: readWord(child(value, "afterwards"), ["repeat", "hold"]),
  };
}

function readMarket(value: Value): MarketSettings {
  const spikes = child(value, "spikes");
  return {
    meanNanoUsd: readPositive(child(value, "mean"), MONEY),
    volatility: readVolatility(child(value, "volatility")),
    reversionMs: readPositive(child(value, "reversion"), DURATION),
    intervalMs: readPositive(child(value, "every"), DURATION),
    floorNanoUsd: readPositive(child(value, "floor"), MONEY),
    capNanoUsd: readPositive(child(value, "cap"), MONEY),
    spikes: isWord(spikes, "none") ? null : readSpikes(spikes),
  };
}

/** The logarithm of a price whose standard deviation is above 3 spans factors of thousands. */
const VOLATILITY_MAX = 3;

function readVolatility(value: Value | undefined): number | undefined {
  const volatility = value === undefined ? undefined : readRatio(value);
  if (value === undefined || volatility === undefined || (volatility >= 0 && volatility <= VOLATILITY_MAX)) {
    return volatility;
  }
  reportExpected(value, "SCENARIO_VALUE", "a number from 0 to 3");
  return undefined;
}

/** A rate alone, or a map with its `rate`, `height` and `duration`. */
function readSpikes(value: Value | undefined): SpikeSettings | undefined {
  if (value === undefined) return undefined;
  const isMap = value.node.kind === "map";
  return {
    meanTimeBetweenMs: readQuantity(isMap ? child(value, "rate") : value, RATE),
    height: readDistribution(child(value, "height"), MONEY),
    duration: readDistribution(child(value, "duration"), DURATION),
  };
}
