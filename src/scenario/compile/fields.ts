import { nominalPeriodMs, parsePeriod } from "../../base/period.ts";
import type { Field, PipelineDefinition, PipelineObject } from "../../definition/definition.ts";
import { fieldTexts } from "../../definition/evaluate-text.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";

/** What the reading of fields needs: the definition, whose parameters and expressions they may hold. */
export interface FieldScope {
  readonly definition: PipelineDefinition;
}

/**
 * The texts of a field in the order given, expressions evaluated (1.4), encrypted values as `***`; none where it is not
 * there. What only a running pipeline knows stays as it is written.
 */
export function textsOf({ definition }: FieldScope, object: PipelineObject, key: string): string[] {
  const evaluated = fieldTexts(definition, object, key, { isRedacted: true });
  if (evaluated.kind === "texts") return evaluated.texts.map((text) => text.trim());
  const values = object.fields.get(key)?.values ?? [];
  return values.flatMap((value) => (value.kind === "string" ? [value.text.trim()] : []));
}

/** The text of a field; undefined where it is not there or empty. */
export function textOf(scope: FieldScope, object: PipelineObject, key: string): string | undefined {
  return textsOf(scope, object, key).find((text) => text !== "");
}

/** The ids that a field refers to, in the order given; a plain string counts as an id, as in old files (1.6). */
export function idsOf(object: PipelineObject, key: string): string[] {
  const values = object.fields.get(key)?.values ?? [];
  return values.map((value) => (value.kind === "ref" ? value.id : value.text.trim()));
}

/** The objects that a field refers to; ids that are not in the file are left out (3.1). */
export function referredObjects(context: CompileContext, object: PipelineObject, key: string): PipelineObject[] {
  return idsOf(object, key).flatMap((id) => context.objects.get(id) ?? []);
}

/** The type of an object, as AWS spells it. */
export function typeOf(object: PipelineObject): string {
  const [value] = object.fields.get("type")?.values ?? [];
  return value?.kind === "string" ? value.text : "";
}

/** A whole number, 0 or more; anything else is a problem and reads as not there. */
export function countOf(context: CompileContext, object: PipelineObject, key: string): number | undefined {
  const text = textOf(context, object, key);
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  refuseField(context, object, key, `expected a whole number for \`${key}\`, got \`${text}\``);
  return undefined;
}

/** A period in milliseconds; months and years have their nominal length. */
export function durationOf(context: CompileContext, object: PipelineObject, key: string): number | undefined {
  const text = textOf(context, object, key);
  if (text === undefined) return undefined;
  const period = parsePeriod(text);
  if (period !== undefined) return nominalPeriodMs(period);
  refuseField(context, object, key, `expected a period such as \`2 hours\` for \`${key}\`, got \`${text}\``);
  return undefined;
}

/** An error at a field of an object. */
export function refuseField(context: CompileContext, object: PipelineObject, key: string, message: string): void {
  const place = placeOf(context, fieldOf(object, key) ?? object);
  context.problems.error("PLAN_FIELD", place, message, { path: `${object.id}.${key}` });
}

/** The field under a key; undefined where it is not there. */
export function fieldOf(object: PipelineObject, key: string): Field | undefined {
  return object.fields.get(key);
}
