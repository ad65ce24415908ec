import type { BillLine } from "../../billing/bill.ts";
import type { Column } from "./write-csv.ts";

/** `bill.csv`: one row per line of the bill; the column of amounts adds up to the total. */
export const billColumns: readonly Column<BillLine>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "kind", cell: (row) => row.kind },
  { header: "instance_type", cell: (row) => row.instanceType },
  { header: "purchase", cell: (row) => row.purchase },
  { header: "quantity", cell: (row) => row.quantity },
  { header: "unit", cell: (row) => row.unit },
  { header: "price", cell: (row) => `USD ${row.priceText}` },
  { header: "amount_usd", cell: (row) => row.amountMicroUsd / 1e6 },
];
