import type { InstantMs } from "../../base/instant.ts";
import type { RandomSource } from "../../engine/random-streams.ts";
import type { SpotPricePlan } from "../spot-plan.ts";
import type { PriceChange, PriceSource } from "./price-path.ts";

/** The plan of a price that was seen. */
export type TracedPricePlan = Extract<SpotPricePlan, { readonly kind: "trace" }>;

/**
 * The price of a trace from `startMs` on. Where its start is random, `draw` says how far into it the run begins: two
 * traces of the same span stay in step, since all markets draw the same.
 */
export function tracedPrice(plan: TracedPricePlan, startMs: InstantMs, draw: RandomSource): PriceSource {
  const firstMs = plan.timesMs[0] ?? 0;
  const spanMs = Math.max(1, plan.endMs - firstMs);
  const shiftMs = plan.start === "random" ? startMs - firstMs - Math.floor(draw() * spanMs) : 0;
  return {
    changes: changesOf(plan, shiftMs, spanMs),
    lowestNanoUsd: extreme(plan.pricesNanoUsd, Math.min),
    highestNanoUsd: extreme(plan.pricesNanoUsd, Math.max),
  };
}

function* changesOf(plan: TracedPricePlan, shiftMs: number, spanMs: number): Generator<PriceChange> {
  const { timesMs, pricesNanoUsd, afterwards } = plan;
  const isConstant = timesMs.length === 1;
  for (let lapMs = shiftMs; ; lapMs += spanMs) {
    for (const [index, timeMs] of timesMs.entries())
      yield { atMs: timeMs + lapMs, priceNanoUsd: pricesNanoUsd[index] ?? 0 };
    if (afterwards === "hold" || isConstant) return;
  }
}

/** A trace has more prices than a call can have arguments. */
function extreme(prices: readonly number[], pick: (a: number, b: number) => number): number {
  return prices.reduce((best, price) => pick(best, price));
}
