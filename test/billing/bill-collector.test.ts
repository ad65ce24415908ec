import { expect } from "chai";
import fc from "fast-check";
import type { Bill } from "../../src/billing/bill.ts";
import { BillCollector } from "../../src/billing/bill-collector.ts";
import type { BillingPlan, Plan } from "../../src/model/plan.ts";
import type { Ec2InstanceRow, LogRow } from "../../src/model/records.ts";
import { ACTIVATION_MS, planOf } from "../model/plans.ts";

function planWith(billing: Partial<BillingPlan>, feeMicroUsdPerMonth = 0): Plan {
  return planOf({ feeMicroUsdPerMonth }, { billing: { ...planOf({}).billing, ...billing } });
}

function instance(rest: Partial<Ec2InstanceRow>): Ec2InstanceRow {
  return {
    pipelineId: "df-TEST",
    componentId: "R",
    resourceId: "@R",
    ec2InstanceId: "CORE-0",
    role: "core",
    instanceType: "m1.small",
    purchase: "on-demand",
    emr: true,
    state: "terminated",
    ebsGb: 0,
    requestedAtMs: ACTIVATION_MS,
    runningAtMs: ACTIVATION_MS,
    readyAtMs: ACTIVATION_MS,
    shuttingDownAtMs: ACTIVATION_MS + 3_600_000,
    bootstrapActions: [],
    busyMs: 0,
    ...rest,
  };
}

function log(bytesPublished: number, putRequests: number): LogRow {
  return {
    kind: "attempt",
    writerId: "w",
    hostId: "h",
    status: "published",
    reason: "",
    bytes: bytesPublished,
    bytesPublished,
    putRequests,
    writtenFromAtMs: 0,
    writtenToAtMs: 0,
  };
}

function billOf(plan: Plan, rows: readonly Ec2InstanceRow[], logs: readonly LogRow[] = [], endedAtS = 3600): Bill {
  const collector = new BillCollector(plan);
  for (const row of rows) collector.observe({ kind: "ec2Instance", row });
  for (const row of logs) collector.observe({ kind: "log", row });
  return collector.bill(ACTIVATION_MS + 1000 * endedAtS);
}

const linesOf = (bill: Bill) =>
  bill.lines.map((line) => [line.componentId, line.kind, line.instanceType, line.quantity, line.amountMicroUsd]);

