import type { BillLine } from "../../billing/bill.ts";
import type { NamedPipeline, Result } from "../../experiment/result.ts";
import type { ComponentRef, LogRow, StepRow } from "../../model/records.ts";
import type { Summarised } from "./first-run.ts";

/**
 * The result with the pipeline's name in front of the name of everything that is of one of several pipelines
 * (`nightly/MyEmrCluster`), so that reports tell apart what is called alike. A result of one pipeline is as it was.
 */
export function withPipelineNames(result: Result): Result {
  if (result.pipelines === undefined) return result;
  const naming = namingOf(result.pipelines);
  const { named, component } = naming;
  const resources = new Set(result.resources.map(({ pipelineId, resourceId }) => keyOf(pipelineId, resourceId)));
  /** Task Runners of the user's own serve all pipelines and keep their names. */
  const host = (pipelineId: string | undefined, id: string) =>
    pipelineId !== undefined && resources.has(keyOf(pipelineId, id)) ? named(pipelineId, id) : id;
  return {
    ...result,
    ...summaryNamed(result, naming),
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
  };
}

/** The same of a result that has no records. */
export function summaryWithPipelineNames(result: Summarised): Summarised {
  if (result.pipelines === undefined) return result;
  const naming = namingOf(result.pipelines);
  const logs = result.firstRun.logs.map((group) =>
    group.resource === undefined ? group : { ...group, resource: naming.component(group.resource) },
  );
  return { ...result, ...summaryNamed(result, naming), firstRun: { ...result.firstRun, logs } };
}

/** Gives names to what belongs to a pipeline. */
interface Naming {
  readonly names: ReadonlyMap<string, string>;
  named(pipelineId: string | undefined, id: string): string;
  component<Row extends ComponentRef>(row: Row): Row;
}

function namingOf(pipelines: readonly NamedPipeline[]): Naming {
  const names = new Map(pipelines.map(({ id, name }) => [id, name]));
  const named = (pipelineId: string | undefined, id: string): string => {
    const name = pipelineId === undefined ? undefined : names.get(pipelineId);
    return name === undefined ? id : `${name}/${id}`;
  };
  const component = <Row extends ComponentRef>(row: Row): Row => ({
    ...row,
    componentId: named(row.pipelineId, row.componentId),
  });
  return { names, named, component };
}

type SummaryRows = Pick<Result, "bill" | "unfinished" | "outcomes" | "sparkStages">;

function summaryNamed(result: SummaryRows, { names, named, component }: Naming): SummaryRows {
  return {
    bill: { ...result.bill, lines: result.bill.lines.map((line) => nameLine(line, names, named)) },
    unfinished: result.unfinished.map((row) => ({
      ...component(row),
      instanceId: named(row.pipelineId, row.instanceId),
    })),
    outcomes: result.outcomes.map(component),
    ...(result.sparkStages === undefined
      ? {}
      : {
          sparkStages: result.sparkStages.map((row) => ({
            ...component(row),
            workId: named(row.pipelineId, row.workId),
          })),
        }),
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
