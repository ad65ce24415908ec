import { HOUR_MS, SECOND_MS } from "../base/instant.ts";
import type { BillingPlan } from "../model/plan.ts";
import type { Ec2InstanceRow } from "../model/records.ts";

/** What one EC2 instance adds to the bill (7.1). */
export interface InstanceUsage {
  /** Instance-hours or instance-seconds. */
  readonly ec2: number;
  readonly emr: number;
  readonly ebsGbSeconds: number;
}

const MINIMUM_SECONDS = 60;

/**
 * Measures what an instance is billed for: from `running` to `shutting-down`, by the started hour, or by the second
 * with a minimum of 60 (7.1).
 *
 * @param endedAtMs when the simulation stopped: the end of the bill of an instance that still ran then
 */
export function measureUsage(row: Ec2InstanceRow, billing: BillingPlan, endedAtMs: number): InstanceUsage {
  const untilMs = row.shuttingDownAtMs ?? endedAtMs;
  const { runningAtMs } = row;
  if (runningAtMs === undefined) return { ec2: 0, emr: 0, ebsGbSeconds: 0 };
  const emrFromMs = billing.emrBillingFrom === "running" ? runningAtMs : row.readyAtMs;
  return {
    ec2: billedUnits(untilMs - runningAtMs, billing.mode),
    emr: row.emr && emrFromMs !== undefined ? billedUnits(untilMs - emrFromMs, billing.mode) : 0,
    ebsGbSeconds: Math.ceil(row.ebsGb * billedUnits(untilMs - runningAtMs, "per-second")),
  };
}

/** Hours or seconds, each rounded up per instance. Source: billing-rules, EC2 instances (7.1). */
export function billedUnits(lengthMs: number, mode: BillingPlan["mode"]): number {
  if (mode === "hourly") return Math.max(1, Math.ceil(lengthMs / HOUR_MS));
  return Math.max(MINIMUM_SECONDS, Math.ceil(lengthMs / SECOND_MS));
}
