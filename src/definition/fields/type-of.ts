import type { PipelineObject } from "../definition.ts";
import type { FieldType } from "../object-types/field-type.ts";
import { fieldType, OBJECT_TYPES } from "../object-types/known-types.ts";
import type { ObjectType } from "../object-types/object-type.ts";
import { isUserField } from "../object-types/user-field.ts";

/** The name of an object's type as the text gives it; undefined for an object without one. */
export function typeName(object: PipelineObject): string | undefined {
  const value = object.fields.get("type")?.values[0];
  return value?.kind === "string" ? value.text : undefined;
}

/** The known type of an object; undefined for `Default`, for parents without a type and for unknown types. */
export function objectTypeOf(object: PipelineObject): ObjectType | undefined {
  return OBJECT_TYPES.get(typeName(object) ?? "");
}

/** What a field of this object is; undefined for user-defined and unknown fields. */
export function fieldTypeOf(object: PipelineObject, key: string): FieldType | undefined {
  return isUserField(key) ? undefined : fieldType(objectTypeOf(object)?.name, key);
}
