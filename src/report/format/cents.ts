import type { MicroUsd } from "../../base/money.ts";
import { formatUsd } from "./usd.ts";

/** An amount in a table of amounts: nothing for nothing, `< $0.01` for what would round to it; the bill has all digits. */
export function formatCents(amount: MicroUsd): string {
  if (amount === 0) return "";
  return amount > 0 && amount < 5000 ? "< $0.01" : formatUsd(Math.round(amount / 1e4) / 100);
}
