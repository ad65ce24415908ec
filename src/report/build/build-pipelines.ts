import type { PipelineView } from "../view.ts";
import type { Summarised } from "./first-run.ts";
import { measureOf } from "./measure-of.ts";

/** Several pipelines one by one; empty where there is only one. */
export function buildPipelines(result: Summarised): PipelineView[] {
  return (result.pipelines ?? []).map(({ id, name, activationAtMs }) => {
    const cost = measureOf(result, `cost.pipeline.${name}`);
    const latency = measureOf(result, `latency.pipeline.${name}`);
    return {
      id,
      name,
      activationAtMs,
      executions: result.firstRun.executions.get(id) ?? { total: 0, succeeded: 0 },
      ...(cost === undefined ? {} : { cost }),
      ...(latency === undefined ? {} : { latency }),
    };
  });
}
