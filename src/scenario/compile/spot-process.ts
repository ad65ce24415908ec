import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../base/instant.ts";
import type { NanoUsd } from "../../base/money.ts";
import { spotAdvice } from "../../catalog/spot-advisor.ts";
import { type SpotStatistics, spotStatistics } from "../../catalog/spot-statistics.ts";
import type { SpotPricePlan, SpotSpikesPlan } from "../../model/spot-plan.ts";
import { formatDistribution } from "../distribution/describe-distribution.ts";
import type { MarketSettings, SpikeSettings, SpotMarketSettings } from "../sections/spot.ts";
import {
  DEFAULT_CAP_RATIO,
  DEFAULT_INTERRUPTION_CLASS,
  DEFAULT_REVERSION,
  DEFAULT_SMOOTH_MARKET,
  DEFAULT_STATISTICS,
  LOWEST_PRICE_NANO_USD,
  RECLAIMED_WITHIN_MONTH,
  SMOOTH_PRICES_FROM_MS,
} from "../spot-defaults.ts";
import { DURATION, formatDuration } from "../units/duration.ts";
import { formatMoney, MONEY } from "../units/money.ts";
import { plainDecimal } from "../units/unit.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { catalogSource } from "./instance-types.ts";
import { onDemandPriceOf } from "./purchase.ts";

type ProcessPlan = Extract<SpotPricePlan, { readonly kind: "process" }>;

/** The plan of a price that is drawn, and where its figures come from. */
interface Sourced {
  readonly plan: ProcessPlan;
  readonly source: string;
}

const MONTH_MS = 730 * HOUR_MS;

/** What the scenario gives of a process; the rest as the catalog knows the type, or others, on the prices' date. */
export function compileProcess(
  context: CompileContext,
  instanceType: string,
  zone: string | undefined,
  settings: MarketSettings | undefined,
): SpotPricePlan {
  // a type without a price is refused with its resource
  const onDemand = onDemandPriceOf(context, instanceType) ?? LOWEST_PRICE_NANO_USD;
  const isSmooth = context.pricesDateMs >= SMOOTH_PRICES_FROM_MS;
  const assumed = isSmooth
    ? smoothMarket(context, instanceType, onDemand)
    : auctionMarket(instanceType, zone, onDemand);
  const { spikes, ...rest } = assumed.plan;
  const own = settings === undefined ? {} : givenOf(settings);
  const ownSpikes = compileSpikes(context, settings?.spikes, spikes, onDemand);
  const plan: ProcessPlan = { ...rest, ...own, ...(ownSpikes === undefined ? {} : { spikes: ownSpikes }) };
  if (!isComplete(settings)) assumeMarket(context, instanceType, { plan, source: assumed.source });
  return withOrderedBounds(plan);
}

/** Nothing is left to be assumed. */
function isComplete(settings: MarketSettings | undefined): boolean {
  const isGiven = (part: object) => Object.values(part).every((value) => value !== undefined);
  return settings !== undefined && isGiven(settings) && isGiven(settings.spikes ?? {});
}

/** A floor above the cap would leave no price. */
function withOrderedBounds(plan: ProcessPlan): ProcessPlan {
  return { ...plan, capNanoUsd: Math.max(plan.floorNanoUsd, plan.capNanoUsd) };
}

