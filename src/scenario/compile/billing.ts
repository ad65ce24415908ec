import type { InstantMs } from "../../base/instant.ts";
import { billingEra } from "../../catalog/billing-era.ts";
import type { BillingPlan, ResourcePlan } from "../../model/plan.ts";
import { DEFAULT_EMR_BILLING_FROM, DEFAULT_LOG_RETENTION } from "../defaults.ts";
import { INTERRUPTED_HOUR } from "../spot-defaults.ts";
import { formatDuration } from "../units/duration.ts";
import { formatUtc } from "../units/instant.ts";
import { compileOtherPrice } from "./assumed-price.ts";
import type { CompileContext } from "./compile-context.ts";

/** EBS's general purpose volumes came in June 2014; before that volumes were magnetic. Source: AWS What's New, 2014-06-16. */
const GP2_FROM_MS: InstantMs = Date.UTC(2014, 5, 16);

/** How instances are billed, and the prices that are not theirs (7.1). */
export function compileBilling(context: CompileContext, resources: readonly ResourcePlan[]): BillingPlan {
  const { prices, logs } = context.scenario;
  const hasEbs = resources.some(({ ebsGbPerInstance }) => ebsGbPerInstance > 0);
  const putPath = ["prices", "s3Put"];
  const mode = compileMode(context, resources);
  return {
    mode,
    emrBillingFrom: compileEmrBillingFrom(context, resources),
    ...compileInterruptedHour(context, mode, resources),
    s3PutNanoUsd: Math.round(
      compileOtherPrice(context, prices.s3Put, "s3-put", "S3 PUT, per 1,000 requests", putPath, 1000) / 1000,
    ),
    s3StorageNanoUsdPerGbMonth: compileOtherPrice(
      context,
      prices.s3Storage,
      "s3-storage",
      "S3 storage, per GB and month",
      ["prices", "s3Storage"],
    ),
    logRetentionMs: logs.retentionMs ?? assumeRetention(context),
    ebsNanoUsdPerGbMonth: hasEbs ? compileEbs(context) : (prices.ebs ?? 0),
  };
}

function compileMode(context: CompileContext, resources: readonly ResourcePlan[]): BillingPlan["mode"] {
  const { billing } = context.scenario.account;
  if (billing === "hourly" || billing === "per-second") return billing;
  const era = billingEra(context.pricesDateMs);
  if (billing === undefined && resources.length > 0) {
    context.assumptions.add({
      id: "account.billing",
      rule: "7.1",
      what: "How instances are billed",
      value: era,
      source: `AWS's rule on ${formatUtc(context.pricesDateMs).slice(0, 10)}: by the second since 2017-10-02`,
      path: ["account", "billing"],
      yaml: era,
    });
  }
  return era;
}

function compileEmrBillingFrom(context: CompileContext, resources: readonly ResourcePlan[]): "running" | "ready" {
  const { emrBillingFrom } = context.scenario.account;
  const { rule, what, value, source } = DEFAULT_EMR_BILLING_FROM;
  if (emrBillingFrom === undefined && resources.some(({ kind }) => kind === "EmrCluster")) {
    const path = ["account", "emrBillingFrom"];
    context.assumptions.add({ id: "account.emrBillingFrom", rule, what, value, source, path, yaml: value });
  }
  return emrBillingFrom ?? value;
}

/** Nothing where no instance can be taken back. */
function compileInterruptedHour(
  context: CompileContext,
  mode: BillingPlan["mode"],
  resources: readonly ResourcePlan[],
): Pick<BillingPlan, "interruptedHour"> {
  const groups = resources.flatMap((one) => (one.kind === "EmrCluster" ? one.groups : [one.group]));
  if (groups.every(({ purchase }) => purchase.kind === "on-demand")) return {};
  const own = context.scenario.spot.interruptedHour;
  if (own === undefined) {
    const { what, source } = INTERRUPTED_HOUR[mode];
    const path = ["spot", "interruptedHour"];
    context.assumptions.add({
      id: "spot.interruptedHour",
      rule: "7.1",
      what,
      value: "free",
      source,
      path,
      yaml: "free",
    });
  }
  return own === "charged" ? { interruptedHour: "charged" } : {};
}

function assumeRetention(context: CompileContext): number {
  const { rule, what, value, source } = DEFAULT_LOG_RETENTION;
  const text = formatDuration(value);
  context.assumptions.add({
    id: "logs.retention",
    rule,
    what,
    value: text,
    source,
    path: ["logs", "retention"],
    yaml: text,
  });
  return value;
}

function compileEbs(context: CompileContext): number {
  const isGp2 = context.pricesDateMs >= GP2_FROM_MS;
  const what = `EBS storage (${isGp2 ? "gp2" : "magnetic"}), per GB and month`;
  const item = isGp2 ? "ebs-gp2" : "ebs-magnetic";
  return compileOtherPrice(context, context.scenario.prices.ebs, item, what, ["prices", "ebs"]);
}
