import type { InstantMs } from "../../base/instant.ts";
import { nominalPeriodMs } from "../../base/period.ts";
import type { PipelineDefinition, PipelineObject } from "../../definition/definition.ts";
import { type FieldReader, readInstant, readInteger, readPeriod } from "../../definition/fields/read-field.ts";
import { labelTexts } from "../../definition/fields/redact.ts";
import { typeName } from "../../definition/fields/type-of.ts";
import type { CompileContext } from "./compile-context.ts";

/** What the reading of fields needs: the definition, whose parameters and expressions they may hold. */
export interface FieldScope {
  readonly definition: PipelineDefinition;
}

/**
 * The texts of a field in the order given, expressions evaluated (1.4), encrypted values as `***`; none where it is not
 * there. What only a running pipeline knows stays as it is written.
 */
export function textsOf({ definition }: FieldScope, object: PipelineObject, key: string): string[] {
  return labelTexts(definition, object, key).map((text) => text.trim());
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

/** The type of an object, as AWS spells it; empty where it has none. */
export function typeOf(object: PipelineObject): string {
  return typeName(object) ?? "";
}

/** A whole number; undefined where it is not there or wrong. */
export function countOf(scope: FieldScope, object: PipelineObject, key: string): number | undefined {
  return readInteger(silentReader(scope), object, key);
}

/** A period in milliseconds, months and years with their nominal length; undefined where it is not there or wrong. */
export function durationOf(scope: FieldScope, object: PipelineObject, key: string): number | undefined {
  const period = readPeriod(silentReader(scope), object, key);
  return period === undefined ? undefined : nominalPeriodMs(period);
}

/** An instant; undefined where it is not there or wrong. */
export function instantOf(scope: FieldScope, object: PipelineObject, key: string): InstantMs | undefined {
  return readInstant(silentReader(scope), object, key);
}

/** Wrong values have been reported when the definition was read. */
export function silentReader({ definition }: FieldScope): FieldReader {
  return { definition, context: {}, report: () => {} };
}
