import { randomExponential, randomNormal } from "d3-random";
import type { InstantMs } from "../../base/instant.ts";
import type { NanoUsd } from "../../base/money.ts";
import { momentsOf } from "../../engine/moments.ts";
import type { RandomSource } from "../../engine/random-streams.ts";
import { integerSampler } from "../../engine/sampler.ts";
import type { SpotPricePlan, SpotSpikesPlan } from "../spot-plan.ts";
import type { PriceChange, PriceSource } from "./price-path.ts";

/** The plan of a price that is drawn. */
export type ProcessPricePlan = Extract<SpotPricePlan, { readonly kind: "process" }>;

/** Spot prices have four decimals; rounding at once also makes them the same on every machine (8.1). */
const TICK_NANO_USD = 100_000;

/** Of how many mean durations before the start spikes are drawn, so that some are on already. */
const WARM_UP_DURATIONS = 20;

/** The randomness of a market: spikes have a stream of their own, so that the price between them is the same without. */
export interface ProcessStreams {
  readonly price: RandomSource;
  readonly spikes: RandomSource;
}

/**
 * The price of a process, stationary from `startMs` on.
 *
 * With x the logarithm of the price, m its mean, s its standard deviation and r the reversion, the process at intervals
 * of d is exactly x' = m + (x - m) e^(-d/r) + s sqrt(1 - e^(-2d/r)) z with z standard normal. Of a lognormal price with
 * mean M, m is ln M - s^2/2. Source: D. T. Gillespie, Physical Review E 54 (1996), 2084-2091.
 */
export function processPrice(plan: ProcessPricePlan, startMs: InstantMs, streams: ProcessStreams): PriceSource {
  const { floorNanoUsd, capNanoUsd, spikes } = plan;
  const base = basePrices(plan, startMs, streams.price);
  const changes = spikes === undefined ? base : overlaid(base, spikesFrom(spikes, startMs, streams.spikes));
  return { changes: bounded(changes, plan), lowestNanoUsd: floorNanoUsd, highestNanoUsd: capNanoUsd };
}

function* basePrices(plan: ProcessPricePlan, startMs: InstantMs, source: RandomSource): Generator<PriceChange> {
  const { meanNanoUsd, volatility, reversionMs, intervalMs } = plan;
  const normal = randomNormal.source(source)(0, 1);
  const logMean = Math.log(meanNanoUsd) - volatility ** 2 / 2;
  let deviation = volatility * normal();
  yield { atMs: startMs, priceNanoUsd: Math.exp(logMean + deviation) };
  if (volatility === 0) return;
  const kept = Math.exp(-intervalMs / reversionMs);
  const added = volatility * Math.sqrt(1 - kept ** 2);
  // changes come at the same distance, and the first of them any time within it
  for (let atMs = startMs + 1 + Math.floor(source() * intervalMs); ; atMs += intervalMs) {
    deviation = deviation * kept + added * normal();
    yield { atMs, priceNanoUsd: Math.exp(logMean + deviation) };
  }
}

interface Spike {
  readonly fromMs: InstantMs;
  readonly untilMs: InstantMs;
  readonly heightNanoUsd: NanoUsd;
}

/** In order of their beginning, for ever. */
function* spikesFrom(plan: SpotSpikesPlan, startMs: InstantMs, source: RandomSource): Generator<Spike, never> {
  const gap = randomExponential.source(source)(1 / plan.meanTimeBetweenMs);
  const height = integerSampler(plan.height, source);
  const duration = integerSampler(plan.duration, source);
  const meanMs = momentsOf(plan.duration).mean;
  const warmUpMs = Number.isFinite(meanMs) ? WARM_UP_DURATIONS * meanMs : 0;
  for (let at = startMs - warmUpMs; ; ) {
    at += gap();
    const fromMs = Math.round(at);
    yield { fromMs, untilMs: fromMs + duration(), heightNanoUsd: height() };
  }
}

/** The higher of the price and of the spikes that are on. */
function* overlaid(base: Iterator<PriceChange>, spikes: Iterator<Spike>): Generator<PriceChange> {
  let next = base.next();
  let spike = spikes.next();
  let level = next.done ? 0 : next.value.priceNanoUsd;
  let active: Spike[] = [];
  const startMs = next.done ? 0 : next.value.atMs;
  for (;;) {
    const baseMs = next.done ? Number.POSITIVE_INFINITY : next.value.atMs;
    const spikeMs = spike.done ? Number.POSITIVE_INFINITY : spike.value.fromMs;
    const atMs = Math.min(baseMs, spikeMs, ...active.map(({ untilMs }) => untilMs));
    if (!next.done && baseMs === atMs) {
      level = next.value.priceNanoUsd;
      next = base.next();
    }
    if (!spike.done && spikeMs === atMs) {
      active.push(spike.value);
      spike = spikes.next();
    }
    active = active.filter(({ untilMs }) => untilMs > atMs);
    const priceNanoUsd = Math.max(level, ...active.map(({ heightNanoUsd }) => heightNanoUsd));
    if (atMs >= startMs) yield { atMs, priceNanoUsd };
  }
}

function* bounded(changes: Iterable<PriceChange>, plan: ProcessPricePlan): Generator<PriceChange> {
  const { floorNanoUsd, capNanoUsd } = plan;
  for (const { atMs, priceNanoUsd } of changes) {
    const rounded = TICK_NANO_USD * Math.round(priceNanoUsd / TICK_NANO_USD);
    yield { atMs, priceNanoUsd: Math.min(capNanoUsd, Math.max(floorNanoUsd, rounded)) };
  }
}
