import type { ComponentRef } from "../model/records.ts";
import type { ComponentOutcomes, Problem } from "./outcome-collector.ts";
import type { OutcomeRow } from "./result.ts";

interface Component {
  readonly ref: ComponentRef;
  instances: number;
  readonly problems: Map<string, Problem & { readonly replications: number }>;
}

/** Adds up over all replications why instances did not finish, or not in time. */
export class OutcomeSummary {
  private readonly components = new Map<string, Component>();

  add(outcomes: readonly ComponentOutcomes[]): void {
    for (const one of outcomes) {
      const { pipelineId, componentId } = one;
      const key = `${pipelineId} ${componentId}`;
      const component = this.components.get(key) ?? {
        ref: { pipelineId, componentId },
        instances: 0,
        problems: new Map(),
      };
      this.components.set(key, component);
      component.instances += one.instances;
      for (const problem of one.problems) addProblem(component, problem);
    }
  }

  /** Component by component, what happened most often first. */
  finish(): OutcomeRow[] {
    const byKey = [...this.components].sort(([a], [b]) => compare(a, b));
    return byKey.flatMap(([, { ref, instances: ofInstances, problems }]) => {
      const sorted = [...problems].sort(([a, one], [b, other]) => other.instances - one.instances || compare(a, b));
      return sorted.map(([, { status, reason, rule, replications, instances }]) => {
        return { ...ref, status, reason, rule, replications, instances, ofInstances };
      });
    });
  }
}

function addProblem({ problems }: Component, problem: Problem): void {
  const key = `${problem.status} ${problem.reason}`;
  const before = problems.get(key) ?? { replications: 0, instances: 0 };
  const instances = before.instances + problem.instances;
  problems.set(key, { ...problem, instances, replications: before.replications + 1 });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
