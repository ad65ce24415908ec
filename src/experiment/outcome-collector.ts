import type { ComponentRef, ModelEvent } from "../model/records.ts";
import { type Explanation, explainHeldBack, explainInstance } from "./unfinished.ts";
import { withoutIds } from "./without-ids.ts";

/** What became of the instances of one component in one replication; plain data. */
export interface ComponentOutcomes extends ComponentRef {
  /** All of them, those included that were never created. */
  readonly instances: number;
  /** Those that did not finish in time, by status and reason. */
  readonly problems: readonly Problem[];
}

/** Instances that have a status and a reason in common. */
export interface Problem extends Explanation {
  readonly instances: number;
}

interface Component {
  readonly ref: ComponentRef;
  instances: number;
  readonly problems: Map<string, Problem>;
}

/** Observes one replication and counts why instances did not finish, or not in time. */
export class OutcomeCollector {
  private readonly components = new Map<string, Component>();

  readonly observe = (event: ModelEvent): void => {
    if (event.kind === "instance") this.add(event.row, 1, explainInstance(event.row));
    else if (event.kind === "heldBack") this.add(event.row, event.row.count, explainHeldBack(event.row));
  };

  finish(): ComponentOutcomes[] {
    return [...this.components.values()].map(({ ref, instances, problems }) => {
      return { ...ref, instances, problems: [...problems.values()] };
    });
  }

  private add({ pipelineId, componentId }: ComponentRef, count: number, explanation: Explanation | undefined): void {
    const key = `${pipelineId} ${componentId}`;
    let component = this.components.get(key);
    if (component === undefined) {
      component = { ref: { pipelineId, componentId }, instances: 0, problems: new Map() };
      this.components.set(key, component);
    }
    component.instances += count;
    if (explanation === undefined) return;
    const reason = withoutIds(explanation.reason);
    const problemKey = `${explanation.status} ${reason}`;
    const instances = (component.problems.get(problemKey)?.instances ?? 0) + count;
    component.problems.set(problemKey, { ...explanation, reason, instances });
  }
}
