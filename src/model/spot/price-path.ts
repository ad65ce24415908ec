import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { NanoUsd } from "../../base/money.ts";

/** From when on a price holds. */
export interface PriceChange {
  readonly atMs: InstantMs;
  readonly priceNanoUsd: NanoUsd;
}

/** Where a path goes: its changes in order of time, the first of them at or before the first instant that is asked for. */
export interface PriceSource {
  readonly changes: Iterator<PriceChange>;
  /** No price is below. */
  readonly lowestNanoUsd: NanoUsd;
  /** No price is above. */
  readonly highestNanoUsd: NanoUsd;
}

/**
 * The price of a market over time, a step function. It is made as far as somebody asks: what it is depends on its source
 * alone, never on who asks or when, and a price that nobody looks at costs nothing.
 */
export class PricePath {
  private readonly source: PriceSource;
  private readonly atMs: InstantMs[] = [];
  private readonly prices: NanoUsd[] = [];
  private isComplete = false;

  constructor(source: PriceSource) {
    this.source = source;
  }

  get highestNanoUsd(): NanoUsd {
    return this.source.highestNanoUsd;
  }

  priceAt(atMs: InstantMs): NanoUsd {
    const price = this.prices[this.indexAt(atMs)];
    invariant(price !== undefined, "a price path begins before it is asked for");
    return price;
  }

  /** When the price is above `bidNanoUsd` for the first time from `fromMs` to `untilMs`; undefined: not by then. */
  firstAbove(bidNanoUsd: NanoUsd, fromMs: InstantMs, untilMs: InstantMs): InstantMs | undefined {
    if (this.source.highestNanoUsd <= bidNanoUsd) return undefined;
    return this.first((price) => price > bidNanoUsd, fromMs, untilMs);
  }

  /** When it is at most `bidNanoUsd` for the first time; otherwise as `firstAbove`. */
  firstWithin(bidNanoUsd: NanoUsd, fromMs: InstantMs, untilMs: InstantMs): InstantMs | undefined {
    if (this.source.lowestNanoUsd > bidNanoUsd) return undefined;
    return this.first((price) => price <= bidNanoUsd, fromMs, untilMs);
  }

  /** The price at `fromMs`, and each change after it up to `untilMs`. */
  between(fromMs: InstantMs, untilMs: InstantMs): PriceChange[] {
    const changes = [{ atMs: fromMs, priceNanoUsd: this.priceAt(fromMs) }];
    for (let index = this.indexAt(fromMs) + 1; ; index += 1) {
      const change = this.changeAt(index);
      if (change === undefined || change.atMs > untilMs) return changes;
      changes.push(change);
    }
  }

  private first(is: (price: NanoUsd) => boolean, fromMs: InstantMs, untilMs: InstantMs): InstantMs | undefined {
    if (is(this.priceAt(fromMs))) return fromMs;
    for (let index = this.indexAt(fromMs) + 1; ; index += 1) {
      const change = this.changeAt(index);
      if (change === undefined || change.atMs > untilMs) return undefined;
      if (is(change.priceNanoUsd)) return change.atMs;
    }
  }

  /** The last change at or before an instant. */
  private indexAt(atMs: InstantMs): number {
    while (!this.isComplete && (this.atMs.at(-1) ?? Number.NEGATIVE_INFINITY) <= atMs) this.extend();
    let low = 0;
    for (let high = this.atMs.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((this.atMs[middle] ?? 0) <= atMs) low = middle;
      else high = middle;
    }
    return low;
  }

  private changeAt(index: number): PriceChange | undefined {
    while (!this.isComplete && index >= this.atMs.length) this.extend();
    const [atMs, priceNanoUsd] = [this.atMs[index], this.prices[index]];
    return atMs === undefined || priceNanoUsd === undefined ? undefined : { atMs, priceNanoUsd };
  }

  private extend(): void {
    const next = this.source.changes.next();
    if (next.done) {
      this.isComplete = true;
    } else if (next.value.priceNanoUsd !== this.prices.at(-1)) {
      this.atMs.push(next.value.atMs);
      this.prices.push(next.value.priceNanoUsd);
    }
  }
}
