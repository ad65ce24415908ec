import type { MicroUsd } from "../../base/money.ts";

/**
 * `$2.24`, `$1,234.50`; an amount under a cent keeps two digits that say something: `$0.00038`. Bills, which must add up
 * to the eye, use `formatMicroUsd` instead.
 */
export function formatUsd(usd: number): string {
  const sign = usd < 0 ? "-" : "";
  const amount = Math.abs(usd);
  const digits = amount.toFixed(decimalsOf(amount));
  const [whole = "0", fraction = ""] = digits.split(".");
  return `${sign}$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction}`;
}

/** The same for an amount in micro-dollars. */
export function formatUsdOfMicro(amount: MicroUsd): string {
  return formatUsd(amount / 1e6);
}

/** At most the six of a micro-dollar. */
function decimalsOf(amount: number): number {
  if (amount === 0 || amount >= 0.00995) return 2;
  return Math.min(6, 1 - Math.floor(Math.log10(amount)));
}
