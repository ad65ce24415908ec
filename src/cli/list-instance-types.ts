import type { InstantMs } from "../base/instant.ts";
import { ec2OnDemandPrice } from "../catalog/ec2-price.ts";
import { emrSurcharge } from "../catalog/emr-price.ts";
import { findInstanceType, type InstanceType, instanceTypeNames } from "../catalog/instance-type.ts";
import { formatColumns } from "./columns.ts";

/** One line of the table of all instance types; prices in USD an hour, null where none is known. */
export interface InstanceTypeLine {
  readonly type: string;
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly ecu: number | null;
  readonly localStorageGb: number | null;
  readonly ec2UsdPerHour: number | null;
  readonly emrUsdPerHour: number | null;
}

/** Every instance type with its prices in one region on a date. */
export function listInstanceTypes(region: string, dateMs: InstantMs): InstanceTypeLine[] {
  return instanceTypeNames().flatMap((name) => {
    const found = findInstanceType(name);
    return found === undefined ? [] : [lineOf(found, region, dateMs)];
  });
}

/** The list as aligned columns. */
export function formatInstanceTypes(lines: readonly InstanceTypeLine[]): string {
  const head = ["type", "vCPU", "GiB", "ECU", "local GB", "EC2 USD/h", "EMR USD/h"];
  const word = (value: number | null) => (value === null ? "-" : String(value));
  const rows = lines.map(({ type, vcpu, memoryGib, ecu, localStorageGb, ec2UsdPerHour, emrUsdPerHour }) => [
    type,
    ...[vcpu, memoryGib, ecu, localStorageGb, ec2UsdPerHour, emrUsdPerHour].map(word),
  ]);
  return formatColumns(head, rows);
}

function lineOf(found: InstanceType, region: string, dateMs: InstantMs): InstanceTypeLine {
  const { type, vcpu, memoryGib, ecu, localStorageGb } = found;
  const ec2 = ec2OnDemandPrice(type, region, dateMs);
  const emr = emrSurcharge(type, region, dateMs);
  return {
    type,
    vcpu,
    memoryGib,
    ecu,
    localStorageGb,
    ec2UsdPerHour: ec2 === undefined ? null : ec2.nanoUsdPerHour / 1e9,
    emrUsdPerHour: emr === undefined ? null : emr.nanoUsdPerHour / 1e9,
  };
}
