import type { InstanceGroupPlan, PipelinePlan } from "../../model/plan.ts";
import type { PurchasePlan, SpotMarketPlan, SpotPricePlan } from "../../model/spot-plan.ts";
import type { SpotMarketSettings } from "../sections/spot.ts";
import { DOCUMENTED_NOTICE_MS, NOTICE_FROM_MS } from "../spot-defaults.ts";
import { formatDuration } from "../units/duration.ts";
import { formatMoney } from "../units/money.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { matching } from "./patterns.ts";
import { bidKey } from "./purchase.ts";
import { compileProcess, compileReclaim } from "./spot-process.ts";
import { compileTrace } from "./spot-trace.ts";
import { warnOfUnmatched } from "./workload-parts.ts";

/** A group of a resource that is bought on a Spot market. */
interface SpotGroup {
  readonly context: CompileContext;
  readonly resourceId: string;
  readonly group: InstanceGroupPlan;
  readonly purchase: Extract<PurchasePlan, { readonly kind: "spot" }>;
}

/**
 * The Spot markets that the groups of all pipelines buy on, each once, since all who buy on it see one price (5.3).
 *
 * @param contexts one for each pipeline, in their order
 */
export function compileSpotMarkets(
  contexts: readonly CompileContext[],
  pipelines: readonly PipelinePlan[],
): readonly SpotMarketPlan[] {
  const groups = contexts.flatMap((context, index) => spotGroupsOf(context, pipelines[index]));
  const activationMs = Math.min(...contexts.map((context) => context.activationMs));
  const markets = new Map<string, SpotMarketPlan>();
  for (const one of groups) {
    const { marketId } = one.purchase;
    const market = markets.get(marketId) ?? compileMarket(one, activationMs);
    markets.set(marketId, market);
    warnOfHopeless(one, market.price);
  }
  for (const context of contexts) {
    const types = groups.filter((one) => one.context === context).map(({ group }) => group.instanceType);
    warnOfUnmatched(context, context.scenario.spot.markets, types, "instance type with a bid");
  }
  return [...markets.values()];
}

function spotGroupsOf(context: CompileContext, pipeline: PipelinePlan | undefined): SpotGroup[] {
  return (pipeline?.resources ?? []).flatMap((resource) =>
    (resource.kind === "EmrCluster" ? resource.groups : [resource.group]).flatMap((group) =>
      group.purchase.kind === "spot" ? [{ context, resourceId: resource.id, group, purchase: group.purchase }] : [],
    ),
  );
}

function compileMarket({ context, group, purchase }: SpotGroup, activationMs: number): SpotMarketPlan {
  const { instanceType } = group;
  const [, zone] = purchase.marketId.split("/");
  const entries = matching(context.scenario.spot.markets, instanceType).map(({ value }) => value);
  const meanTimeToReclaimMs = compileReclaim(context, instanceType, entries);
  return {
    id: purchase.marketId,
    instanceType,
    price: compilePrice(context, instanceType, zone, entries, activationMs),
    noticeMs: context.scenario.spot.noticeMs ?? assumeNotice(context),
    ...(meanTimeToReclaimMs === undefined ? {} : { meanTimeToReclaimMs }),
  };
}

/** Of the entry that is closest to the type and says something of prices. */
function compilePrice(
  context: CompileContext,
  instanceType: string,
  zone: string | undefined,
  entries: readonly SpotMarketSettings[],
  activationMs: number,
): SpotPricePlan {
  const price = entries.find((entry) => entry.price !== undefined)?.price;
  if (price?.kind === "trace") return compileTrace(context, instanceType, zone, price.trace, activationMs);
  if (price?.kind === "price") {
    const trace = { timesMs: [activationMs], pricesNanoUsd: [price.nanoUsd], endMs: activationMs + 1 };
    return { kind: "trace", ...trace, start: "aligned", afterwards: "hold" };
  }
  return compileProcess(context, instanceType, zone, price?.market.value);
}

function assumeNotice(context: CompileContext): number {
  const noticeMs = context.pricesDateMs >= NOTICE_FROM_MS ? DOCUMENTED_NOTICE_MS : 0;
  const text = formatDuration(noticeMs);
  context.assumptions.add({
    id: "spot.notice",
    rule: "5.3",
    what: "From when a Spot price passes a bid, or EC2 wants an instance back, until the instance is gone",
    value: text,
    source: "EC2 tells an instance two minutes before, since 2015-01-06; Task Runner and EMR do nothing with it",
    path: ["spot", "notice"],
    yaml: text,
  });
  return noticeMs;
}

/** It would wait for ever: of a trace that is known before the run. */
function warnOfHopeless({ context, resourceId, group, purchase }: SpotGroup, price: SpotPricePlan): void {
  if (price.kind !== "trace" || price.pricesNanoUsd.length === 0) return;
  const lowest = price.pricesNanoUsd.reduce((low, one) => Math.min(low, one));
  if (lowest <= purchase.bidNanoUsd) return;
  const object = context.objects.get(resourceId);
  const key = bidKey(group.role);
  if (object === undefined) return;
  const message = `the Spot price of ${group.instanceType} never falls to the bid of ${formatMoney(purchase.bidNanoUsd)}: the ${group.role} instances of ${resourceId} wait for ever`;
  const hint = `the lowest price of its trace is ${formatMoney(lowest)}`;
  const place = placeOf(context, object.fields.get(key) ?? object);
  context.problems.warning("PLAN_SPOT", place, message, { path: `${resourceId}.${key}`, rule: "5.3", hint });
}
