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
  /** By pipeline, then by component. */
  private readonly pipelines = new Map<string, Map<string, Component>>();
  private readonly components: Component[] = [];

  readonly observe = (event: ModelEvent): void => {
    if (event.kind === "instance") this.add(event.row, 1, explainInstance(event.row));
    else if (event.kind === "heldBack") this.add(event.row, event.row.count, explainHeldBack(event.row));
  };

  finish(): ComponentOutcomes[] {
    return this.components.map(({ ref, instances, problems }) => {
      return { ...ref, instances, problems: [...problems.values()] };
    });
  }

  private add(ref: ComponentRef, count: number, explanation: Explanation | undefined): void {
    const component = this.pipelines.get(ref.pipelineId)?.get(ref.componentId) ?? this.begin(ref);
    component.instances += count;
    if (explanation === undefined) return;
    const reason = withoutIds(explanation.reason);
    const problemKey = `${explanation.status} ${reason}`;
    const instances = (component.problems.get(problemKey)?.instances ?? 0) + count;
    component.problems.set(problemKey, { ...explanation, reason, instances });
  }

  private begin({ pipelineId, componentId }: ComponentRef): Component {
    const component = { ref: { pipelineId, componentId }, instances: 0, problems: new Map() };
    const ofPipeline = this.pipelines.get(pipelineId) ?? new Map<string, Component>();
    this.pipelines.set(pipelineId, ofPipeline.set(componentId, component));
    this.components.push(component);
    return component;
  }
}
