import { invariant } from "../../base/invariant.ts";
import { poissonInterval } from "../../stats/poisson-interval.ts";
import { wilsonInterval } from "../../stats/wilson.ts";

/** Against what failures are counted: things that each fail or not, or time during which they can come. */
export type FailureExposure =
  | { readonly kind: "trials"; readonly trials: number }
  /** Node-milliseconds, say. */
  | { readonly kind: "time"; readonly exposureMs: number };

/** How often something fails, with the interval of 95 % confidence; a rate is per millisecond. */
export interface FailureRateFit {
  readonly kind: "probability" | "rate";
  readonly value: number;
  readonly low: number;
  /** Infinity where a rate was watched for no time at all. */
  readonly high: number;
  readonly failures: number;
  readonly exposure: FailureExposure;
}

/**
 * The probability or rate of failures, of which some were counted. None seen is an estimate of 0 whose interval says how
 * much that is worth.
 */
export function fitFailureRate(failures: number, exposure: FailureExposure, confidence = 0.95): FailureRateFit {
  if (exposure.kind === "trials") {
    const { trials } = exposure;
    const interval = wilsonInterval(failures, trials, confidence);
    return { kind: "probability", value: trials === 0 ? 0 : failures / trials, ...interval, failures, exposure };
  }
  const { exposureMs } = exposure;
  invariant(exposureMs > 0 || failures === 0, "what fails has been watched");
  const { low, high } = poissonInterval(failures, confidence);
  if (exposureMs === 0) return { kind: "rate", value: 0, low: 0, high: Number.POSITIVE_INFINITY, failures, exposure };
  const perMs = { value: failures / exposureMs, low: low / exposureMs, high: high / exposureMs };
  return { kind: "rate", ...perMs, failures, exposure };
}
