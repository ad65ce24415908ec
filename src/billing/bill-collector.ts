import { HOUR_MS, SECOND_MS } from "../base/instant.ts";
import { amountMicroUsd } from "../base/money.ts";
import type { Plan } from "../model/plan.ts";
import type { Ec2InstanceRow, LogRow, ModelEvent, SpotPrice } from "../model/records.ts";
import type { Bill, BillKind, BillLine } from "./bill.ts";
import { SpotTotal } from "./spot-total.ts";
import { type InstanceUsage, measureUsage } from "./usage.ts";

/** AWS prices a month as 730 hours. */
const SECONDS_PER_MONTH = 730 * 3600;

/** Adds usage up as the simulation goes and makes a bill of it; what it keeps does not grow with the run (7.1, 7.2). */
export class BillCollector {
  private readonly plan: Plan;
  /** By pipeline, then by component: one for each instance type and purchase option. `totals` has them all. */
  private readonly usages = new Map<string, Map<string, UsageTotals[]>>();
  private readonly totals: Total[] = [];
  private readonly stillRunning: Ec2InstanceRow[] = [];
  private readonly lastEndMs = new Map<string, number>();
  private readonly logs = new Map<string | undefined, LogTotal>();

  constructor(plan: Plan) {
    this.plan = plan;
  }

  readonly observe = (event: ModelEvent): void => {
    if (event.kind === "ec2Instance") {
      if (event.row.shuttingDownAtMs === undefined) this.stillRunning.push(event.row);
      else this.addInstance(event.row, event.row.shuttingDownAtMs);
    } else if (event.kind === "log") {
      this.addLog(event.row);
    } else if (event.kind === "execution") {
      const { pipelineId, endedAtMs } = event.row;
      // an execution without an end still costs its pipeline's fee when the simulation stops
      this.lastEndMs.set(pipelineId, Math.max(this.lastEndMs.get(pipelineId) ?? 0, endedAtMs ?? Number.MAX_VALUE));
    }
  };

  /** @param endedAtMs when the simulation stopped */
  bill(endedAtMs: number): Bill {
    for (const row of this.stillRunning.splice(0)) this.addInstance(row, endedAtMs);
    const lines = [...this.totals.map(lineOf), ...this.logLines(), ...this.feeLines(endedAtMs)]
      .filter((line) => line.freeQuantity !== undefined || (line.quantity > 0 && line.priceNanoUsd > 0))
      .sort((a, b) => this.comparePipelines(a, b) || compareLines(a, b));
    return { lines, totalMicroUsd: lines.reduce((sum, line) => sum + line.amountMicroUsd, 0) };
  }

  /** In the plan's order; what belongs to none of them comes last. */
  private comparePipelines(a: BillLine, b: BillLine): number {
    const { pipelines } = this.plan;
    const rank = ({ pipelineId }: BillLine): number => {
      const index = pipelines.findIndex(({ id }) => id === pipelineId);
      return index < 0 ? pipelines.length : index;
    };
    return rank(a) - rank(b);
  }

  private addInstance(row: Ec2InstanceRow, endedAtMs: number): void {
    const usage = measureUsage(row, this.plan.billing, endedAtMs);
    const ofComponent = this.usages.get(row.pipelineId)?.get(row.componentId);
    const { ec2, emr, ebs } = ofComponent?.find((totals) => isOf(totals, row)) ?? this.begin(row);
    if (row.spot === undefined) ec2.quantity += usage.ec2;
    else this.addSpot(ec2, row, row.spot.prices, usage);
    emr.quantity += usage.emr;
    if (usage.freeEmr > 0) emr.freeQuantity = (emr.freeQuantity ?? 0) + usage.freeEmr;
    ebs.quantity += usage.ebsGbSeconds;
  }

  private addSpot(total: Total, row: Ec2InstanceRow, prices: readonly SpotPrice[], usage: InstanceUsage): void {
    const { runningAtMs } = row;
    // one that never ran is not used
    if (runningAtMs === undefined) return;
    total.spot ??= new SpotTotal();
    const unitMs = this.plan.billing.mode === "hourly" ? HOUR_MS : SECOND_MS;
    total.spot.add(prices, runningAtMs, unitMs, usage.ec2, usage.freeEc2);
  }

  private begin(row: Ec2InstanceRow): UsageTotals {
    const { billing, instanceTypes } = this.plan;
    const type = instanceTypes[row.instanceType];
    const [unit, divisor] =
      billing.mode === "hourly" ? (["instance-hour", 1] as const) : (["instance-second", 3600] as const);
    const hourly = { unit, divisor, per: "hour" };
    const monthly = { unit: "GB-second", divisor: SECONDS_PER_MONTH, per: "GB-month" } as const;
    const usage = {
      instanceType: row.instanceType,
      purchase: row.purchase,
      ec2: this.total(row, "EC2", { ...hourly, priceNanoUsd: type?.ec2NanoUsdPerHour ?? 0 }),
      emr: this.total(row, "EMR", { ...hourly, priceNanoUsd: type?.emrNanoUsdPerHour ?? 0 }),
      ebs: this.total(row, "EBS", { ...monthly, priceNanoUsd: billing.ebsNanoUsdPerGbMonth }),
    };
    const ofPipeline = this.usages.get(row.pipelineId) ?? new Map<string, UsageTotals[]>();
    const ofComponent = ofPipeline.get(row.componentId) ?? [];
    ofComponent.push(usage);
    this.usages.set(row.pipelineId, ofPipeline.set(row.componentId, ofComponent));
    return usage;
  }

