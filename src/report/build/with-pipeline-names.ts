import type { BillLine } from "../../billing/bill.ts";
import type { Result } from "../../experiment/result.ts";
import type { LogRow, StepRow } from "../../model/records.ts";

/**
 * The result with the pipeline's name in front of the name of everything that is of one of several pipelines
 * (`nightly/MyEmrCluster`), so that reports tell apart what is called alike. A result of one pipeline is as it was.
 */
export function withPipelineNames(result: Result): Result {
  if (result.pipelines === undefined) return result;
  const names = new Map(result.pipelines.map(({ id, name }) => [id, name]));
  const resources = new Set(result.resources.map(({ pipelineId, resourceId }) => keyOf(pipelineId, resourceId)));
  const named = (pipelineId: string | undefined, id: string): string => {
    const name = pipelineId === undefined ? undefined : names.get(pipelineId);
    return name === undefined ? id : `${name}/${id}`;
  };
  /** Task Runners of the user's own serve all pipelines and keep their names. */
  const host = (pipelineId: string | undefined, id: string) =>
    pipelineId !== undefined && resources.has(keyOf(pipelineId, id)) ? named(pipelineId, id) : id;
  const component = <Row extends { readonly pipelineId: string; readonly componentId: string }>(row: Row): Row => ({
    ...row,
    componentId: named(row.pipelineId, row.componentId),
  });
  return {
    ...result,
    bill: { ...result.bill, lines: result.bill.lines.map((line) => nameLine(line, names, named)) },
    instances: result.instances.map((row) => ({
      ...component(row),
      instanceId: named(row.pipelineId, row.instanceId),
    })),
    attempts: result.attempts.map((row) => ({
      ...component(row),
      instanceId: named(row.pipelineId, row.instanceId),
      attemptId: named(row.pipelineId, row.attemptId),
      runnerId: host(row.pipelineId, row.runnerId),
    })),
    steps: result.steps.map(
      (row): StepRow => ({
        ...row,
        stepId: named(row.pipelineId, row.stepId),
        attemptId: named(row.pipelineId, row.attemptId),
        resourceId: named(row.pipelineId, row.resourceId),
      }),
    ),
    ...(result.sparkStages === undefined
      ? {}
      : {
          sparkStages: result.sparkStages.map((row) => ({
            ...component(row),
            workId: named(row.pipelineId, row.workId),
          })),
        }),
    resources: result.resources.map((row) => ({
      ...component(row),
      resourceId: named(row.pipelineId, row.resourceId),
    })),
    ec2Instances: result.ec2Instances.map((row) => ({
      ...component(row),
      resourceId: named(row.pipelineId, row.resourceId),
    })),
    logs: result.logs.map(
      (row): LogRow => ({
        ...row,
        writerId: named(row.pipelineId, row.writerId),
        hostId: host(row.pipelineId, row.hostId),
      }),
    ),
    unfinished: result.unfinished.map((row) => ({
      ...component(row),
      instanceId: named(row.pipelineId, row.instanceId),
    })),
    outcomes: result.outcomes.map(component),
  };
}

function nameLine(
  line: BillLine,
  names: ReadonlyMap<string, string>,
  named: (pipelineId: string | undefined, id: string) => string,
): BillLine {
  const { pipelineId, componentId } = line;
  if (pipelineId === undefined) return line;
  const owner = { pipelineId: names.get(pipelineId) ?? pipelineId };
  return componentId === undefined
    ? { ...line, ...owner }
    : { ...line, ...owner, componentId: named(pipelineId, componentId) };
}

function keyOf(pipelineId: string, id: string): string {
  return `${pipelineId} ${id}`;
}
