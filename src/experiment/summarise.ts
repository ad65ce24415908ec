import { clusteredShare, type TrialCluster } from "../stats/clustered-share.ts";
import { confidenceInterval } from "../stats/half-width.ts";
import { quantile } from "../stats/quantile.ts";
import { type QuantileInterval, quantileInterval } from "../stats/quantile-interval.ts";
import { Tally } from "../stats/tally.ts";
import { wilsonInterval } from "../stats/wilson.ts";
import { QUANTILES, type QuantileName } from "./figure-of-measure.ts";
import type { MeasureUnit, Observations } from "./measure-collector.ts";
import type { Measure } from "./result.ts";
import { type SteadyState, steadyState } from "./steady-state.ts";

/** Decimals that are written: micro-dollars, microseconds, parts per million. More would be noise of the last bit. */
const DECIMALS: Readonly<Record<MeasureUnit, number>> = { USD: 6, ms: 3, bytes: 3, count: 6, fraction: 6 };

/** A figure, and where it lies with 95 % confidence. */
export interface Estimate {
  readonly value: number;
  /** Null after a single replication; a bound null where there are too few observations for one. */
  readonly interval: QuantileInterval | null;
}

/** Collects one measure over the replications. */
export class MeasureSummary {
  readonly unit: MeasureUnit;
  private readonly isProbability: boolean;
  private readonly means = new Tally();
  private readonly values: number[] = [];
  /** Of each replication, what did not end, and how many values there are up to its last. */
  private readonly unended: (readonly number[])[] = [];
  private readonly ends: number[] = [];
  /** Observations of each replication that made any. */
  private readonly sizes: number[] = [];

  constructor({ unit, isProbability }: Observations) {
    this.unit = unit;
    this.isProbability = isProbability === true;
  }

  add({ values, unended = [] }: Observations): void {
    this.unended.push(unended);
    this.ends.push(this.values.length + values.length);
    if (values.length === 0) return;
    let sum = 0;
    for (const value of values) {
      sum += value;
      this.values.push(value);
    }
    this.means.add(sum / values.length);
    this.sizes.push(values.length);
  }

  /**
   * Half-width of the 95 % interval of the mean or of a quantile, relative to it: infinite while the interval has no
   * bounds, 0 for a sure 0.
   */
  relativeHalfWidth(figure: "mean" | QuantileName): number {
    if (figure === "mean") return relative(this.intervalOfMean(), this.means.mean);
    const sorted = this.sorted();
    const p = QUANTILES[figure];
    return relative(this.intervalOfQuantile(sorted, p), quantile(sorted, p));
  }

  /** Whether any value is known. */
  get isObserved(): boolean {
    return this.values.length > 0;
  }

  /** The mean or a quantile with its 95 % interval. */
  estimateOf(figure: "mean" | QuantileName): Estimate {
    const round = (value: number) => roundTo(value, DECIMALS[this.unit]);
    const sorted = this.sorted();
    const value = figure === "mean" ? this.means.mean : quantile(sorted, QUANTILES[figure]);
    const interval = figure === "mean" ? this.intervalOfMean() : this.intervalOfQuantile(sorted, QUANTILES[figure]);
    return { value: round(value), interval: this.means.count < 2 ? null : roundBounds(interval, round) };
  }

  /**
   * How often observations are as wanted, with Wilson's 95 % interval. What failed is not as wanted unless infinity would
   * be; what still goes on counts once it has lasted as long as what is asked.
   */
  estimateOfShare(isWanted: (value: number) => boolean, limit: number): Estimate {
    let start = 0;
    const clusters = this.ends.map((end, index): TrialCluster => {
      const values = this.values.slice(start, end);
      start = end;
      const known = [...values, ...(this.unended[index] ?? []).filter((least) => least > limit)];
      return { size: known.length, count: known.filter(isWanted).length };
    });
    const told = clusters.filter(({ size }) => size > 0);
    const { share, independentTrials } = clusteredShare(told);
    const round = (value: number) => roundTo(value, DECIMALS.fraction);
    const value = round(share);
    if (told.length < 2) return { value, interval: null };
    return { value, interval: roundBounds(wilsonInterval(share * independentTrials, independentTrials), round) };
  }

