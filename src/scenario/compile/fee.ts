import { DAY_MS } from "../../base/instant.ts";
import type { MicroUsd, NanoUsd } from "../../base/money.ts";
import { nominalPeriodMs } from "../../base/period.ts";
import type { OtherPriceItem } from "../../catalog/other-price.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan } from "../../model/plan.ts";
import type { FeeKind } from "../sections/prices.ts";
import { compileOtherPrice } from "./assumed-price.ts";
import type { CompileContext } from "./compile-context.ts";
import { referredObjects } from "./fields.ts";
import { isDataNode, isUserManaged, preconditionsOf } from "./precondition-uses.ts";

const FEES: Readonly<Record<FeeKind, { readonly item: OtherPriceItem; readonly what: string }>> = {
  low: {
    item: "data-pipeline-low-frequency-activity",
    what: "low frequency (at most once a day, or on demand), on AWS",
  },
  high: { item: "data-pipeline-high-frequency", what: "high frequency (more than once a day), on AWS" },
  lowOnPremises: { item: "data-pipeline-low-frequency-on-premises", what: "low frequency, on a worker group" },
  highOnPremises: { item: "data-pipeline-high-frequency-on-premises", what: "high frequency, on a worker group" },
};

/**
 * AWS Data Pipeline's monthly fee of all activities and preconditions: by frequency (more than once a day is high; on
 * demand is taken as low) and by place (7.1). A precondition counts once, like the first activity that waits for it; one
 * that the service checks is on AWS.
 */
export function compileFee(context: CompileContext, activities: readonly ActivityPlan[]): MicroUsd {
  const charged = new Set<string>();
  let nanoUsd: NanoUsd = 0;
  for (const activity of activities) {
    const object = context.objects.get(activity.id);
    if (object === undefined) continue;
    nanoUsd += feeOf(context, feeKind(activity, isOnPremises(activity)));
    for (const precondition of chargedWith(context, object)) {
      if (charged.has(precondition.id)) continue;
      charged.add(precondition.id);
      nanoUsd += feeOf(context, feeKind(activity, isOnPremises(activity) && isUserManaged(precondition)));
    }
  }
  return Math.round(nanoUsd / 1000);
}

function feeOf(context: CompileContext, kind: FeeKind): NanoUsd {
  const { item, what } = FEES[kind];
  const own = context.scenario.prices.dataPipeline.get(kind);
  const sentence = `AWS Data Pipeline's fee per activity or precondition and month: ${what}`;
  return compileOtherPrice(context, own, item, sentence, ["prices", "dataPipeline", kind]);
}

function feeKind({ schedule }: ActivityPlan, onPremises: boolean): FeeKind {
  const isHigh = schedule.kind !== "ondemand" && nominalPeriodMs(schedule.period) < DAY_MS;
  if (onPremises) return isHigh ? "highOnPremises" : "lowOnPremises";
  return isHigh ? "high" : "low";
}

function isOnPremises({ runner }: ActivityPlan): boolean {
  return runner.kind === "workerGroup";
}

/** Those of the activity and those of its data nodes. */
function chargedWith(context: CompileContext, activity: PipelineObject): PipelineObject[] {
  const nodes = ["input", "output", "dependsOn"].flatMap((key) => referredObjects(context, activity, key));
  return [activity, ...nodes.filter(isDataNode)].flatMap((object) => preconditionsOf(context, object));
}