describe("a bill", () => {
  it("7.2 has one line per resource, kind and instance type, which add up to its total", () => {
    const bill = billOf(planWith({ mode: "hourly" }), [
      instance({}),
      instance({}),
      instance({ instanceType: "m1.xlarge" }),
      instance({ componentId: "Other", emr: false }),
    ]);
    expect(linesOf(bill)).to.deep.equal([
      ["Other", "EC2", "m1.small", 1, 65_000],
      ["R", "EC2", "m1.small", 2, 130_000],
      ["R", "EC2", "m1.xlarge", 1, 520_000],
      ["R", "EMR", "m1.small", 2, 30_000],
      ["R", "EMR", "m1.xlarge", 1, 120_000],
    ]);
    expect(bill.totalMicroUsd).to.equal(865_000);
  });

  // 67 s * 0.065 USD / 3600 = 0.00120972 USD
  it("7.2 rounds each line half up to the micro-dollar", () => {
    const rows = [instance({ emr: false, shuttingDownAtMs: ACTIVATION_MS + 67_000 })];
    expect(linesOf(billOf(planWith({ mode: "per-second" }), rows))).to.deep.equal([["R", "EC2", "m1.small", 67, 1210]]);
  });

  // 8 GB for an hour are 28,800 GB-seconds at 0.10 USD per GB-month of 2,628,000 s: 0.00109589 USD
  it("7.1 EBS by the GB-month", () => {
    const bill = billOf(planWith({ ebsNanoUsdPerGbMonth: 100_000_000 }), [instance({ emr: false, ebsGb: 8 })]);
    expect(linesOf(bill)[1]).to.deep.equal(["R", "EBS", "m1.small", 28_800, 1096]);
  });

  // 1,234 PUTs at 5 USD a million: 0.00617 USD. 2.5 GB for 30 days are 2,500 * 720 = 1,800,000 MB-hours at 0.125 USD per
  // GB-month of 730 hours: 1,800 / 730 * 0.125 = 0.308219 USD
  it("7.1 S3 requests and the storage of published logs", () => {
    const s3 = { s3PutNanoUsd: 5000, s3StorageNanoUsdPerGbMonth: 125_000_000, logRetentionMs: 30 * 86_400_000 };
    const bill = billOf(planWith(s3), [], [log(2_000_000_000, 1000), log(500_000_000, 234)]);
    expect(linesOf(bill)).to.deep.equal([
      [undefined, "S3 requests", undefined, 1234, 6170],
      [undefined, "S3 storage", undefined, 1_800_000, 308_219],
    ]);
  });

  // 0.60 USD a month for 1,145 s of 2,628,000: 0.000261 USD
  it("7.1 Data Pipeline's fee for the time from the activation to the last end", () => {
    const plan = planWith({}, 600_000);
    const collector = new BillCollector(plan);
    const row = { pipelineId: "df-TEST", scheduledStartAtMs: ACTIVATION_MS, dueAtMs: ACTIVATION_MS, succeeded: true };
    collector.observe({ kind: "execution", instances: [], row: { ...row, endedAtMs: ACTIVATION_MS + 1_145_000 } });
    expect(linesOf(collector.bill(ACTIVATION_MS + 3_600_000))).to.deep.equal([
      [undefined, "Data Pipeline", undefined, 1145, 261],
    ]);
  });

  it("7.1 the fee of what has not ended counts to the end of the simulation", () => {
    const collector = new BillCollector(planWith({}, 600_000));
    const row = { pipelineId: "df-TEST", scheduledStartAtMs: ACTIVATION_MS, dueAtMs: ACTIVATION_MS, succeeded: false };
    collector.observe({ kind: "execution", instances: [], row });
    // 3600 / 2,628,000 * 0.60 = 0.000822
    expect(linesOf(collector.bill(ACTIVATION_MS + 3_600_000))[0]?.slice(3)).to.deep.equal([3600, 822]);
  });

  it("7.2 leaves out what costs nothing", () => {
    expect(billOf(planWith({}), [], [log(1_000_000, 3)]).lines).to.deep.equal([]);
  });

  it("7.1 is the same whatever the order of the instances", () => {
    const rows = [instance({}), instance({ instanceType: "m1.xlarge" }), instance({ componentId: "B" })];
    const plan = planWith({});
    expect(billOf(plan, [...rows].reverse())).to.deep.equal(billOf(plan, rows));
  });

  const lengthsMs = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 30 });

  it("7.1, 7.2 by the hour is never below by the second, and both add up (property)", () => {
    fc.assert(
      fc.property(lengthsMs, fc.constantFrom<BillingPlan["emrBillingFrom"]>("running", "ready"), (lengths, from) => {
        const rows = lengths.map((lengthMs) => instance({ shuttingDownAtMs: ACTIVATION_MS + lengthMs, ebsGb: 8 }));
        const prices = { emrBillingFrom: from, ebsNanoUsdPerGbMonth: 100_000_000 };
        const hourly = billOf(planWith({ ...prices, mode: "hourly" }), rows);
        const perSecond = billOf(planWith({ ...prices, mode: "per-second" }), rows);
        expect(hourly.totalMicroUsd).to.be.at.least(perSecond.totalMicroUsd);
        for (const { lines, totalMicroUsd } of [hourly, perSecond]) {
          expect(lines.reduce((sum, line) => sum + line.amountMicroUsd, 0)).to.equal(totalMicroUsd);
          for (const line of lines) expect(Number.isSafeInteger(line.amountMicroUsd)).to.equal(true);
        }
      }),
      { seed: 71, numRuns: 100 },
    );
  });
});
