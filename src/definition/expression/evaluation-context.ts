import type { InstantMs } from "../../base/instant.ts";
import type { PipelineObject } from "../definition.ts";

/** A run-time field's value, once the pipeline runs (1.4). */
export type RuntimeValue =
  | { readonly kind: "instant"; readonly instantMs: InstantMs }
  | { readonly kind: "text"; readonly text: string };

/** What is known beyond the definition when an expression is evaluated. */
export interface EvaluationContext {
  /** By name with its `@`: `@scheduledStartTime`. A field that is missing here is unknown until run time. */
  readonly runtimeFields?: ReadonlyMap<string, RuntimeValue>;
  /** The object that refers to this action or precondition: `node` in its expressions. */
  readonly node?: { readonly object: PipelineObject; readonly runtimeFields?: ReadonlyMap<string, RuntimeValue> };
  /** Encrypted fields and parameters read as `***`: for labels and messages. */
  readonly isRedacted?: boolean;
  /** Shared by the evaluations of a whole definition, so that they end together soon, whatever the text. */
  readonly budget?: EvaluationBudget;
}

/** How many more steps may be taken; evaluations count it down. */
export interface EvaluationBudget {
  stepsLeft: number;
}