  private total({ pipelineId, componentId, instanceType, purchase }: Ec2InstanceRow, kind: BillKind, price: Price) {
    const total: Total = { place: { pipelineId, componentId, kind, instanceType, purchase }, price, quantity: 0 };
    this.totals.push(total);
    return total;
  }

  private addLog(row: LogRow): void {
    let total = this.logs.get(row.pipelineId);
    if (total === undefined) {
      total = { putRequests: 0, publishedBytes: 0 };
      this.logs.set(row.pipelineId, total);
    }
    total.putRequests += row.putRequests;
    total.publishedBytes += row.bytesPublished;
  }

  /** PUT requests and the storage of what was published, for each pipeline, and for the runners that serve several. */
  private logLines(): BillLine[] {
    const { pipelines, pipelinesAreNamed } = this.plan;
    const only = pipelinesAreNamed === true ? undefined : pipelines[0]?.id;
    return [...this.logs].flatMap(([pipelineId = only, total]) => this.linesOfLogs(pipelineId, total));
  }

  private linesOfLogs(pipelineId: string | undefined, { putRequests, publishedBytes }: LogTotal): BillLine[] {
    const { billing } = this.plan;
    const owner = pipelineId === undefined ? {} : { pipelineId };
    const storedMbHours = Math.ceil((publishedBytes / 1e6) * (billing.logRetentionMs / HOUR_MS));
    const put = { unit: "request", divisor: 1, per: "request", priceNanoUsd: billing.s3PutNanoUsd } as const;
    const storage = {
      unit: "MB-hour",
      divisor: 1000 * 730,
      per: "GB-month",
      priceNanoUsd: billing.s3StorageNanoUsdPerGbMonth,
    } as const;
    return [
      lineOf({ place: { ...owner, kind: "S3 requests" }, price: put, quantity: putRequests }),
      lineOf({ place: { ...owner, kind: "S3 storage" }, price: storage, quantity: storedMbHours }),
    ];
  }

  /** Data Pipeline's own price, for the time from the pipeline's activation to its last end. */
  private feeLines(endedAtMs: number): BillLine[] {
    return this.plan.pipelines.map(({ id, activationMs = this.plan.activationMs, feeMicroUsdPerMonth }) => {
      const untilMs = Math.min(endedAtMs, this.lastEndMs.get(id) ?? endedAtMs);
      const quantity = Math.ceil(Math.max(0, untilMs - activationMs) / SECOND_MS);
      const priceNanoUsd = feeMicroUsdPerMonth * 1000;
      const price = { unit: "second", divisor: SECONDS_PER_MONTH, per: "month", priceNanoUsd } as const;
      return lineOf({ place: { pipelineId: id, kind: "Data Pipeline" }, price, quantity });
    });
  }
}

/** What the logs of one pipeline come to. */
interface LogTotal {
  putRequests: number;
  publishedBytes: number;
}

/** What the EC2 instances of one component, type and purchase option come to. */
interface UsageTotals extends Pick<Ec2InstanceRow, "instanceType" | "purchase"> {
  readonly ec2: Total;
  readonly emr: Total;
  readonly ebs: Total;
}

function isOf({ instanceType, purchase }: UsageTotals, row: Ec2InstanceRow): boolean {
  return instanceType === row.instanceType && purchase === row.purchase;
}

interface Price {
  readonly unit: BillLine["unit"];
  readonly priceNanoUsd: number;
  /** How many units the price is for. */
  readonly divisor: number;
  readonly per: string;
}

interface Total {
  readonly place: Pick<BillLine, "pipelineId" | "componentId" | "kind" | "instanceType" | "purchase">;
  readonly price: Price;
  quantity: number;
  /** Units that nothing is charged for; absent: none. */
  freeQuantity?: number;
  /** Of EC2's price of Spot instances, in place of `quantity`. */
  spot?: SpotTotal;
}

function lineOf({ place, price, quantity, freeQuantity, spot }: Total): BillLine {
  if (spot !== undefined) return spot.line({ ...place, unit: price.unit }, price.divisor, price.priceNanoUsd);
  return {
    ...place,
    quantity,
    unit: price.unit,
    priceText: `${price.priceNanoUsd / 1e9} per ${price.per}`,
    priceNanoUsd: price.priceNanoUsd,
    amountMicroUsd: amountMicroUsd(quantity, price.priceNanoUsd, price.divisor),
    ...(freeQuantity === undefined ? {} : { freeQuantity }),
  };
}

const KIND_ORDER: readonly BillKind[] = ["EC2", "EMR", "EBS", "S3 requests", "S3 storage", "Data Pipeline"];

function compareLines(a: BillLine, b: BillLine): number {
  return (
    compareText(a.componentId ?? "\uffff", b.componentId ?? "\uffff") ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
    compareText(a.instanceType ?? "", b.instanceType ?? "") ||
    compareText(a.purchase ?? "", b.purchase ?? "")
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
