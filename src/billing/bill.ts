import type { MicroUsd, NanoUsd } from "../base/money.ts";

/** What a line of a bill is for. */
export type BillKind = "EC2" | "EMR" | "EBS" | "S3 requests" | "S3 storage" | "Data Pipeline";

/** One line of a bill: per resource component, instance type, purchase option and kind (7.2). */
export interface BillLine {
  /** Absent: the own logs of user-managed Task Runners that serve several pipelines. */
  readonly pipelineId?: string;
  /** The resource component's id; absent for lines that belong to the pipeline as a whole. */
  readonly componentId?: string;
  readonly kind: BillKind;
  readonly instanceType?: string;
  readonly purchase?: "on-demand" | "spot";
  /** In `unit`: instance-hours, instance-seconds, requests, ... */
  readonly quantity: number;
  readonly unit: "instance-hour" | "instance-second" | "GB-second" | "MB-hour" | "request" | "second";
  /** USD as text for a person: `0.065 per hour`, `0.0072 per hour (0.0071 to 0.0083)`. */
  readonly priceText: string;
  /** Of Spot instances the mean over the units, rounded down; the amount is exact. */
  readonly priceNanoUsd: NanoUsd;
  readonly amountMicroUsd: MicroUsd;
  /** Units that EC2 cut short by taking Spot instances back, and that nothing is charged for (7.1); absent: none. */
  readonly freeQuantity?: number;
  /** What the same use would have cost on demand; of EC2's price of Spot instances. */
  readonly onDemandMicroUsd?: MicroUsd;
}

/** A bill: its lines and their exact sum (7.2). */
export interface Bill {
  readonly lines: readonly BillLine[];
  /** The exact sum of the lines (7.2). */
  readonly totalMicroUsd: MicroUsd;
}
