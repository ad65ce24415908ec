import type { NanoUsd } from "../../base/money.ts";
import { MONEY } from "../units/money.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { child, children, type Value } from "../values/value.ts";

/** `prices`: the user's own instead of AWS's list. */
export interface PriceSettings {
  /** Per instance and hour, by instance type. */
  readonly ec2: ReadonlyMap<string, NanoUsd>;
  readonly emr: ReadonlyMap<string, NanoUsd>;
  /** Per 1,000 requests. */
  readonly s3Put: NanoUsd | undefined;
  /** Per GB and month. */
  readonly s3Storage: NanoUsd | undefined;
  readonly ebs: NanoUsd | undefined;
  /** Per activity or precondition and month. */
  readonly dataPipeline: ReadonlyMap<FeeKind, NanoUsd>;
}

/** What AWS Data Pipeline's fee depends on: how often an activity is scheduled, and where it runs (7.1). */
export type FeeKind = "low" | "high" | "lowOnPremises" | "highOnPremises";

const FEE_KINDS: readonly FeeKind[] = ["low", "high", "lowOnPremises", "highOnPremises"];

/** Reads `prices`. */
export function readPrices(value: Value | undefined): PriceSettings {
  return {
    ec2: readByType(child(value, "ec2")),
    emr: readByType(child(value, "emr")),
    s3Put: readQuantity(child(value, "s3Put"), MONEY),
    s3Storage: readQuantity(child(value, "s3Storage"), MONEY),
    ebs: readQuantity(child(value, "ebs"), MONEY),
    dataPipeline: readFees(child(value, "dataPipeline")),
  };
}

/** An amount alone holds for every kind. */
function readFees(value: Value | undefined): ReadonlyMap<FeeKind, NanoUsd> {
  const fees = new Map<FeeKind, NanoUsd>();
  const forAll = value?.node.kind === "map" ? undefined : readQuantity(value, MONEY);
  for (const kind of FEE_KINDS) {
    const fee = forAll ?? (value?.node.kind === "map" ? readQuantity(child(value, kind), MONEY) : undefined);
    if (fee !== undefined) fees.set(kind, fee);
  }
  return fees;
}

function readByType(value: Value | undefined): ReadonlyMap<string, NanoUsd> {
  const prices = new Map<string, NanoUsd>();
  for (const entry of children(value)) {
    const price = readQuantity(entry, MONEY);
    if (price !== undefined) prices.set(entry.key, price);
  }
  return prices;
}
