import { confidenceInterval } from "../stats/half-width.ts";
import { quantile } from "../stats/quantile.ts";
import { Tally } from "../stats/tally.ts";
import type { MeasureUnit, Observations } from "./measure-collector.ts";
import type { Measure } from "./result.ts";

/** Decimals that are written: micro-dollars, microseconds, parts per million. More would be noise of the last bit. */
const DECIMALS: Readonly<Record<MeasureUnit, number>> = { USD: 6, ms: 3, bytes: 3, count: 6, fraction: 6 };

/** Collects one measure over the replications. */
export class MeasureSummary {
  private readonly unit: MeasureUnit;
  private readonly means = new Tally();
  private readonly values: number[] = [];

  constructor(unit: MeasureUnit) {
    this.unit = unit;
  }

  add({ values }: Observations): void {
    let sum = 0;
    for (const value of values) {
      sum += value;
      this.values.push(value);
    }
    if (values.length > 0) this.means.add(sum / values.length);
  }

  /** Half-width of the 95 % interval relative to the mean: infinite before the second replication, 0 for a sure 0. */
  relativeHalfWidth(): number {
    const interval = confidenceInterval(this.means);
    if (interval === null) return Number.POSITIVE_INFINITY;
    return interval.halfWidth === 0 ? 0 : interval.halfWidth / Math.abs(this.means.mean);
  }

  finish(): Measure {
    const decimals = DECIMALS[this.unit];
    const round = (value: number) => roundTo(value, decimals);
    const sorted = Float64Array.from(this.values).sort();
    const at = (p: number) => round(quantile(sorted, p));
    const interval = confidenceInterval(this.means);
    return {
      unit: this.unit,
      n: this.means.count,
      observations: sorted.length,
      mean: round(this.means.mean),
      sd: round(Math.sqrt(this.means.count > 1 ? this.means.variance : 0)),
      ci95:
        interval === null
          ? null
          : { low: round(interval.low), high: round(interval.high), halfWidth: round(interval.halfWidth) },
      min: at(0),
      p5: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
    };
  }
}

function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
