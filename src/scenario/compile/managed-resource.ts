import { findInstanceType } from "../../catalog/instance-type.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, Ec2ResourcePlan, InstanceGroupPlan } from "../../model/plan.ts";
import {
  DEFAULT_PENDING,
  DEFAULT_ROOT_VOLUME_GB,
  DEFAULT_RUNNER_INSTALL,
  DEFAULT_TERMINATION,
  DOCUMENTED_TASK_THREADS,
} from "../defaults.ts";
import { type CompileContext, givenOrAssumed } from "./compile-context.ts";
import { compileComponent } from "./component.ts";
import { compileLate } from "./failures.ts";
import { durationOf, textOf } from "./fields.ts";
import { compileResourceFailures } from "./resource-failures.ts";
import { attachedGbPerInstance } from "./volumes.ts";

/** What clusters and EC2 instances have in common. */
export function compileManagedResource(
  context: CompileContext,
  object: PipelineObject,
  kind: "EmrCluster" | "Ec2Resource",
  isAmiEra: boolean,
  groups: readonly InstanceGroupPlan[],
  activities: readonly ActivityPlan[],
): Omit<Ec2ResourcePlan, "kind" | "group"> {
  const { boot } = context.scenario;
  const component = compileComponent(context, object);
  return {
    ...component,
    ...compileLate(context, object, component.schedule),
    terminateAfterMs: durationOf(context, object, "terminateAfter") ?? null,
    ...compileResourceFailures(context, object, activities),
    pending: givenOrAssumed(context, boot.pending, {
      ...DEFAULT_PENDING,
      id: "boot.pending",
      path: ["boot", "pending"],
    }),
    runnerInstall: givenOrAssumed(context, boot.runnerInstall, {
      ...DEFAULT_RUNNER_INSTALL,
      id: "boot.runnerInstall",
      path: ["boot", "runnerInstall"],
    }),
    tasks: DOCUMENTED_TASK_THREADS,
    termination: givenOrAssumed(context, boot.termination, {
      ...DEFAULT_TERMINATION[kind],
      id: `boot.termination.${kind}`,
      path: ["boot", "termination"],
    }),
    ebsGbPerInstance: rootVolumeGb(context, kind, isAmiEra, groups) + attachedGbPerInstance(context, object, groups),
    runnerLogUri: textOf(context, object, "pipelineLogUri") ?? null,
  };
}

function rootVolumeGb(
  context: CompileContext,
  kind: "EmrCluster" | "Ec2Resource",
  isAmiEra: boolean,
  groups: readonly InstanceGroupPlan[],
): number {
  const own = context.scenario.account.rootVolumeBytes;
  if (own !== undefined) return Math.ceil(own / 1e9);
  const hasLocalDisks = groups.every(({ instanceType }) => (findInstanceType(instanceType)?.localStorageGb ?? 0) > 0);
  const image = kind === "Ec2Resource" ? "ec2" : isAmiEra && hasLocalDisks ? "instanceStore" : "emrRelease";
  const { value, source } = DEFAULT_ROOT_VOLUME_GB[image];
  context.assumptions.add({
    id: `account.rootVolume.${image}`,
    rule: "7.1",
    what: `EBS root volume of each instance of ${kind === "EmrCluster" ? "a cluster" : "an Ec2Resource"}`,
    value: `${value} GB`,
    source,
    path: ["account", "rootVolume"],
    yaml: `${value} GB`,
  });
  return value;
}
