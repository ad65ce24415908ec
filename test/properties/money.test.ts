import { expect } from "chai";
import { BillCollector } from "../../src/billing/bill-collector.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Recorded } from "../model/run-plan.ts";
import { forAllRuns, type RandomRun } from "./random-run.ts";
import { groupBy } from "./spans.ts";

const MONTH_S = 730 * 3600;

/** Micro-dollars, half up: as 7.2 says, in fractions that cannot be off. */
function amount(quantity: number, priceNanoUsd: number, per: number): number {
  const twice = (2n * BigInt(quantity) * BigInt(priceNanoUsd)) / (BigInt(per) * 1000n);
  return Number((twice + 1n) / 2n);
}

/** What an instance is billed for between two instants: started hours, or started seconds and at least 60 (7.1). */
function units(fromMs: number, toMs: number, mode: Plan["billing"]["mode"]): number {
  return mode === "hourly"
    ? Math.max(1, Math.ceil((toMs - fromMs) / 3_600_000))
    : Math.max(60, Math.ceil((toMs - fromMs) / 1000));
}

/** EC2, EMR and EBS of all instances, worked out from their rows alone (7.1). */
function instancesMicroUsd(plan: Plan, { ec2Instances, endedAtMs }: Recorded): number {
  const { mode, emrBillingFrom, ebsNanoUsdPerGbMonth } = plan.billing;
  const per = mode === "hourly" ? 1 : 3600;
  let total = 0;
  for (const rows of groupBy(ec2Instances, (row) => `${row.componentId} ${row.instanceType}`).values()) {
    const type = plan.instanceTypes[rows[0]?.instanceType ?? ""];
    let [ec2, emr, ebs] = [0, 0, 0];
    for (const { runningAtMs, readyAtMs, shuttingDownAtMs = endedAtMs, emr: isEmr, ebsGb } of rows) {
      if (runningAtMs === undefined) continue;
      ec2 += units(runningAtMs, shuttingDownAtMs, mode);
      ebs += Math.ceil(ebsGb * units(runningAtMs, shuttingDownAtMs, "per-second"));
      const emrFromMs = emrBillingFrom === "running" ? runningAtMs : readyAtMs;
      if (isEmr && emrFromMs !== undefined) emr += units(emrFromMs, shuttingDownAtMs, mode);
    }
    total += amount(ec2, type?.ec2NanoUsdPerHour ?? 0, per) + amount(emr, type?.emrNanoUsdPerHour ?? 0, per);
    total += amount(ebs, ebsNanoUsdPerGbMonth, MONTH_S);
  }
  return total;
}

/** S3's share, of each pipeline: PUT requests, and what was published for as long as it is kept (7.1). */
function logsMicroUsd(plan: Plan, { logs }: Recorded): number {
  const shares = [...groupBy(logs, ({ pipelineId = "" }) => pipelineId).values()];
  return shares.reduce((sum, rows) => sum + shareMicroUsd(plan, rows), 0);
}

function shareMicroUsd({ billing }: Plan, logs: Recorded["logs"]): number {
  const puts = logs.reduce((sum, row) => sum + row.putRequests, 0);
  const bytes = logs.reduce((sum, row) => sum + row.bytesPublished, 0);
  const storedMbHours = Math.ceil((bytes / 1e6) * (billing.logRetentionMs / 3_600_000));
  return amount(puts, billing.s3PutNanoUsd, 1) + amount(storedMbHours, billing.s3StorageNanoUsdPerGbMonth, 1000 * 730);
}

/** The bill that this run would have had under other rules. */
function billOf({ plan, records }: RandomRun, billing: Partial<Plan["billing"]>) {
  const collector = new BillCollector({ ...plan, billing: { ...plan.billing, ...billing } });
  for (const row of records.ec2Instances) collector.observe({ kind: "ec2Instance", row });
  for (const row of records.logs) collector.observe({ kind: "log", row });
  for (const row of records.executions) collector.observe({ kind: "execution", row, instances: [] });
  return collector.bill(records.endedAtMs);
}

describe("bills, whatever the texts", () => {
  forAllRuns("7.2 has lines that add up to the total, and no line for nothing", 60, ({ records: { bill } }) => {
    expect(bill.lines.reduce((sum, line) => sum + line.amountMicroUsd, 0)).to.equal(bill.totalMicroUsd);
    for (const { quantity, amountMicroUsd, priceNanoUsd, freeQuantity } of bill.lines) {
      expect(Number.isSafeInteger(amountMicroUsd) && Number.isInteger(quantity)).to.equal(true);
      // hours that EC2 itself cut short cost nothing, and are told of (7.1)
      if (freeQuantity !== undefined) expect(freeQuantity).to.be.above(0);
      else expect(Math.min(quantity, priceNanoUsd)).to.be.above(0);
    }
  });

  forAllRuns("7.1 bills what the rows of the instances and logs say, worked out anew", 60, ({ plan, records }) => {
    // what a Spot instance-hour costs is another rule
    if (records.ec2Instances.some(({ purchase }) => purchase === "spot")) return;
    const fees = records.bill.lines.filter(({ kind }) => kind === "Data Pipeline");
    const feesMicroUsd = fees.reduce((sum, line) => sum + line.amountMicroUsd, 0);
    expect(records.bill.totalMicroUsd - feesMicroUsd).to.equal(
      instancesMicroUsd(plan, records) + logsMicroUsd(plan, records),
    );
    const spanS = Math.ceil((records.endedAtMs - plan.activationMs) / 1000);
    for (const { quantity } of fees) expect(quantity).to.be.at.most(spanS);
  });

  forAllRuns("7.1 bills no instance before it runs, nor one that never ran", 60, ({ plan, records }) => {
    const longestMs = records.ec2Instances.reduce(
      (sum, row) =>
        sum + (row.runningAtMs === undefined ? 0 : (row.shuttingDownAtMs ?? records.endedAtMs) - row.runningAtMs),
      0,
    );
    const ran = records.ec2Instances.filter(({ runningAtMs }) => runningAtMs !== undefined).length;
    const billed = records.bill.lines
      .filter(({ kind }) => kind === "EC2")
      .reduce((sum, { quantity, freeQuantity = 0 }) => sum + quantity + freeQuantity, 0);
    const unitMs = plan.billing.mode === "hourly" ? 3_600_000 : 1000;
    expect(billed * unitMs).to.be.at.least(longestMs);
    // each of them rounded up, or to the minimum of a minute
    expect(billed * unitMs).to.be.at.most(longestMs + ran * Math.max(60_000, unitMs));
  });

  forAllRuns(
    "7.1 never bills less by the hour than by the second, nor less from running than from ready",
    60,
    (run) => {
      const total = (billing: Partial<Plan["billing"]>) => billOf(run, billing).totalMicroUsd;
      expect(billOf(run, {})).to.deep.equal(run.records.bill);
      expect(total({ mode: "hourly" })).to.be.at.least(total({ mode: "per-second" }));
      expect(total({ emrBillingFrom: "running" })).to.be.at.least(total({ emrBillingFrom: "ready" }));
    },
  );
});
