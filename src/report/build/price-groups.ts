import type { InstantMs } from "../../base/instant.ts";
import type { Result } from "../../experiment/result.ts";
import type { Ec2InstanceRow, SpotMarketRow } from "../../model/records.ts";
import type { TimelineGroup, TimelineLane } from "../view.ts";
import { BOUNDS } from "./bounds.ts";

type PriceLane = Extract<TimelineLane, { kind: "price" }>;

/** A group for each Spot market that was bought on: its price, the bids, and when instances were lost (5.3). */
export function priceGroups({ spotMarkets = [], ec2Instances, activationAtMs }: Result): TimelineGroup[] {
  return spotMarkets.map((market) => {
    const bought = ec2Instances.filter(({ spot }) => spot?.marketId === market.marketId);
    return { label: market.marketId, kind: "Spot market", lanes: [priceLane(market, bought, activationAtMs)] };
  });
}

function priceLane(
  { prices }: SpotMarketRow,
  bought: readonly Ec2InstanceRow[],
  activationAtMs: InstantMs,
): TimelineLane {
  const points = prices.map(({ atMs, priceNanoUsd }) => [atMs - activationAtMs, priceNanoUsd] as const);
  const bids = new Set(bought.flatMap(({ spot }) => spot?.bidNanoUsd ?? []));
  const losses = new Map<number, number>();
  for (const { lost, shuttingDownAtMs } of bought) {
    if (lost?.cause !== "interruption" || shuttingDownAtMs === undefined) continue;
    const atMs = shuttingDownAtMs - activationAtMs;
    losses.set(atMs, (losses.get(atMs) ?? 0) + 1);
  }
  return {
    kind: "price",
    label: "price and bids",
    points: thinned(points),
    bidsNanoUsd: [...bids].sort((a, b) => a - b),
    losses: [...losses]
      .sort(([a], [b]) => a - b)
      .slice(0, BOUNDS.points)
      .map(([atMs, count]) => ({ atMs, count })),
  };
}

/** Of several changes in a row the highest price, which is what a bid meets. */
function thinned(points: PriceLane["points"]): PriceLane["points"] {
  const size = Math.ceil(points.length / BOUNDS.points);
  if (size <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) => {
    const part = points.slice(index * size, (index + 1) * size);
    return [part[0]?.[0] ?? 0, part.reduce((high, [, price]) => Math.max(high, price), 0)] as const;
  });
}
