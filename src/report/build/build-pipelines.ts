import type { Result } from "../../experiment/result.ts";
import type { PipelineView } from "../view.ts";
import { measureOf } from "./measure-of.ts";

/** Several pipelines one by one; empty where there is only one. */
export function buildPipelines(result: Result): PipelineView[] {
  return (result.pipelines ?? []).map(({ id, name, activationAtMs }) => {
    const executions = result.executions.filter(({ pipelineId }) => pipelineId === id);
    const cost = measureOf(result, `cost.pipeline.${name}`);
    const latency = measureOf(result, `latency.pipeline.${name}`);
    return {
      id,
      name,
      activationAtMs,
      executions: { total: executions.length, succeeded: executions.filter(({ succeeded }) => succeeded).length },
      ...(cost === undefined ? {} : { cost }),
      ...(latency === undefined ? {} : { latency }),
    };
  });
}
