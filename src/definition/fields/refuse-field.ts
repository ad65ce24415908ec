import type { Diagnostic, Severity, SourcePosition } from "../../base/diagnostic.ts";
import type { PipelineDefinition, PipelineObject } from "../definition.ts";
import { evaluateText, type UnresolvedName } from "../evaluate-text.ts";
import type { EvaluationContext } from "../expression/evaluation-context.ts";
import type { FieldType } from "../object-types/field-type.ts";
import { isSecretKey } from "../object-types/user-field.ts";
import { refuseText } from "./parse-field.ts";
import { hasPlaceholder, PLACEHOLDER_HINT } from "./placeholder.ts";

const SHOWN_LENGTH_MAX = 60;

/** What is wrong with a text of a field; all names in it that have no value, where that is it. */
export interface FieldProblem {
  readonly diagnostic: Diagnostic;
  readonly unresolved: readonly UnresolvedName[];
}

/** A field that the simulation must know the value of: without it there is nothing to simulate, and no default. */
export function isNeeded(type: FieldType): boolean {
  return type.use === "simulated" && type.kind !== "text" && type.hasDefault === undefined;
}

/**
 * What is wrong with one text of a field: its expressions, or its value; undefined when it is right or shows only at
 * run time. An error where the simulation needs the value, else a warning.
 */
export function refuseFieldText(
  definition: PipelineDefinition,
  object: PipelineObject,
  type: FieldType,
  text: string,
  position: SourcePosition,
  context: EvaluationContext,
): FieldProblem | undefined {
  const path = `${object.id}.${type.key}`;
  const severity: Severity = isNeeded(type) ? "error" : "warning";
  const evaluation = evaluateText(definition, object, text, position, context, path);
  if (evaluation.kind === "unknown") return undefined;
  if (evaluation.kind === "problem") {
    const withSeverity = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity });
    const unresolved = evaluation.unresolved.map(({ name, diagnostic }) => ({
      name,
      diagnostic: withSeverity(diagnostic),
    }));
    return { diagnostic: withSeverity(evaluation.diagnostic), unresolved };
  }
  for (const value of evaluation.texts) {
    const refusal = refuseText(type, value);
    if (refusal === undefined) continue;
    const shown = isSecretKey(type.key) ? "***" : shownText(definition, object, text, position, context);
    const message = `"${type.key}" is ${shown}, not ${refusal.expected}.`;
    const { line, column } = position;
    const hint = hasPlaceholder(type, value) ? placeholderHint(definition, text) : refusal.hint;
    const details = { path, rule: "1.5", ...(hint === undefined ? {} : { hint }) };
    const place = { file: definition.file, line, column };
    return { diagnostic: { code: "FIELD_VALUE", severity, message, ...place, ...details }, unresolved: [] };
  }
  return undefined;
}

/** The default of a parameter that a template tool should have filled in needs no other change than a value. */
function placeholderHint({ parameters }: PipelineDefinition, text: string): string {
  const named = parameters.find(({ id }) => text.includes(`#{${id}}`));
  return named === undefined ? PLACEHOLDER_HINT : `Give it a value: --param ${named.id}=VALUE.`;
}

/** As written and, where expressions make a difference, as it reads with secrets left out. */
function shownText(
  definition: PipelineDefinition,
  object: PipelineObject,
  text: string,
  position: SourcePosition,
  context: EvaluationContext,
): string {
  if (!text.includes("#{")) return quote(text);
  const evaluation = evaluateText(definition, object, text, position, { ...context, isRedacted: true });
  return evaluation.kind === "texts" ? `${quote(text)}, that is ${quote(evaluation.texts.join(", "))}` : quote(text);
}

function quote(text: string): string {
  return `"${text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}...` : text}"`;
}
