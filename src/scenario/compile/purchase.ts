import { type NanoUsd, nanoUsdFromUsd } from "../../base/money.ts";
import { ec2OnDemandPrice } from "../../catalog/ec2-price.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import { bidKeysOf } from "../../definition/fields/bid.ts";
import { parseDecimal } from "../../definition/fields/parse-field.ts";
import type { InstanceGroupPlan } from "../../model/plan.ts";
import type { PurchasePlan } from "../../model/spot-plan.ts";
import { DOCUMENTED_BID_MAX_USD } from "../spot-defaults.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { textOf } from "./fields.ts";

/** How a group is paid for: on demand, or where the definition has a bid for it on the Spot market of its type (5.3). */
export function compilePurchase(
  context: CompileContext,
  object: PipelineObject,
  role: InstanceGroupPlan["role"],
  instanceType: string,
): PurchasePlan {
  const key = bidKey(role);
  const text = textOf(context, object, key);
  const bidNanoUsd = text === undefined ? undefined : readBid(context, object, key, text, instanceType);
  if (bidNanoUsd === undefined) return { kind: "on-demand" };
  const zone = textOf(context, object, "availabilityZone");
  return { kind: "spot", bidNanoUsd, marketId: zone === undefined ? instanceType : `${instanceType}/${zone}` };
}

/** The field that holds the bid of a group. */
export function bidKey(role: InstanceGroupPlan["role"]): string {
  return role === "host" ? "spotBidPrice" : `${role}InstanceBidPrice`;
}

/** Whether a resource fails when EC2 takes its Spot instances back; a cluster goes on without its task instances (5.3). */
export function canLoseSpot(resource: PipelineObject): boolean {
  return bidKeysOf(resource).some((key) => key !== bidKey("task"));
}

/** The on-demand price of a type by the scenario or the catalog; undefined where neither knows it. */
export function onDemandPriceOf(context: CompileContext, instanceType: string): NanoUsd | undefined {
  const own = context.scenario.prices.ec2.get(instanceType);
  return own ?? ec2OnDemandPrice(instanceType, context.region, context.pricesDateMs)?.nanoUsdPerHour;
}

/** `0.05`, `$0.05`, or `OnDemandPrice`. */
function readBid(
  context: CompileContext,
  object: PipelineObject,
  key: string,
  text: string,
  instanceType: string,
): NanoUsd | undefined {
  const place = placeOf(context, object.fields.get(key) ?? object);
  const path = `${object.id}.${key}`;
  // a type without a price is refused with its resource
  if (text.toLowerCase() === "ondemandprice") return onDemandPriceOf(context, instanceType);
  const usd = parseDecimal(text.replace(/^\$\s*/, ""));
  if (usd === undefined || usd <= 0) {
    const message = `expected a bid in USD an hour above 0 for \`${key}\`, got \`${text}\``;
    const hint = 'write a price such as "0.05", or "OnDemandPrice"';
    context.problems.error("PLAN_SPOT", place, message, { path, rule: "5.3", hint });
    return undefined;
  }
  if (usd >= DOCUMENTED_BID_MAX_USD) {
    const message = `AWS Data Pipeline takes bids below ${DOCUMENTED_BID_MAX_USD} USD an hour, and this one is ${usd}`;
    context.problems.warning("PLAN_SPOT", place, message, { path, rule: "5.3" });
  }
  return nanoUsdFromUsd(usd);
}
