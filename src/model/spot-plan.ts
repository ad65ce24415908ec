import type { DurationMs, InstantMs } from "../base/instant.ts";
import type { NanoUsd } from "../base/money.ts";
import type { Distribution } from "../engine/distribution.ts";

/** How the instances of a group are paid for (5.3). */
export type PurchasePlan = { readonly kind: "on-demand" } | SpotPurchasePlan;

/** Instances that are there while the price of their market is at most the bid (5.3). */
export interface SpotPurchasePlan {
  readonly kind: "spot";
  readonly bidNanoUsd: NanoUsd;
  readonly marketId: string;
}

/** A market for Spot instances: one price for all instances of a type, whoever has them (5.3). */
export interface SpotMarketPlan {
  /** Unique; random streams carry it (8.2): `m1.small`, `m1.small/us-east-1b`. */
  readonly id: string;
  readonly instanceType: string;
  readonly price: SpotPricePlan;
  /** From when the price passes a bid, or EC2 wants an instance back, until the instance is gone. */
  readonly noticeMs: DurationMs;
  /** Until EC2 takes an instance back whatever its bid, without memory; absent: it never does. */
  readonly meanTimeToReclaimMs?: number;
}

/** How the price of a market moves. */
export type SpotPricePlan =
  /** As it was seen: each price holds until the next one. */
  | {
      readonly kind: "trace";
      /** Ascending. */
      readonly timesMs: readonly InstantMs[];
      readonly pricesNanoUsd: readonly NanoUsd[];
      /** Up to when the last price holds. */
      readonly endMs: InstantMs;
      /** `aligned`: by its dates. `random`: the run begins anywhere in it, by a draw that all markets share. */
      readonly start: "aligned" | "random";
      /** After its end. */
      readonly afterwards: "repeat" | "hold";
    }
  /**
   * The logarithm of the price returns to its mean (Ornstein-Uhlenbeck), seen at equal intervals; spikes stand above it
   * for a while.
   */
  | {
      readonly kind: "process";
      /** Of the price without spikes, floor and cap. */
      readonly meanNanoUsd: NanoUsd;
      /** Standard deviation of the logarithm of the price. */
      readonly volatility: number;
      /** After this time the correlation with what was is 1/e. */
      readonly reversionMs: DurationMs;
      /** Between two changes. */
      readonly intervalMs: DurationMs;
      readonly floorNanoUsd: NanoUsd;
      readonly capNanoUsd: NanoUsd;
      readonly spikes?: SpotSpikesPlan;
    };

/** Times at which the price stands far above what it returns to. */
export interface SpotSpikesPlan {
  /** Between the beginnings of two, without memory. */
  readonly meanTimeBetweenMs: number;
  /** The price meanwhile, nano-dollars an hour. */
  readonly height: Distribution;
  readonly duration: Distribution;
}
