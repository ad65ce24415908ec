import type { BillLine } from "../../billing/bill.ts";
import { formatCount } from "./count.ts";
import { formatDuration } from "./duration.ts";

/** `20 instance-hours`; a number of seconds as a length of time. */
export function formatQuantity({ quantity, unit }: Pick<BillLine, "quantity" | "unit">): string {
  if (unit === "second") return formatDuration(quantity * 1000);
  return `${formatCount(quantity)} ${unit}${quantity === 1 ? "" : "s"}`;
}
