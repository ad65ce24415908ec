/**
 * Count, mean and spread of observations, of which none is kept.
 * Source: B. P. Welford, Note on a method for calculating corrected sums, Technometrics 4 (1962), 419-420.
 */
export class Tally {
  private n = 0;
  private average = 0;
  private squares = 0;
  private smallest = Number.POSITIVE_INFINITY;
  private largest = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.n += 1;
    const deviation = value - this.average;
    this.average += deviation / this.n;
    this.squares += deviation * (value - this.average);
    if (value < this.smallest) this.smallest = value;
    if (value > this.largest) this.largest = value;
  }

  /**
   * Adds all of another tally's observations at once.
   * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae and a pairwise algorithm (1979).
   */
  merge(other: Tally): void {
    if (other.n === 0) return;
    const n = this.n + other.n;
    const deviation = other.average - this.average;
    this.squares += other.squares + (deviation * deviation * this.n * other.n) / n;
    this.average += (deviation * other.n) / n;
    this.n = n;
    this.smallest = Math.min(this.smallest, other.smallest);
    this.largest = Math.max(this.largest, other.largest);
  }

  get count(): number {
    return this.n;
  }

  /** NaN before the first observation. */
  get mean(): number {
    return this.n === 0 ? Number.NaN : this.average;
  }

  /** Sample variance, by n - 1; 0 for a single observation, NaN before it. */
  get variance(): number {
    if (this.n === 0) return Number.NaN;
    return this.n === 1 ? 0 : this.squares / (this.n - 1);
  }

  /** The square root of `variance`. */
  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** Infinity before the first observation. */
  get min(): number {
    return this.smallest;
  }

  /** -Infinity before the first observation. */
  get max(): number {
    return this.largest;
  }
}
