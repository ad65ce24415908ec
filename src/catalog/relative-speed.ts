import { findInstanceType } from "./instance-type.ts";

/**
 * ECU per vCPU of types for which AWS gives no ECU: the median of the 45 m5, m5d, r5, r5d and c5 types, the last large
 * families for which it did.
 */
const ECU_PER_VCPU = 4;

/** Capacity for work relative to m1.small, and what that rests on. */
export interface RelativeSpeed {
  /** m1.small = 1. */
  readonly speed: number;
  /** "8 ECU", or the assumption in words. */
  readonly basis: string;
  /** Whether `basis` is an assumption rather than AWS's own figure. */
  readonly assumed: boolean;
}

/** ECU, of which m1.small has 1 (5.4); undefined for an unknown type. */
export function relativeSpeed(type: string): RelativeSpeed | undefined {
  const found = findInstanceType(type);
  if (found === undefined) return undefined;
  if (found.ecu !== null) return { speed: found.ecu, basis: `${found.ecu} ECU`, assumed: false };
  const burst = /^t\d/.test(found.family) ? "; a burstable type is taken at full burst" : "";
  return {
    speed: found.vcpu * ECU_PER_VCPU,
    basis: `${found.vcpu} vCPU * ${ECU_PER_VCPU} ECU, the median of m5, m5d, r5, r5d and c5${burst}`,
    assumed: true,
  };
}
