import { expect } from "chai";
import { measureUsage } from "../../src/billing/usage.ts";
import type { BillingPlan } from "../../src/model/plan.ts";
import type { Ec2InstanceRow } from "../../src/model/records.ts";
import { planOf } from "../model/plans.ts";

/** An EMR instance that was requested at 0, its times in seconds. */
function instance(times: { readonly running?: number; readonly ready?: number; readonly down?: number }, ebsGb = 0) {
  const row: Ec2InstanceRow = {
    pipelineId: "df-TEST",
    componentId: "R",
    resourceId: "@R",
    ec2InstanceId: "CORE-0",
    role: "core",
    instanceType: "m1.small",
    purchase: "on-demand",
    emr: true,
    state: "terminated",
    ebsGb,
    requestedAtMs: 0,
    bootstrapActions: [],
    busyMs: 0,
    ...(times.running === undefined ? {} : { runningAtMs: 1000 * times.running }),
    ...(times.ready === undefined ? {} : { readyAtMs: 1000 * times.ready }),
    ...(times.down === undefined ? {} : { shuttingDownAtMs: 1000 * times.down }),
  };
  return row;
}

function billing(mode: BillingPlan["mode"], emrBillingFrom: BillingPlan["emrBillingFrom"] = "running"): BillingPlan {
  return { ...planOf({}).billing, mode, emrBillingFrom };
}

describe("usage", () => {
  // from, to (seconds), hours by the started hour, seconds with a minimum of 60
  const cases: [string, number, number, number, number][] = [
    ["an instance that was stopped as soon as it ran", 20, 20, 1, 60],
    ["59.999 s", 20, 79.999, 1, 60],
    ["60 s", 20, 80, 1, 60],
    ["60.001 s", 20, 80.001, 1, 61],
    ["the worked example", 20, 1148.896, 1, 1129],
    ["an hour", 20, 3620, 1, 3600],
    ["an hour and a millisecond", 20, 3620.001, 2, 3601],
    ["a day", 0, 86_400, 24, 86_400],
  ];
  for (const [what, running, down, hours, seconds] of cases) {
    it(`7.1 bills ${what} as ${hours} h or ${seconds} s`, () => {
      const row = instance({ running, ready: running, down });
      expect(measureUsage(row, billing("hourly"), 0)).to.include({ ec2: hours, emr: hours });
      expect(measureUsage(row, billing("per-second"), 0)).to.include({ ec2: seconds, emr: seconds });
    });
  }

  it("7.1 neither pending nor shutting down is billed", () => {
    expect(measureUsage(instance({ down: 50 }), billing("hourly"), 0)).to.deep.equal({
      ec2: 0,
      emr: 0,
      ebsGbSeconds: 0,
      freeEc2: 0,
      freeEmr: 0,
    });
  });

  it("7.1 EMR counts from the instance's own running, or from when it takes part", () => {
    const row = instance({ running: 20, ready: 180, down: 3700 });
    expect(measureUsage(row, billing("per-second", "running"), 0)).to.include({ ec2: 3680, emr: 3680 });
    expect(measureUsage(row, billing("per-second", "ready"), 0)).to.include({ ec2: 3680, emr: 3520 });
    expect(measureUsage(row, billing("hourly", "ready"), 0)).to.include({ ec2: 2, emr: 1 });
  });

  it("7.1 an instance that never took part costs no surcharge from ready", () => {
    const row = instance({ running: 20, down: 50 });
    expect(measureUsage(row, billing("hourly", "ready"), 0)).to.include({ ec2: 1, emr: 0 });
  });

  it("7.1 an instance outside a cluster costs no surcharge", () => {
    const row = { ...instance({ running: 20, ready: 20, down: 50 }), emr: false };
    expect(measureUsage(row, billing("hourly"), 0)).to.include({ ec2: 1, emr: 0 });
  });

  it("7.1 one that still runs when the simulation stops is billed to there", () => {
    expect(measureUsage(instance({ running: 20 }), billing("per-second"), 500_000)).to.include({ ec2: 480 });
  });

  // 8 GB for 1129 s; 8.5 GB are 9596.5 GB-seconds: the started one counts; the minimum is 60 s
  it("7.1 EBS counts GB times seconds, in both modes", () => {
    for (const mode of ["hourly", "per-second"] as const) {
      const ebs = (gb: number, down: number) =>
        measureUsage(instance({ running: 20, down }, gb), billing(mode), 0).ebsGbSeconds;
      expect([ebs(8, 1148.896), ebs(8.5, 1148.896), ebs(10, 30)]).to.deep.equal([9032, 9597, 600]);
    }
  });
});
