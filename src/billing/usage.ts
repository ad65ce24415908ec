import { HOUR_MS, SECOND_MS } from "../base/instant.ts";
import type { BillingPlan } from "../model/plan.ts";
import type { Ec2InstanceRow } from "../model/records.ts";

/** What one EC2 instance adds to the bill (7.1). */
export interface InstanceUsage {
  /** Instance-hours or instance-seconds. */
  readonly ec2: number;
  readonly emr: number;
  readonly ebsGbSeconds: number;
  /** Units that EC2 cut short by taking a Spot instance back, and that cost nothing; not in `ec2` and `emr`. */
  readonly freeEc2: number;
  readonly freeEmr: number;
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
  if (runningAtMs === undefined) return { ec2: 0, emr: 0, ebsGbSeconds: 0, freeEc2: 0, freeEmr: 0 };
  const emrFromMs = billing.emrBillingFrom === "running" ? runningAtMs : row.readyAtMs;
  const ec2 = billedUnits(untilMs - runningAtMs, billing.mode);
  const emr = row.emr && emrFromMs !== undefined ? billedUnits(untilMs - emrFromMs, billing.mode) : 0;
  const isInterrupted = row.lost?.cause === "interruption" && billing.interruptedHour === undefined;
  const freeEc2 = isInterrupted ? freeUnits(untilMs - runningAtMs, ec2, billing.mode) : 0;
  // by the second EMR's price is charged all the same
  const isEmrFree = isInterrupted && emr > 0 && emrFromMs !== undefined && billing.mode === "hourly";
  const freeEmr = isEmrFree ? freeUnits(untilMs - emrFromMs, emr, "hourly") : 0;
  return {
    ec2: ec2 - freeEc2,
    emr: emr - freeEmr,
    ebsGbSeconds: Math.ceil(row.ebsGb * billedUnits(untilMs - runningAtMs, "per-second")),
    freeEc2,
    freeEmr,
  };
}

/**
 * Of the units of a Spot instance that EC2 took back: by the hour the one that it cut short, by the second all of them
 * within the first hour. Source: billing-rules, Spot (7.1).
 */
function freeUnits(lengthMs: number, units: number, mode: BillingPlan["mode"]): number {
  if (mode === "hourly") return units - Math.floor(lengthMs / HOUR_MS);
  return lengthMs < HOUR_MS ? units : 0;
}

/** Hours or seconds, each rounded up per instance. Source: billing-rules, EC2 instances (7.1). */
export function billedUnits(lengthMs: number, mode: BillingPlan["mode"]): number {
  if (mode === "hourly") return Math.max(1, Math.ceil(lengthMs / HOUR_MS));
  return Math.max(MINIMUM_SECONDS, Math.ceil(lengthMs / SECOND_MS));
}
