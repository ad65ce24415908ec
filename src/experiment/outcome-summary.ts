import type { ComponentRef } from "../model/records.ts";
import { wilsonInterval } from "../stats/wilson.ts";
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
  private replications = 0;

  /** @param outcomes of one replication */
  add(outcomes: readonly ComponentOutcomes[]): void {
    this.replications += 1;
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
        const counts = { replications, ...probabilityOf(replications, this.replications), instances, ofInstances };
        return { ...ref, status, reason, rule, ...counts };
      });
    });
  }
}

function probabilityOf(replications: number, of: number): Pick<OutcomeRow, "probabilityCi95"> {
  if (of < 2) return {};
  const { low, high } = wilsonInterval(replications, of);
  return { probabilityCi95: { low: roundShare(low), high: roundShare(high) } };
}

function roundShare(share: number): number {
  return Math.round(share * 1e6) / 1e6;
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
