import { ACTIVITY_TYPES } from "./activities.ts";
import { IDENTITY_FIELDS } from "./common-fields.ts";
import { DATA_NODE_TYPES } from "./data-nodes.ts";
import { DATA_FORMAT_TYPES, DATABASE_TYPES } from "./databases-and-formats.ts";
import type { FieldType } from "./field-type.ts";
import type { ObjectType } from "./object-type.ts";
import { PRECONDITION_TYPES } from "./preconditions.ts";
import { RESOURCE_TYPES } from "./resources.ts";
import { ACTION_TYPES, SCHEDULE_TYPES } from "./schedules-and-actions.ts";
import { UTILITY_TYPES } from "./utilities.ts";

/** Every type of pipeline object that the guide describes, by name. */
export const OBJECT_TYPES: ReadonlyMap<string, ObjectType> = new Map(
  [
    ...ACTIVITY_TYPES,
    ...DATA_NODE_TYPES,
    ...DATABASE_TYPES,
    ...DATA_FORMAT_TYPES,
    ...PRECONDITION_TYPES,
    ...RESOURCE_TYPES,
    ...SCHEDULE_TYPES,
    ...ACTION_TYPES,
    ...UTILITY_TYPES,
  ].map((type) => [type.name, type]),
);

/** Fields by key in lower case; of a type, and of all types together for `Default` and objects without a type. */
type FieldIndex = ReadonlyMap<string, FieldType>;

const FIELDS_OF_TYPE: ReadonlyMap<string, FieldIndex> = new Map(
  Array.from(OBJECT_TYPES.values(), (type) => [type.name, indexFields([...IDENTITY_FIELDS, ...type.fields])]),
);

const FIELDS_OF_ANY_TYPE: FieldIndex = indexFields([
  ...IDENTITY_FIELDS,
  ...Array.from(OBJECT_TYPES.values()).flatMap((type) => type.fields),
]);

const TYPE_NAMES: ReadonlyMap<string, string> = new Map(
  Array.from(OBJECT_TYPES.keys(), (name) => [name.toLowerCase(), name]),
);

/** The type as the guide spells it, whatever case it was written in; undefined for an unknown one. */
export function canonicalTypeName(written: string): string | undefined {
  return TYPE_NAMES.get(written.toLowerCase());
}

/**
 * The field of a type, whatever case its key was written in; for an object without a known type, the field of that
 * name of any type. Undefined for an unknown field.
 */
export function fieldType(typeName: string | undefined, key: string): FieldType | undefined {
  return fieldsOf(typeName).get(key.toLowerCase());
}

/** The keys that an object of this type can have; all keys for an object without a known type. */
export function knownKeys(typeName: string | undefined): readonly string[] {
  return Array.from(fieldsOf(typeName).values(), ({ key }) => key);
}

function fieldsOf(typeName: string | undefined): FieldIndex {
  return (typeName === undefined ? undefined : FIELDS_OF_TYPE.get(typeName)) ?? FIELDS_OF_ANY_TYPE;
}

/** Of several fields with one key, the first one counts. */
function indexFields(fields: readonly FieldType[]): FieldIndex {
  const index = new Map<string, FieldType>();
  for (const field of fields) {
    if (!index.has(field.key.toLowerCase())) index.set(field.key.toLowerCase(), field);
  }
  return index;
}
