import type { PipelineObject } from "../../definition/definition.ts";
import type { BootstrapActionPlan, EmrClusterPlan, InstanceGroupPlan } from "../../model/plan.ts";
import { countInstances } from "../../model/resource/instance-groups.ts";
import { DEFAULT_BOOTSTRAP_ACTION, DEFAULT_BOOTSTRAP_REPLACEMENTS } from "../defaults.ts";
import { type CompileContext, givenOrAssumed } from "./compile-context.ts";
import { textsOf } from "./fields.ts";
import { matching } from "./patterns.ts";
import { fileName, splitArguments } from "./work-label.ts";

/** A cluster's bootstrap actions, and how many instances it replaces where they can fail (5.1, 5.2). */
export function compileBootstrap(
  context: CompileContext,
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
): Pick<EmrClusterPlan, "bootstrapActions" | "bootstrapReplacements"> {
  const texts = textsOf(context, cluster, "bootstrapAction");
  const bootstrapActions = texts.map((text) => compileBootstrapAction(context, cluster, text));
  if (bootstrapActions.every(({ failureProbability }) => failureProbability === undefined)) return { bootstrapActions };
  return { bootstrapActions, bootstrapReplacements: compileReplacements(context, cluster, groups) };
}

/** Whether the scenario lets a bootstrap action of the resource fail. */
export function canBootstrapFail(context: CompileContext, resource: PipelineObject): boolean {
  const texts = textsOf(context, resource, "bootstrapAction");
  return texts.some((text) => failureOf(context, nameOf(text)) > 0);
}

function compileBootstrapAction(context: CompileContext, cluster: PipelineObject, text: string): BootstrapActionPlan {
  const [path = ""] = splitArguments(text);
  const name = nameOf(text);
  const failureProbability = failureOf(context, name);
  const own = matching(context.scenario.bootstrapActions, name).flatMap(({ value }) => value.duration ?? [])[0];
  const duration = givenOrAssumed(context, own, {
    ...DEFAULT_BOOTSTRAP_ACTION,
    id: `bootstrapActions.${name}`,
    what: `${DEFAULT_BOOTSTRAP_ACTION.what} of the bootstrap action ${name} of ${cluster.id}`,
    path: ["bootstrapActions", name, ...(failureProbability === 0 ? [] : ["duration"])],
  });
  return { name, path, duration, ...(failureProbability === 0 ? {} : { failureProbability }) };
}

function failureOf(context: CompileContext, name: string): number {
  return matching(context.scenario.bootstrapActions, name).flatMap(({ value }) => value.failure ?? [])[0] ?? 0;
}

/** The script's own name: the file name of its path. */
function nameOf(text: string): string {
  const [path = ""] = splitArguments(text);
  return fileName(path);
}

function compileReplacements(
  context: CompileContext,
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
): number {
  const entries = matching(context.scenario.clusters, cluster.id);
  const given = entries.flatMap(({ value }) => value.bootstrapReplacements ?? [])[0];
  if (given !== undefined) return given;
  const { rule, what, value, source } = DEFAULT_BOOTSTRAP_REPLACEMENTS;
  const count = Math.max(1, Math.floor(value * countInstances(groups, "all")));
  context.assumptions.add({
    id: `bootstrapReplacements.${cluster.id}`,
    rule,
    what: `${what}: ${cluster.id}`,
    value: String(count),
    source,
    path: ["clusters", cluster.id, "bootstrapReplacements"],
  });
  return count;
}
