import type { Distribution } from "../../engine/distribution.ts";
import type { ParameterInterval } from "./families/family.ts";

/** One parameter of a fitted distribution, in the unit of the sample where it has one. */
export interface ParameterEstimate {
  /** As `Distribution` calls it: `mu`, `shape`, `mean` ... */
  readonly name: string;
  readonly value: number;
  /** Of 95 % confidence; null where the sample says nothing of it. */
  readonly interval: ParameterInterval | null;
}

/** How far a fitted distribution is from its sample. */
export interface GoodnessOfFit {
  /** Kolmogorov and Smirnov's D: the largest distance of the two distribution functions. */
  readonly ks: number;
  /** Anderson and Darling's A^2, which looks at the tails; null where some are cut off, or an end is the outermost value. */
  readonly andersonDarling: number | null;
  /**
   * How often a sample of the fitted distribution, fitted anew, has at least this D; null where it was not computed. Tables
   * of D do not hold here, since the parameters come from the sample itself.
   */
  readonly pValue: number | null;
  /** The same for A^2. */
  readonly andersonDarlingPValue: number | null;
}

/** One kind of distribution, fitted to a sample by maximum likelihood. */
export interface DistributionFit {
  readonly distribution: Distribution;
  readonly parameters: readonly ParameterEstimate[];
  readonly logLikelihood: number;
  /** Akaike's criterion corrected for small samples: smaller is better; Infinity where the sample is too small for it. */
  readonly aicc: number;
  readonly bic: number;
  /** Of all kinds that were fitted, how much speaks for this one, from 0 to 1 (Akaike's weights). */
  readonly weight: number;
  readonly goodness: GoodnessOfFit;
}

/** What is to be known about a sample beyond its values. */
export interface FitOptions {
  /** Of what had not ended when it was last seen: each is at least this long. */
  readonly censored?: readonly number[];
  /** What values were rounded to; absent: the largest that divides them all of a minute, 10 s, 1 s ... in milliseconds. */
  readonly resolution?: number;
  /** Samples drawn for the p-values; 0: none are computed; absent: 200. */
  readonly bootstrapSamples?: number;
  /** Of the random numbers of the bootstrap. */
  readonly seed?: string;
  /** How notes write a value; absent: as a bare number. */
  readonly format?: (value: number) => string;
}

/** The distributions that were fitted to one sample, and what to know about it. */
export interface DistributionFits {
  /** Of complete observations. */
  readonly count: number;
  readonly censoredCount: number;
  /** What values were rounded to; 0 where none can be seen. */
  readonly resolution: number;
  /** What to use, and why. */
  readonly chosen: Distribution;
  readonly reason: string;
  /** Best first. Empty where there are too few values, or where all are equal. */
  readonly ranked: readonly DistributionFit[];
  /** What a reader must know: few data, ties, outliers, what was left out. Whole sentences. */
  readonly notes: readonly string[];
}
