import { hasErrors } from "../../base/diagnostic.ts";
import type { InstanceTypePlan, PipelinePlan } from "../../model/plan.ts";
import { compileActivities } from "./activities.ts";
import { compileArrivals } from "./arrivals.ts";
import type { CompileContext } from "./compile-context.ts";
import { compileFee } from "./fee.ts";
import { compileNotifications } from "./notifications.ts";
import { pipelineId } from "./pipeline-id.ts";
import { compileResources } from "./resources.ts";

/** A pipeline of the plan, and which of its activities rest on placeholder work. */
export interface CompiledPipeline {
  readonly plan: PipelinePlan;
  readonly placeholders: readonly string[];
}

/**
 * Random streams carry it where the scenario gives no name: it must not be the file's name, or a copy of a definition
 * would draw other numbers (8.2).
 */
const ONLY_PIPELINE = "pipeline";

/**
 * Compiles one pipeline.
 *
 * @param name undefined: it is the only one
 */
export function compilePipeline(context: CompileContext, text: string, name: string | undefined): CompiledPipeline {
  const { scenario, activationMs } = context;
  const { activities, placeholders, ...dataNodes } = compileActivities(context);
  if (activities.length === 0 && !hasErrors(context.definition.diagnostics)) refuseNothing(context);
  const resources = compileResources(context, activities);
  const notifications = compileNotifications(context);
  const plan: PipelinePlan = {
    // two pipelines may have one definition
    id: pipelineId(name === undefined ? text : `${name}\n${text}`),
    name: name ?? ONLY_PIPELINE,
    ...(name === undefined ? {} : { activationMs }),
    activation: compileArrivals(context, scenario.activation, activationMs),
    activities,
    resources,
    ...dataNodes,
    ...(notifications.length === 0 ? {} : { notifications }),
    feeMicroUsdPerMonth: compileFee(context, activities),
  };
  return { plan, placeholders: name === undefined ? placeholders : placeholders.map((id) => `${name}/${id}`) };
}

function refuseNothing({ definition, problems }: CompileContext): void {
  const place = { file: definition.file, offset: 0, line: 1, column: 1 };
  problems.error("PLAN_WORK", place, "the definition has no activity: there is nothing to forecast");
}

/** The instance types of all pipelines; one that a cluster of any of them uses has EMR's price. */
export function mergeInstanceTypes(
  all: readonly Readonly<Record<string, InstanceTypePlan>>[],
): Readonly<Record<string, InstanceTypePlan>> {
  const merged = new Map<string, InstanceTypePlan>();
  for (const [type, plan] of all.flatMap((types) => Object.entries(types))) {
    const emrNanoUsdPerHour = Math.max(plan.emrNanoUsdPerHour, merged.get(type)?.emrNanoUsdPerHour ?? 0);
    merged.set(type, { ...plan, emrNanoUsdPerHour });
  }
  return Object.fromEntries(merged);
}
