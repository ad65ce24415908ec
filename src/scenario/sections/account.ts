import type { InstantMs } from "../../base/instant.ts";
import { INSTANT } from "../units/instant.ts";
import { RATE } from "../units/rate.ts";
import { SIZE } from "../units/size.ts";
import { readQuantity, readWhole } from "../values/read-quantity.ts";
import { isWord, readCount, readPlacedText, readWord } from "../values/read-scalar.ts";
import { child, type Placed, type Value } from "../values/value.ts";
import { type CallLimitsSettings, readCallLimits } from "./call-limits.ts";

/** `account`: region, prices, billing and limits. */
export interface AccountSettings {
  readonly region: Placed<string> | undefined;
  readonly pricesDateMs: InstantMs | undefined;
  /** `auto` follows from the prices' date. */
  readonly billing: "hourly" | "per-second" | "auto" | undefined;
  readonly emrBillingFrom: "running" | "ready" | undefined;
  readonly rootVolumeBytes: number | undefined;
  /** Null lifts a limit; undefined: not given. */
  readonly activeInstancesPerObject: number | null | undefined;
  readonly instanceCreationIntervalMs: number | null | undefined;
  /** Null and undefined: no limit. */
  readonly ec2InstanceLimit: number | null | undefined;
  /** Null lifts all of them. */
  readonly callLimits: CallLimitsSettings | null;
}

/** Reads `account`. */
export function readAccount(value: Value | undefined): AccountSettings {
  const limits = child(value, "limits");
  const ec2InstanceLimit = child(value, "ec2InstanceLimit");
  return {
    region: readPlacedText(child(value, "region")),
    pricesDateMs: readQuantity(child(value, "prices"), INSTANT),
    billing: readWord(child(value, "billing"), ["hourly", "per-second", "auto"]),
    emrBillingFrom: readWord(child(value, "emrBillingFrom"), ["running", "ready"]),
    rootVolumeBytes: readWhole(child(value, "rootVolume"), SIZE),
    ec2InstanceLimit: isWord(ec2InstanceLimit, "none") ? null : readCount(ec2InstanceLimit, 1),
    ...readLimits(limits),
  };
}

function readLimits(
  limits: Value | undefined,
): Pick<AccountSettings, "activeInstancesPerObject" | "instanceCreationIntervalMs" | "callLimits"> {
  if (limits?.node.kind === "scalar") {
    readWord(limits, ["none"]);
    return { activeInstancesPerObject: null, instanceCreationIntervalMs: null, callLimits: null };
  }
  const active = child(limits, "activeInstancesPerObject");
  const creation = child(limits, "instanceCreation");
  return {
    activeInstancesPerObject: isWord(active, "none") ? null : readCount(active, 1),
    instanceCreationIntervalMs: isWord(creation, "none") ? null : readWhole(creation, RATE),
    callLimits: readCallLimits(limits),
  };
}
