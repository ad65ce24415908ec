import { confidenceInterval } from "../stats/half-width.ts";
import { quantile } from "../stats/quantile.ts";
import { independentObservations, type QuantileInterval, quantileInterval } from "../stats/quantile-interval.ts";
import { Tally } from "../stats/tally.ts";
import { wilsonInterval } from "../stats/wilson.ts";
import { QUANTILES, type QuantileName } from "./figure-of-measure.ts";
import type { MeasureUnit, Observations } from "./measure-collector.ts";
import type { Measure } from "./result.ts";
import { type SteadyState, steadyState } from "./steady-state.ts";

/** Decimals that are written: micro-dollars, microseconds, parts per million. More would be noise of the last bit. */
const DECIMALS: Readonly<Record<MeasureUnit, number>> = { USD: 6, ms: 3, bytes: 3, count: 6, fraction: 6 };

/** Collects one measure over the replications. */
export class MeasureSummary {
  private readonly unit: MeasureUnit;
  private readonly isProbability: boolean;
  private readonly means = new Tally();
  private readonly values: number[] = [];
  /** Observations of each replication that made any. */
  private readonly sizes: number[] = [];

  constructor({ unit, isProbability }: Observations) {
    this.unit = unit;
    this.isProbability = isProbability === true;
  }

  add({ values }: Observations): void {
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
    const trials = this.independentTrials();
    return wilsonInterval(this.means.mean * trials, trials);
  }

  /** Several observations of one replication are not independent: as many trials as explain the spread of the means. */
  private independentTrials(): number {
    const { count, mean, variance } = this.means;
    if (this.isOnePerReplication || !(variance > 0)) return count;
    return Math.min(this.values.length, (mean * (1 - mean) * count) / variance);
  }

  private intervalsOfQuantiles(sorted: Float64Array, round: (value: number) => number): Pick<Measure, "quantileCi95"> {
    if (this.means.count < 2) return {};
    const of = (name: QuantileName) => {
      const { low, high } = this.intervalOfQuantile(sorted, QUANTILES[name]);
      return { low: low === null ? null : round(low), high: high === null ? null : round(high) };
    };
    return { quantileCi95: { p50: of("p50"), p90: of("p90"), p95: of("p95"), p99: of("p99") } };
  }

  private intervalOfQuantile(sorted: Float64Array, p: number): QuantileInterval {
    if (this.means.count < 2) return { low: null, high: null };
    if (this.isOnePerReplication) return quantileInterval(sorted, p);
    const clusters = this.replications().map((values) => ({
      size: values.length,
      countAtMost: (limit: number) => values.reduce((count, value) => (value <= limit ? count + 1 : count), 0),
    }));
    return quantileInterval(sorted, p, 0.95, independentObservations(clusters, quantile(sorted, p)));
  }

  private get isOnePerReplication(): boolean {
    return this.values.length === this.means.count;
  }
}

function relative(interval: QuantileInterval | null, centre: number): number {
  if (interval === null || interval.low === null || interval.high === null) return Number.POSITIVE_INFINITY;
  return interval.low === interval.high ? 0 : (interval.high - interval.low) / 2 / Math.abs(centre);
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
