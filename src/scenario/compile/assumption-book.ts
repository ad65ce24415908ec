import type { Assumption } from "../../model/plan.ts";
import type { ScenarioPath } from "../source/scenario-node.ts";

/** An assumption with the scenario key that states it, so that a scenario can be written which spells it out. */
export interface StatedAssumption extends Omit<Assumption, "override"> {
  /** Where a scenario states it; undefined: the definition does, or nothing can. */
  readonly path?: ScenarioPath;
  /** The value as the scenario writes it. */
  readonly yaml?: string;
  /** What changes it, where that is no scenario key. */
  readonly override?: string;
}

/** The assumptions of one pipeline, each once, in the order in which they were made. */
export class AssumptionBook {
  private readonly byId = new Map<string, StatedAssumption>();

  add(assumption: StatedAssumption): void {
    if (!this.byId.has(assumption.id)) this.byId.set(assumption.id, assumption);
  }

  get stated(): readonly StatedAssumption[] {
    return [...this.byId.values()];
  }
}

/** Assumptions as the plan lists them. */
export function assumptionsOf(stated: readonly StatedAssumption[]): readonly Assumption[] {
  return stated.map(assumptionOf);
}

/** As a plan lists it: with the scenario key in words. */
export function assumptionOf(stated: StatedAssumption): Assumption {
  const { id, rule, what, value, source, path, yaml, override } = stated;
  return { id, rule, what, value, source, override: override ?? overrideText(path ?? [], yaml ?? value) };
}

/** `boot: { m1.small: 95 s }` from the path and the value. */
function overrideText(path: ScenarioPath, yaml: string): string {
  const [first = "", ...rest] = path;
  const inner = rest.reduceRight<string>((value, step) => `{ ${keyText(String(step))}: ${value} }`, yaml);
  return `${keyText(String(first))}: ${inner}`;
}

/** A key as YAML has it in a flow map, in quotes where it must be. */
export function keyText(key: string): string {
  return /^[A-Za-z_@][\w.@-]*$/.test(key) ? key : JSON.stringify(key);
}
