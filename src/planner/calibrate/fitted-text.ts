import type { Distribution } from "../../engine/distribution.ts";
import { formatDistribution } from "../../scenario/distribution/describe-distribution.ts";
import { DURATION } from "../../scenario/units/duration.ts";
import { plainDecimal } from "../../scenario/units/unit.ts";

/** More digits of a ratio than these say nothing that a sample could know. */
const RATIO_DIGITS = 4;

/** A fitted distribution of durations as a scenario has it: whole milliseconds, ratios of four digits. */
export function fittedText(distribution: Distribution): string {
  // the logarithm of the median would bring its rounding back
  if (distribution.kind === "lognormal") {
    const medianMs = Math.max(1, digits(Math.exp(distribution.mu)));
    return `{ lognormal: { median: ${DURATION.format(medianMs)}, sigma: ${ratio(distribution.sigma)} } }`;
  }
  return formatDistribution(roundDistribution(distribution), DURATION);
}

function roundDistribution(distribution: Exclude<Distribution, { readonly kind: "lognormal" }>): Distribution {
  const whole = digits;
  // what is above 0 must stay so
  const positive = (ms: number) => Math.max(1, digits(ms));
  switch (distribution.kind) {
    case "constant":
      return { kind: "constant", value: whole(distribution.value) };
    case "uniform":
      return distribution.min >= distribution.max
        ? { kind: "constant", value: whole(distribution.min) }
        : { kind: "uniform", min: whole(distribution.min), max: whole(distribution.max) };
    case "exponential":
      return { kind: "exponential", mean: positive(distribution.mean) };
    case "normal":
      return { kind: "normal", mean: whole(distribution.mean), sd: whole(distribution.sd) };
    case "gamma":
      return { kind: "gamma", shape: ratio(distribution.shape), scale: scale(distribution.scale) };
    case "weibull":
      return { kind: "weibull", shape: ratio(distribution.shape), scale: positive(distribution.scale) };
    case "pareto":
      return { kind: "pareto", min: positive(distribution.min), alpha: ratio(distribution.alpha) };
    case "triangular":
    case "pert":
      return {
        kind: distribution.kind,
        min: whole(distribution.min),
        mode: whole(distribution.mode),
        max: whole(distribution.max),
      };
    case "empirical":
      return { kind: "empirical", values: distribution.values.map(whole) };
  }
}

/** Whole milliseconds, of five digits: more say nothing that a sample could know. */
export function digits(ms: number): number {
  return Math.round(Number(ms.toPrecision(5)));
}

/** A share of three digits, as a scenario has it: `7.69%`. */
export function shareText(share: number): string {
  return `${plainDecimal(Number((100 * share).toPrecision(3)))}%`;
}

function ratio(value: number): number {
  return Math.max(10 ** -RATIO_DIGITS, Number(value.toPrecision(RATIO_DIGITS)));
}

/** The scale of a gamma distribution may be a part of a millisecond where its shape is large. */
function scale(ms: number): number {
  return Number(ms.toPrecision(6));
}