function givenOf({ meanNanoUsd, volatility, reversionMs, intervalMs, floorNanoUsd, capNanoUsd }: MarketSettings) {
  return {
    ...(meanNanoUsd === undefined ? {} : { meanNanoUsd, floorNanoUsd: LOWEST_PRICE_NANO_USD }),
    ...(volatility === undefined ? {} : { volatility }),
    ...(reversionMs === undefined ? {} : { reversionMs }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(floorNanoUsd === undefined ? {} : { floorNanoUsd }),
    ...(capNanoUsd === undefined ? {} : { capNanoUsd }),
  };
}

/** Prices that move slowly, below the on-demand price. */
function smoothMarket(context: CompileContext, instanceType: string, onDemand: NanoUsd): Sourced {
  const { saving, volatility, reversionMs, intervalMs, source } = DEFAULT_SMOOTH_MARKET;
  const advice = spotAdvice(instanceType, context.region, context.pricesDateMs);
  const own = advice?.saving ?? saving;
  const why =
    advice?.saving === undefined || advice.saving === null
      ? "median saving of AWS's Spot Instance Advisor, 2025-06-28"
      : `AWS's Spot Instance Advisor, ${advice.region}, ${advice.asOf}`;
  return {
    plan: {
      kind: "process",
      meanNanoUsd: Math.round(onDemand * (1 - own)),
      volatility,
      reversionMs,
      intervalMs,
      floorNanoUsd: LOWEST_PRICE_NANO_USD,
      capNanoUsd: onDemand,
    },
    source: `mean: ${why}; ${source}`,
  };
}

/** Prices as they moved in 2015 and 2016, on the scale of the on-demand price. */
function auctionMarket(instanceType: string, zone: string | undefined, onDemand: NanoUsd): Sourced {
  const statistics = choose(spotStatistics(instanceType), zone);
  if (statistics === undefined) return unrecordedMarket(onDemand);
  const { availabilityZone, from, to, onDemandNanoUsd, medianNanoUsd, minNanoUsd, maxNanoUsd } = statistics;
  const scaled = (nanoUsd: NanoUsd) => Math.round((nanoUsd / onDemandNanoUsd) * onDemand);
  const volatility = volatilityOf(statistics);
  const spikes = spikesOf(statistics, scaled);
  return {
    plan: {
      kind: "process",
      meanNanoUsd: Math.round(scaled(medianNanoUsd) * Math.exp(volatility ** 2 / 2)),
      volatility,
      reversionMs: DEFAULT_REVERSION.value,
      intervalMs: intervalOf(statistics.changesPerDay),
      floorNanoUsd: Math.max(LOWEST_PRICE_NANO_USD, scaled(minNanoUsd)),
      capNanoUsd: Math.max(scaled(maxNanoUsd), scaled(medianNanoUsd)),
      ...(spikes === undefined ? {} : { spikes }),
    },
    source: `${availabilityZone}, ${from} to ${to}, on the scale of the on-demand price (${catalogSource(statistics.source)}); reversion: ${DEFAULT_REVERSION.source}`,
  };
}

function unrecordedMarket(onDemand: NanoUsd): Sourced {
  const { median, volatility, changesPerDay, source } = DEFAULT_STATISTICS;
  return {
    plan: {
      kind: "process",
      meanNanoUsd: Math.round(onDemand * median * Math.exp(volatility ** 2 / 2)),
      volatility,
      reversionMs: DEFAULT_REVERSION.value,
      intervalMs: intervalOf(changesPerDay),
      floorNanoUsd: LOWEST_PRICE_NANO_USD,
      capNanoUsd: DEFAULT_CAP_RATIO.value * onDemand,
    },
    source: `${source}, on the scale of the on-demand price: nobody recorded this type`,
  };
}

/** The zone that is asked for; else, of all records of the type, the one with the median mean price. */
function choose(all: readonly SpotStatistics[], zone: string | undefined): SpotStatistics | undefined {
  const ofZone = all.filter(({ availabilityZone }) => availabilityZone === zone);
  const candidates = ofZone.length > 0 ? ofZone : all;
  const sorted = [...candidates].sort((a, b) => a.meanNanoUsd - b.meanNanoUsd);
  return sorted[(sorted.length - 1) >> 1];
}

/** Of the logarithm: from the 5 % and 95 % quantiles of a normal distribution; where spikes reach those, from below. */
function volatilityOf({ p05NanoUsd, medianNanoUsd, p95NanoUsd, onDemandNanoUsd }: SpotStatistics): number {
  const volatility =
    p95NanoUsd < onDemandNanoUsd
      ? Math.log(p95NanoUsd / p05NanoUsd) / 3.29
      : Math.log(medianNanoUsd / p05NanoUsd) / 1.645;
  return Math.round(volatility * 1e4) / 1e4;
}

function intervalOf(changesPerDay: number): number {
  const intervalMs = changesPerDay > 0 ? DAY_MS / changesPerDay : DAY_MS;
  return MINUTE_MS * Math.max(1, Math.min(24 * 60, Math.round(intervalMs / MINUTE_MS)));
}

/**
 * Of the time above the on-demand price and the rises above it. With spikes that begin at the rate l without memory and
 * last d on average, one at least is on for the part 1 - e^(-l d) of the time, and the price rises l e^(-l d) times.
 * Source: the busy period of the queue M/G/infinity.
 */
function spikesOf(statistics: SpotStatistics, scaled: (nanoUsd: NanoUsd) => NanoUsd): SpotSpikesPlan | undefined {
  const { timeAboveOnDemand: share, risesAboveOnDemandPer30Days: rises } = statistics;
  const { onDemandNanoUsd, medianNanoUsd, maxNanoUsd } = statistics;
  if (share <= 0 || share >= 1 || rises <= 0 || medianNanoUsd >= onDemandNanoUsd) return undefined;
  const meanTimeBetweenMs = Math.round((30 * DAY_MS * (1 - share)) / rises);
  const meanDurationMs = Math.round(-Math.log(1 - share) * meanTimeBetweenMs);
  return {
    meanTimeBetweenMs,
    height: { kind: "uniform", min: scaled(onDemandNanoUsd), max: scaled(Math.max(maxNanoUsd, onDemandNanoUsd)) },
    duration: { kind: "exponential", mean: Math.max(MINUTE_MS, meanDurationMs) },
  };
}

/** What the scenario leaves out of spikes stands as the catalog knows it, else as an hour at twice the on-demand price. */
function compileSpikes(
  context: CompileContext,
  settings: SpikeSettings | null | undefined,
  known: SpotSpikesPlan | undefined,
  onDemand: NanoUsd,
): SpotSpikesPlan | undefined {
  if (settings === null) return undefined;
  if (settings?.meanTimeBetweenMs === undefined) return known;
  const { meanTimeBetweenMs, height, duration } = settings;
  return {
    meanTimeBetweenMs,
    height:
      height === undefined ? (known?.height ?? { kind: "constant", value: 2 * onDemand }) : given(context, height),
    duration:
      duration === undefined ? (known?.duration ?? { kind: "exponential", mean: HOUR_MS }) : given(context, duration),
  };
}

function assumeMarket(context: CompileContext, instanceType: string, { plan, source }: Sourced): void {
  const yaml = marketYaml(plan);
  const { meanNanoUsd, volatility, spikes } = plan;
  const spiky = spikes === undefined ? "no spikes" : `a spike every ${formatDuration(spikes.meanTimeBetweenMs)}`;
  context.assumptions.add({
    id: `spot.${instanceType}`,
    rule: "5.3",
    what: `How the Spot price of ${instanceType} moves`,
    value: `around ${formatMoney(roundPrice(meanNanoUsd))} an hour, volatility ${plainDecimal(volatility)}, ${spiky}`,
    source,
    path: ["spot", instanceType, "market"],
    yaml,
  });
}

function roundPrice(nanoUsd: NanoUsd): NanoUsd {
  return 1000 * Math.round(nanoUsd / 1000);
}

function marketYaml(plan: ProcessPlan): string {
  const { meanNanoUsd, volatility, reversionMs, intervalMs, floorNanoUsd, capNanoUsd, spikes } = plan;
  const ofSpikes =
    spikes === undefined
      ? "none"
      : `{ rate: 1 per ${formatDuration(spikes.meanTimeBetweenMs)}, height: ${formatDistribution(spikes.height, MONEY)}, duration: ${formatDistribution(spikes.duration, DURATION)} }`;
  const parts = [
    `mean: ${formatMoney(meanNanoUsd)}`,
    `volatility: ${plainDecimal(volatility)}`,
    `reversion: ${formatDuration(reversionMs)}`,
    `every: ${formatDuration(intervalMs)}`,
    `floor: ${formatMoney(floorNanoUsd)}`,
    `cap: ${formatMoney(capNanoUsd)}`,
    `spikes: ${ofSpikes}`,
  ];
  return `{ ${parts.join(", ")} }`;
}

/** How often EC2 takes instances back by need: since the end of 2017, by the class of the advisor; before, by bids alone. */
export function compileReclaim(
  context: CompileContext,
  instanceType: string,
  entries: readonly SpotMarketSettings[],
): number | undefined {
  const own = entries.find((entry) => entry.reclaimMs !== undefined)?.reclaimMs;
  if (own !== undefined) return own ?? undefined;
  if (context.pricesDateMs < SMOOTH_PRICES_FROM_MS) return undefined;
  const advice = spotAdvice(instanceType, context.region, context.pricesDateMs);
  const share = RECLAIMED_WITHIN_MONTH[advice?.interruptionClass ?? DEFAULT_INTERRUPTION_CLASS] ?? 0;
  const meanMs = HOUR_MS * Math.round(-MONTH_MS / Math.log1p(-share) / HOUR_MS);
  const source =
    advice === undefined
      ? "AWS's Spot Instance Advisor does not know the type: taken as its class of 5-10% within a month"
      : `AWS's Spot Instance Advisor, ${advice.region}, ${advice.asOf}: ${advice.interruptionsPerMonth} within a month, taken as ${plainDecimal(share * 100)}%`;
  const yaml = `1 per ${formatDuration(meanMs)}`;
  context.assumptions.add({
    id: `spot.reclaim.${instanceType}`,
    rule: "5.3",
    what: `How often EC2 takes a Spot instance of ${instanceType} back whatever its bid`,
    value: yaml,
    source,
    path: ["spot", instanceType, "reclaim"],
    yaml,
  });
  return meanMs;
}
