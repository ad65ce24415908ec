import { type NanoUsd, roundToMicroUsd } from "../base/money.ts";
import type { SpotPrice } from "../model/records.ts";
import type { BillLine } from "./bill.ts";

/** What the Spot instances of one line of a bill come to: each unit of use has a price of its own (7.1). */
export class SpotTotal {
  private quantity = 0;
  private freeQuantity = 0;
  /** Of prices times units: more than a number holds exactly. */
  private nanoUsdUnits = 0n;
  private lowest: NanoUsd = Number.POSITIVE_INFINITY;
  private highest: NanoUsd = 0;

  /**
   * Adds an instance. A unit of use, an hour or a second, has the price at its start.
   *
   * @param units how many are paid for, from the instance's start
   * @param free those that nothing is charged for, behind them
   */
  add(prices: readonly SpotPrice[], runningAtMs: number, unitMs: number, units: number, free: number): void {
    this.quantity += units;
    this.freeQuantity += free;
    for (const [index, { priceNanoUsd, atMs }] of prices.entries()) {
      const next = prices[index + 1];
      const from = index === 0 ? 0 : unitsBefore(atMs, runningAtMs, unitMs);
      const until = next === undefined ? units : Math.min(units, unitsBefore(next.atMs, runningAtMs, unitMs));
      if (until <= from) continue;
      this.nanoUsdUnits += BigInt(priceNanoUsd) * BigInt(until - from);
      this.lowest = Math.min(this.lowest, priceNanoUsd);
      this.highest = Math.max(this.highest, priceNanoUsd);
    }
  }

  /**
   * The line that it makes.
   *
   * @param onDemandNanoUsd what a unit costs on demand: so much per `divisor` units
   */
  line(
    place: Pick<BillLine, "pipelineId" | "componentId" | "kind" | "instanceType" | "purchase" | "unit">,
    divisor: number,
    onDemandNanoUsd: NanoUsd,
  ): BillLine {
    const { quantity, freeQuantity, lowest, highest } = this;
    const mean = quantity === 0 ? 0n : this.nanoUsdUnits / BigInt(quantity);
    const range = lowest < highest ? ` (${lowest / 1e9} to ${highest / 1e9})` : "";
    const onDemand = BigInt(onDemandNanoUsd) * BigInt(quantity + freeQuantity);
    return {
      ...place,
      quantity,
      priceText: `${quantity === 0 ? 0 : Number(mean) / 1e9} per hour${range}`,
      priceNanoUsd: Number(mean),
      amountMicroUsd: roundToMicroUsd(this.nanoUsdUnits, divisor),
      ...(freeQuantity === 0 ? {} : { freeQuantity }),
      onDemandMicroUsd: roundToMicroUsd(onDemand, divisor),
    };
  }
}

/** Units of use that begin before an instant. */
function unitsBefore(atMs: number, runningAtMs: number, unitMs: number): number {
  return Math.max(0, Math.ceil((atMs - runningAtMs) / unitMs));
}
