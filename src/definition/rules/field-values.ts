import type { Diagnostic, SourcePosition } from "../../base/diagnostic.ts";
import type { Field, FieldValue, PipelineDefinition, PipelineObject } from "../definition.ts";
import type { EvaluationBudget, EvaluationContext } from "../expression/evaluation-context.ts";
import { hasPlaceholder } from "../fields/placeholder.ts";
import { isNeeded, refuseFieldText } from "../fields/refuse-field.ts";
import { fieldTypeOf, objectTypeOf } from "../fields/type-of.ts";
import { type FieldType, text } from "../object-types/field-type.ts";
import type { Problems } from "../source/problems.ts";

type StringValue = Extract<FieldValue, { readonly kind: "string" }>;

/**
 * 1.4, 1.5: values are what their fields need, and expressions can be evaluated as far as they can before the
 * pipeline runs. A value that many objects inherit is reported once, a name without a value once for the whole text.
 */
export function checkFieldValues(definition: PipelineDefinition, problems: Problems): void {
  const check = new ValueCheck(definition, problems);
  for (const object of definition.objects) {
    for (const field of object.fields.values()) check.field(object, field);
  }
  check.reportUnresolvedNames();
}

/** Enough for every definition that AWS takes many times over. */
const STEPS_MAX = 1_000_000;

class ValueCheck {
  readonly #definition: PipelineDefinition;
  readonly #problems: Problems;
  readonly #context: EvaluationContext & { readonly budget: EvaluationBudget } = { budget: { stepsLeft: STEPS_MAX } };
  readonly #reported = new Set<string>();
  /** Whether values hold expressions; inherited values are the same list in every object that has them. */
  readonly #expressions = new Map<readonly FieldValue[], boolean>();
  readonly #unresolved = new Map<string, { readonly diagnostic: Diagnostic; readonly places: Set<number> }>();

  constructor(definition: PipelineDefinition, problems: Problems) {
    this.#definition = definition;
    this.#problems = problems;
  }

  field(object: PipelineObject, field: Field): void {
    if (this.#context.budget.stepsLeft < 0) return;
    if (field.inheritedFrom !== undefined && !this.#hasExpression(field.values)) return;
    const type = fieldTypeOf(object, field.key) ?? text(field.key, "irrelevant");
    for (const value of field.values) {
      if (value.kind === "string") this.#text(object, field, type, value);
      else if (type.kind !== "reference" && type.kind !== "text") refuseReference(object, type, value, this.#problems);
    }
  }

  /** One diagnostic for each name; an error as soon as one of its places needs the value. */
  reportUnresolvedNames(): void {
    for (const { diagnostic, places } of this.#unresolved.values()) {
      const times = places.size === 1 ? "" : ` (${places.size} places need it)`;
      this.#problems.push({ ...diagnostic, message: diagnostic.message.replace(/\.$/, `${times}.`) });
    }
  }

  #text(object: PipelineObject, field: Field, type: FieldType, { text, position }: StringValue): void {
    const isExpression = text.includes("#{");
    // What parents hold for others is evaluated in the objects that inherit it, whose fields it may name.
    if (isExpression ? objectTypeOf(object) === undefined : field.inheritedFrom !== undefined) return;
    if (!isExpression && hasPlaceholder(type, text)) return;
    const problem = refuseFieldText(this.#definition, object, type, text, position, this.#context);
    if (problem === undefined) return;
    for (const { name, diagnostic } of problem.unresolved) this.#addUnresolved(name, diagnostic, position);
    if (problem.unresolved.length === 0) this.#report(problem.diagnostic, position);
  }

  #hasExpression(values: readonly FieldValue[]): boolean {
    const known = this.#expressions.get(values);
    if (known !== undefined) return known;
    const has = values.some((value) => value.kind === "string" && value.text.includes("#{"));
    this.#expressions.set(values, has);
    return has;
  }

  #addUnresolved(name: string, diagnostic: Diagnostic, { offset }: SourcePosition): void {
    const known = this.#unresolved.get(name);
    const isWorse = known?.diagnostic.severity === "warning" && diagnostic.severity === "error";
    const places = known?.places ?? new Set();
    this.#unresolved.set(name, {
      diagnostic: known === undefined || isWorse ? diagnostic : known.diagnostic,
      places: places.add(offset),
    });
  }

  #report(diagnostic: Diagnostic, { offset }: SourcePosition): void {
    const name = `${offset} ${diagnostic.message}`;
    if (this.#reported.has(name)) return;
    this.#reported.add(name);
    this.#problems.push(diagnostic);
  }
}

function refuseReference(
  object: PipelineObject,
  type: FieldType,
  { position }: { readonly position: Field["position"] },
  problems: Problems,
): void {
  const message = `"${type.key}" holds a reference where a value belongs.`;
  const path = `${object.id}.${type.key}`;
  problems.add(isNeeded(type) ? "error" : "warning", "FIELD_VALUE", position, message, { path, rule: "1.5" });
}
