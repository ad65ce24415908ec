import { instanceFamiliesCsv } from "./generated/instance-families.ts";
import { instanceTypesCsv } from "./generated/instance-types.ts";
import { findRows, numberOf, type Row, requiredNumberOf, textOf } from "./table.ts";

/** What AWS publishes of an EC2 instance type; null where it is not known. */
export interface InstanceType {
  readonly type: string;
  readonly family: string;
  /** "General purpose"; empty where it is not known. */
  readonly category: string;
  readonly vcpu: number;
  readonly memoryGib: number;
  /** EC2 Compute Units, AWS's old measure of capacity: m1.small has 1. */
  readonly ecu: number | null;
  /** All local disks together, in GB of 10^9 bytes; 0: EBS only. */
  readonly localStorageGb: number | null;
  readonly localDevices: number | null;
  /** "hdd", "ssd", "nvme", "hdd-nvme", "ebs-only"; empty where it is not known. */
  readonly localStorageKind: string;
  /** AWS's words: "Moderate", "Up to 10 Gigabit"; empty where AWS gives only the baseline. */
  readonly networkClass: string;
  readonly networkBaselineGbps: number | null;
  readonly ebsBandwidthMbps: number | null;
  /** "i386+x86_64", "x86_64", "arm64". */
  readonly architecture: string;
  readonly previousGeneration: boolean;
  /** Whether EMR offered it in 2025; null where that is not known. */
  readonly emrSupported2025: boolean | null;
  /** Codes that `sourcesOf` explains. */
  readonly source: string;
}

/** The type of exactly this name, undefined where the catalog has none. */
export function findInstanceType(type: string): InstanceType | undefined {
  const [row] = findRows(instanceTypesCsv, type);
  const family = type.slice(0, type.indexOf("."));
  const [familyRow] = findRows(instanceFamiliesCsv, family);
  return row === undefined || familyRow === undefined ? undefined : readInstanceType(row, familyRow);
}

/** All names, in the order of the data file: families in alphabetical order, sizes from small to large. */
export function instanceTypeNames(): string[] {
  return instanceTypesCsv
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(",")));
}

function readInstanceType(row: Row, familyRow: Row): InstanceType {
  const emr = textOf(row, "emr_supported_2025");
  return {
    type: textOf(row, "type"),
    family: textOf(familyRow, "family"),
    category: textOf(familyRow, "category"),
    vcpu: requiredNumberOf(row, "vcpu"),
    memoryGib: requiredNumberOf(row, "memory_gib"),
    ecu: numberOf(row, "ecu"),
    localStorageGb: numberOf(row, "local_storage_gb"),
    localDevices: numberOf(row, "local_devices"),
    localStorageKind: textOf(row, "local_storage_kind"),
    networkClass: textOf(row, "network_class"),
    networkBaselineGbps: numberOf(row, "network_baseline_gbps"),
    ebsBandwidthMbps: numberOf(row, "ebs_bandwidth_mbps"),
    architecture: textOf(row, "arch"),
    previousGeneration: textOf(familyRow, "previous_generation") === "1",
    emrSupported2025: emr === "" ? null : emr === "1",
    source: textOf(row, "source"),
  };
}
