import type { Diagnostic, SourcePosition } from "../base/diagnostic.ts";
import type { DiagnosticCode } from "../base/diagnostic-codes.ts";
import type { PipelineDefinition, PipelineObject } from "./definition.ts";
import type { EvaluationContext } from "./expression/evaluation-context.ts";
import { Evaluator } from "./expression/evaluator.ts";
import { ExpressionError } from "./expression/expression-error.ts";
import type { Unresolved } from "./expression/unresolved-name.ts";
import { textOf, type Value } from "./expression/value.ts";

/** What became of a text with expressions. */
export type Evaluation =
  /** One text, or those of a list. */
  | { readonly kind: "texts"; readonly texts: readonly string[]; readonly isList: boolean }
  /** It needs fields that only a running pipeline has: `@actualStartTime`, `node.name`. No error. */
  | { readonly kind: "unknown"; readonly runtimeFields: readonly string[] }
  | {
      readonly kind: "problem";
      /** The first thing that is wrong. */
      readonly diagnostic: Diagnostic;
      /** All names that have no value, where that is what is wrong. */
      readonly unresolved: readonly UnresolvedName[];
    };

/** A name that is neither a field nor a parameter with a value. */
export interface UnresolvedName {
  readonly name: string;
  readonly diagnostic: Diagnostic;
}

/**
 * Evaluates the `#{...}` expressions of a text that a field of `object` holds (1.4). Never throws for bad expressions;
 * `position` and `path` say where a problem is reported.
 */
export function evaluateText(
  definition: PipelineDefinition,
  object: PipelineObject,
  text: string,
  position: SourcePosition,
  context: EvaluationContext,
  path: string = object.id,
): Evaluation {
  return settle(definition, position, path, (evaluator) => evaluator.text(text, { object, context }));
}

/**
 * The values of a field as texts, expressions evaluated, references as the ids that they name; an absent field has
 * none. A list stays in its order (1.2).
 */
export function fieldTexts(
  definition: PipelineDefinition,
  object: PipelineObject,
  key: string,
  context: EvaluationContext,
): Evaluation {
  const field = object.fields.get(key);
  if (field === undefined) return { kind: "texts", texts: [], isList: true };
  const position = field.values[0]?.position ?? field.position;
  return settle(definition, position, `${object.id}.${key}`, (evaluator) => {
    return evaluator.field(object, key, context) ?? { kind: "list", items: [] };
  });
}

/** The ids that a reference field names, in order. */
export function fieldRefs(object: PipelineObject, key: string): readonly string[] {
  return (object.fields.get(key)?.values ?? []).flatMap((value) => (value.kind === "ref" ? [value.id] : []));
}

/** The id that a reference field names; of several the first. */
export function fieldRef(object: PipelineObject, key: string): string | undefined {
  return fieldRefs(object, key)[0];
}

function settle(
  definition: PipelineDefinition,
  { line, column }: SourcePosition,
  path: string,
  evaluate: (evaluator: Evaluator) => Value,
): Evaluation {
  const asDiagnostic = (code: DiagnosticCode, { message, hint }: Pick<Unresolved, "message" | "hint">): Diagnostic => {
    const place = { file: definition.file, line, column, path };
    return { code, severity: "error", message, ...place, rule: "1.4", ...(hint === undefined ? {} : { hint }) };
  };
  const evaluator = new Evaluator(definition);
  try {
    const value = evaluate(evaluator);
    const unresolved = evaluator.unresolved.map((problem) => {
      return { name: problem.name, diagnostic: asDiagnostic("UNRESOLVED_NAME", problem) };
    });
    const [first] = unresolved;
    if (first !== undefined) return { kind: "problem", diagnostic: first.diagnostic, unresolved };
    return evaluationOf(value);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, hint } = error;
    const diagnostic = asDiagnostic(code, hint === undefined ? { message } : { message, hint });
    return { kind: "problem", diagnostic, unresolved: [] };
  }
}

function evaluationOf(value: Value): Evaluation {
  if (value.kind === "unknown") return { kind: "unknown", runtimeFields: value.fields };
  if (value.kind === "list") return { kind: "texts", texts: value.items.map(textOf), isList: true };
  return { kind: "texts", texts: [textOf(value)], isList: false };
}
