import type { Distribution } from "../../../engine/distribution.ts";
import type { Sample } from "../sample.ts";

/** The parameters of a family with one or two of them; the second of a single one is NaN. */
export type Pair = readonly [number, number];

/** The probabilities of a value below and above a point, each with its digits where it is small. */
export interface Parts {
  readonly below: number;
  readonly above: number;
}

/** Where a parameter lies with 95 % confidence. */
export interface ParameterInterval {
  readonly low: number;
  readonly high: number;
}

/** One kind of distribution with what it takes to fit it. */
export interface Family {
  readonly kind: Distribution["kind"];
  /** Names as `Distribution` has them; a positive one is searched for, and has its interval, by its logarithm. */
  readonly parameters: readonly { readonly name: string; readonly isPositive: boolean }[];
  /**
   * What the information criteria count. An end of the range counts twice: put at the outermost value it makes the sample
   * more likely by twice as much as a parameter that shifts or stretches.
   */
  readonly parameterCount: number;
  /** Whether the likelihood has a smooth peak; otherwise `estimate` is all there is, and `intervals` are its own. */
  readonly isRegular: boolean;
  readonly intervals?: (pair: Pair, count: number) => readonly ParameterInterval[];
  /** Of most likelihood for complete, finely measured observations, else near enough to begin with; undefined: does not suit. */
  estimate(sample: Sample): Pair | undefined;
  logDensity(pair: Pair, x: number): number;
  parts(pair: Pair, x: number): Parts;
  quantile(pair: Pair, p: number): number;
  distribution(pair: Pair): Distribution;
}
