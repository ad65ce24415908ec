import { HOUR_MS, type InstantMs } from "../../base/instant.ts";
import type { RandomStreams } from "../../engine/random-streams.ts";
import type { SpotMarketRow } from "../records.ts";
import type { SpotMarketPlan } from "../spot-plan.ts";
import { type PriceChange, PricePath } from "./price-path.ts";
import { processPrice } from "./process-price.ts";
import { tracedPrice } from "./traced-price.ts";

/** A curve of more points says no more to the eye. */
const POINTS_MAX = 2000;

/** A Spot market in one run: what its price is at any time; nobody who buys on it moves it (5.3). */
export class SpotMarket {
  readonly plan: SpotMarketPlan;
  readonly path: PricePath;
  private readonly startMs: InstantMs;

  constructor(plan: SpotMarketPlan, startMs: InstantMs, streams: RandomStreams) {
    this.plan = plan;
    this.startMs = startMs;
    this.path = new PricePath(sourceOf(plan, startMs, streams));
  }

  toString(): string {
    return `the Spot market of ${this.plan.id}`;
  }

  /**
   * What an instance pays that runs from `fromMs` to `untilMs`: by the hour the price at the start of each of its hours, by
   * the second each price that it sees; equal ones in a row once (7.1).
   */
  pricesPaid(fromMs: InstantMs, untilMs: InstantMs, mode: "hourly" | "per-second"): PriceChange[] {
    if (mode === "per-second") return this.path.between(fromMs, Math.max(fromMs, untilMs - 1));
    const paid: PriceChange[] = [];
    for (let atMs = fromMs; atMs === fromMs || atMs < untilMs; atMs += HOUR_MS) {
      const priceNanoUsd = this.path.priceAt(atMs);
      if (priceNanoUsd !== paid.at(-1)?.priceNanoUsd) paid.push({ atMs, priceNanoUsd });
    }
    return paid;
  }

  /** Its record up to the end of the run. */
  row(endedAtMs: InstantMs): SpotMarketRow {
    const { id, instanceType } = this.plan;
    const prices = this.path.between(this.startMs, endedAtMs);
    const isThinned = prices.length > POINTS_MAX;
    return {
      marketId: id,
      instanceType,
      prices: isThinned ? thinned(prices) : prices,
      ...(isThinned ? { thinned: true } : {}),
    };
  }
}

function sourceOf(plan: SpotMarketPlan, startMs: InstantMs, streams: RandomStreams) {
  // of the traces' start everybody draws the same number
  if (plan.price.kind === "trace") return tracedPrice(plan.price, startMs, streams.newStream("spot/start"));
  return processPrice(plan.price, startMs, {
    price: streams.newStream(`spot/${plan.id}/price`),
    spikes: streams.newStream(`spot/${plan.id}/spikes`),
  });
}

/** The highest of each of equally many changes in a row: what a bid would have met. */
function thinned(prices: readonly PriceChange[]): PriceChange[] {
  const size = Math.ceil(prices.length / POINTS_MAX);
  return Array.from({ length: Math.ceil(prices.length / size) }, (_, index) => {
    const part = prices.slice(index * size, (index + 1) * size);
    const atMs = part[0]?.atMs ?? 0;
    return { atMs, priceNanoUsd: part.reduce((high, { priceNanoUsd }) => Math.max(high, priceNanoUsd), 0) };
  });
}
