import { DAY_MS, HOUR_MS, type InstantMs, MINUTE_MS } from "../base/instant.ts";
import type { NanoUsd } from "../base/money.ts";
import type { Default } from "./defaults.ts";

/**
 * Numbers of Spot markets that take the place of those that the user did not give. The compiler names each one that a
 * plan rests on as an assumption.
 */

/** Since then prices move with supply and demand in the long run, and instances are taken back by need, not by bids. */
export const SMOOTH_PRICES_FROM_MS: InstantMs = Date.UTC(2017, 10, 28);

/** Since then EC2 tells an instance two minutes before. Source: AWS News Blog, EC2 Spot Instance Termination Notices. */
export const NOTICE_FROM_MS: InstantMs = Date.UTC(2015, 0, 6);

/** From the decision to take an instance back until it is gone. */
export const DOCUMENTED_NOTICE_MS = 2 * MINUTE_MS;

/** Bids of Data Pipeline are below. Source: DG EmrCluster. */
export const DOCUMENTED_BID_MAX_USD = 20;

/** No Spot price was ever lower. */
export const LOWEST_PRICE_NANO_USD: NanoUsd = 100_000;

/** Bids, and so prices, were limited to so many times the on-demand price. */
export const DEFAULT_CAP_RATIO: Default<number> = {
  rule: "5.3",
  what: "Highest Spot price, as a multiple of the on-demand price",
  value: 10,
  source: "AWS limited bids to ten times the on-demand price; the data of 2016 reach it",
};

/** Of types whose price nobody recorded, as fractions of the on-demand price: medians over the 65 recorded markets. */
export const DEFAULT_STATISTICS = {
  /** Of the price without spikes. */
  median: 0.13,
  volatility: 0.12,
  changesPerDay: 135,
  source: "medians over the 65 markets of 2015 and 2016 in the catalog",
} as const;

/** How fast a price returns to its mean. */
export const DEFAULT_REVERSION: Default<number> = {
  rule: "5.3",
  what: "Time after which a Spot price has forgotten 63 % of how far it was off its mean",
  value: 7 * HOUR_MS,
  source: "median over 23 markets of 2015 and 2016, from the correlation of prices an hour apart",
};

/** Prices since the end of 2017, as fractions of the on-demand price. */
export const DEFAULT_SMOOTH_MARKET = {
  /** Where the advisor gives nothing. Median of the advisor's own, June 2025. */
  saving: 0.61,
  volatility: 0.05,
  reversionMs: 14 * DAY_MS,
  intervalMs: 6 * HOUR_MS,
  source: "chosen: since the end of 2017 prices move by a few per cent within days",
} as const;

/**
 * Probability that an instance is taken back within a month, by the advisor's class: the middle of its range; of the last
 * one, which is open, a choice.
 */
export const RECLAIMED_WITHIN_MONTH: readonly number[] = [0.025, 0.075, 0.125, 0.175, 0.25];

/** Where the advisor knows nothing of a type. */
export const DEFAULT_INTERRUPTION_CLASS = 1;

/** What is free of an instance that EC2 takes back. */
export const INTERRUPTED_HOUR = {
  hourly: {
    what: "The instance-hour that EC2 cuts short by taking a Spot instance back, of EC2 and of EMR",
    source: "EMR Developer Guide, Spot Instance Pricing in Amazon EMR",
  },
  "per-second": {
    what: "A Spot instance that EC2 takes back within its first hour; EMR's price is charged all the same",
    source: "recalled from the EC2 User Guide, Billing for interrupted Spot Instances",
  },
} as const;
