import type { PipelineObject } from "../../definition/definition.ts";
import { scaledDistribution } from "../../engine/scaled-distribution.ts";
import type { WorkPlan } from "../../model/plan.ts";
import type { GivenLaw, ScalingWork } from "../sections/scaling.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { compileFittedLaw } from "./fitted-law.ts";
import { assumeLawError, lawFactor } from "./law-error.ts";
import { referenceSpeed, referenceType } from "./reference-type.ts";

/** Work that the nodes of a cluster share: its law, given or fitted, for the data to forecast for (5.4). */
export function compileScaling(
  context: CompileContext,
  cluster: PipelineObject,
  { law, reference, size, error, at }: ScalingWork,
): Extract<WorkPlan, { kind: "scaling" }> {
  if (law.kind !== "given") return compileFittedLaw(context, cluster, { law, reference, size, error, at });
  const type = referenceType(context, reference);
  const ratio = sizeRatio(context, law, size);
  if (error !== undefined) assumeLawError(context, at.path, error, "given");
  return {
    kind: "scaling",
    work: scaledDistribution(given(context, law.work), ratio),
    referenceSpeed: referenceSpeed(context, type),
    serialMs: law.serialMs,
    overheadPerNodeMs: law.overheadPerNodeMs,
    ...(law.logMs === 0 ? {} : { logMs: law.logMs }),
    ...(law.communicationMs === 0 ? {} : { communicationMs: Math.round(law.communicationMs * ratio) }),
    ...lawFactor(error),
  };
}

/** How many times the data that the law is for; a size alone says nothing of that. */
function sizeRatio({ problems }: CompileContext, { referenceSize }: GivenLaw, size: ScalingWork["size"]): number {
  if (size === undefined) return 1;
  if (referenceSize !== undefined) return size.value / referenceSize;
  const message = "`size` needs the `referenceSize` of the data that `work` is for";
  problems.error("SCENARIO_VALUE", size.place, message, { path: size.path });
  return 1;
}
