import type { FieldType } from "./field-type.ts";

/** The chapters of the guide: what an object is for. */
export type ObjectFamily =
  | "activity"
  | "dataNode"
  | "database"
  | "dataFormat"
  | "precondition"
  | "resource"
  | "schedule"
  | "action"
  | "utility";

/** One type of pipeline object with all fields that the guide gives it, inherited groups included. */
export interface ObjectType {
  readonly name: string;
  readonly family: ObjectFamily;
  readonly fields: readonly FieldType[];
  /** Of each group at least one field must be given, here or in a parent. */
  readonly required: readonly (readonly string[])[];
  /** Of each group at most one field may be given. */
  readonly exclusive: readonly (readonly string[])[];
}

/** `required` and `exclusive` hold groups of keys divided by `|`: `script|scriptUri`. */
export function objectType(
  name: string,
  family: ObjectFamily,
  fields: readonly FieldType[],
  required: readonly string[] = [],
  exclusive: readonly string[] = [],
): ObjectType {
  return { name, family, fields, required: required.map(keysOf), exclusive: exclusive.map(keysOf) };
}

function keysOf(group: string): readonly string[] {
  return group.split("|");
}
