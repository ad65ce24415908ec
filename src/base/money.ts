/** An amount in integer micro-dollars (7.2). */
export type MicroUsd = number;

/** A price in integer billionths of a dollar: fine enough for every published price. */
export type NanoUsd = number;

/** 0.065 USD -> 65,000,000 nano-dollars, half up. */
export function nanoUsdFromUsd(usd: number): NanoUsd {
  return Math.round(usd * 1e9);
}

/** `0.0071`: an hourly price in dollars, with as many decimals as it has. */
export function formatNanoUsd(price: NanoUsd): string {
  return (price / 1e9).toFixed(9).replace(/(\.\d*?[1-9])0+$|\.0+$/, "$1");
}

/**
 * quantity * price / divisor in micro-dollars, half up, exact whatever the size (7.2).
 * `quantity` and `divisor` are non-negative integers: 22,580 instance-seconds at a price per 3,600 of them.
 */
export function amountMicroUsd(quantity: number, priceNanoUsd: NanoUsd, divisor: number): MicroUsd {
  return roundToMicroUsd(BigInt(quantity) * BigInt(priceNanoUsd), divisor);
}

/** The same of a sum of quantities times their prices. */
export function roundToMicroUsd(nanoUsdUnits: bigint, divisor: number): MicroUsd {
  const denominator = BigInt(divisor) * 1000n;
  return Number((2n * nanoUsdUnits + denominator) / (2n * denominator));
}

/** `2.240000`: dollars with all six decimals, as bills and tests write them. */
export function formatMicroUsd(amount: MicroUsd): string {
  const sign = amount < 0 ? "-" : "";
  const digits = Math.abs(amount).toString().padStart(7, "0");
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