  /** @param isEndless whether the measure is watched while schedules run on, so that it may have a steady state */
  finish(isEndless: boolean): Measure {
    const round = (value: number) => roundTo(value, DECIMALS[this.unit]);
    const sorted = this.sorted();
    const at = (p: number) => round(quantile(sorted, p));
    const interval = this.intervalOfMean();
    const steady = isEndless ? steadyState(this.replications()) : null;
    return {
      unit: this.unit,
      ...(this.isProbability ? { isProbability: true } : {}),
      n: this.means.count,
      observations: sorted.length,
      mean: round(this.means.mean),
      sd: round(this.means.count > 1 ? this.means.standardDeviation : 0),
      ci95: interval === null ? null : roundInterval(interval, round),
      min: at(0),
      p5: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
      ...this.intervalsOfQuantiles(sorted, round),
      ...(steady === null ? {} : { steadyState: roundSteadyState(steady, round) }),
    };
  }

  private sorted(): Float64Array {
    return Float64Array.from(this.values).sort();
  }

  private replications(): Float64Array[] {
    const values = Float64Array.from(this.values);
    let start = 0;
    return this.sizes.map((size) => {
      const end = start + size;
      const own = values.subarray(start, end);
      start = end;
      return own;
    });
  }

  /** Student's, or Wilson's for a probability; null for a single replication. */
  private intervalOfMean(): { readonly low: number; readonly high: number } | null {
    if (!this.isProbability || this.means.count < 2) return confidenceInterval(this.means);
    const clusters = this.replications().map((values) => clusterOf(values, (value) => value === 1));
    const { share, independentTrials } = clusteredShare(clusters);
    return wilsonInterval(share * independentTrials, independentTrials);
  }

  private intervalsOfQuantiles(sorted: Float64Array, round: (value: number) => number): Pick<Measure, "quantileCi95"> {
    if (this.means.count < 2) return {};
    const of = (name: QuantileName) => {
      return roundBounds(this.intervalOfQuantile(sorted, QUANTILES[name]), round) ?? { low: null, high: null };
    };
    return { quantileCi95: { p50: of("p50"), p90: of("p90"), p95: of("p95"), p99: of("p99") } };
  }

  private intervalOfQuantile(sorted: Float64Array, p: number): QuantileInterval {
    if (this.means.count < 2) return { low: null, high: null };
    if (this.isOnePerReplication) return quantileInterval(sorted, p);
    const limit = quantile(sorted, p);
    const clusters = this.replications().map((values) => clusterOf(values, (value) => value <= limit));
    return quantileInterval(sorted, p, 0.95, clusteredShare(clusters).independentTrials);
  }

  private get isOnePerReplication(): boolean {
    return this.values.length === this.means.count;
  }
}

function relative(interval: QuantileInterval | null, centre: number): number {
  if (interval === null || interval.low === null || interval.high === null) return Number.POSITIVE_INFINITY;
  return interval.low === interval.high ? 0 : (interval.high - interval.low) / 2 / Math.abs(centre);
}

function clusterOf(values: Float64Array, isCounted: (value: number) => boolean): TrialCluster {
  return { size: values.length, count: values.reduce((count, value) => (isCounted(value) ? count + 1 : count), 0) };
}

function roundBounds(interval: QuantileInterval | null, round: (value: number) => number): QuantileInterval | null {
  if (interval === null) return null;
  const { low, high } = interval;
  return { low: low === null ? null : round(low), high: high === null ? null : round(high) };
}

function roundInterval(
  { low, high }: { readonly low: number; readonly high: number },
  round: (value: number) => number,
): Measure["ci95"] {
  return { low: round(low), high: round(high), halfWidth: round((high - low) / 2) };
}

function roundSteadyState(steady: SteadyState, round: (value: number) => number): SteadyState {
  return { ...steady, mean: round(steady.mean), low: round(steady.low), high: round(steady.high) };
}

function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
