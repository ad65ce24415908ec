import type { PipelinePlan, Plan, RunnerRef } from "../../src/model/plan.ts";
import type { Recorded } from "../model/run-plan.ts";

/**
 * Plan and records with the pipeline's name in front of every id that is unique in its pipeline only, so that what is
 * said of one pipeline can be said of several at once. As they are where there is one.
 */
export function qualified(plan: Plan, records: Recorded): { readonly plan: Plan; readonly records: Recorded } {
  if (plan.pipelinesAreNamed !== true) return { plan, records };
  const names = new Map(plan.pipelines.map(({ id, name }) => [id, `${name}/`]));
  const prefixOf = ({ pipelineId = "" }: { readonly pipelineId?: string }) => names.get(pipelineId) ?? "";
  return {
    plan: { ...plan, pipelines: plan.pipelines.map(qualifiedPipeline) },
    records: qualifiedRecords(records, prefixOf),
  };
}

/** The id as the qualified records have it. */
export function qualifiedId(plan: Plan, pipelineId: string, id: string): string {
  const name = plan.pipelinesAreNamed === true ? plan.pipelines.find((one) => one.id === pipelineId)?.name : undefined;
  return name === undefined ? id : `${name}/${id}`;
}

function qualifiedPipeline(pipeline: PipelinePlan): PipelinePlan {
  const idOf = (id: string) => `${pipeline.name}/${id}`;
  const runnerOf = <Runner extends RunnerRef | { readonly kind: "service" }>(runner: Runner) =>
    runner.kind === "resource" ? { ...runner, resourceId: idOf(runner.resourceId) } : runner;
  const preconditionsOf = ({ preconditions = [] }: Pick<PipelinePlan["activities"][number], "preconditions">) =>
    preconditions.map((one) => ({ ...one, id: idOf(one.id), runner: runnerOf(one.runner) }));
  return {
    ...pipeline,
    activities: pipeline.activities.map((activity) => ({
      ...activity,
      id: idOf(activity.id),
      runner: runnerOf(activity.runner),
      preconditions: preconditionsOf(activity),
      dataNodes: (activity.dataNodes ?? []).map(idOf),
      dependsOn: activity.dependsOn.map(({ activityId, via }) => ({
        activityId: idOf(activityId),
        via: via === "dependsOn" ? via : idOf(via),
      })),
    })),
    resources: pipeline.resources.map((resource) => ({ ...resource, id: idOf(resource.id) })),
    dataNodes: (pipeline.dataNodes ?? []).map((dataNode) => ({
      ...dataNode,
      id: idOf(dataNode.id),
      producers: dataNode.producers.map(idOf),
      preconditions: preconditionsOf(dataNode),
    })),
  };
}

function qualifiedRecords(records: Recorded, prefixOf: (row: { readonly pipelineId?: string }) => string): Recorded {
  // instances and what is made of them; a Task Runner of the user's own belongs to nobody
  const idIn = (row: { readonly pipelineId?: string }, id: string) => (id.startsWith("@") ? prefixOf(row) + id : id);
  const component = <Row extends { readonly pipelineId: string; readonly componentId: string }>(row: Row) => ({
    ...row,
    componentId: prefixOf(row) + row.componentId,
  });
  return {
    ...records,
    instances: records.instances.map((row) => ({ ...component(row), instanceId: idIn(row, row.instanceId) })),
    heldBack: records.heldBack.map(component),
    attempts: records.attempts.map((row) => ({
      ...component(row),
      instanceId: idIn(row, row.instanceId),
      attemptId: idIn(row, row.attemptId),
      runnerId: idIn(row, row.runnerId),
    })),
    steps: records.steps.map((row) => ({
      ...row,
      stepId: idIn(row, row.stepId),
      attemptId: idIn(row, row.attemptId),
      resourceId: idIn(row, row.resourceId),
    })),
    resources: records.resources.map((row) => ({ ...component(row), resourceId: idIn(row, row.resourceId) })),
    ec2Instances: records.ec2Instances.map((row) => ({ ...component(row), resourceId: idIn(row, row.resourceId) })),
    logs: records.logs.map((row) => ({ ...row, writerId: idIn(row, row.writerId), hostId: idIn(row, row.hostId) })),
    transitions: records.transitions.map((row) => ({ ...row, id: idIn(row.owner ?? {}, row.id) })),
    bill: {
      ...records.bill,
      lines: records.bill.lines.map((line) =>
        line.componentId === undefined ? line : { ...line, componentId: prefixOf(line) + line.componentId },
      ),
    },
  };
}
