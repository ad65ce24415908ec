import type { PipelineDefinition } from "../definition.ts";
import { nearestHint } from "../fields/nearest-names.ts";
import { objectTypeOf, typeName } from "../fields/type-of.ts";
import { fieldType, knownKeys, OBJECT_TYPES } from "../object-types/known-types.ts";
import { isUserField } from "../object-types/user-field.ts";
import type { Problems } from "../source/problems.ts";

const USER_FIELD_HINT = "A field of your own begins with my and a capital or _: myComment.";

/** So many types are listed of those that know a field. */
const OWNERS_MAX = 3;

/** A field that stands in an object of the wrong type. */
function ownersHint(key: string): string | undefined {
  const owners = [...OBJECT_TYPES.values()]
    .filter(({ fields }) => fields.some((field) => field.key === key))
    .map(({ name }) => name);
  if (owners.length === 0) return undefined;
  return `It is a field of ${owners.slice(0, OWNERS_MAX).join(", ")}${owners.length > OWNERS_MAX ? " and others" : ""}.`;
}

/** 1.5: a field is one of its object's type, one that the service sets, or the user's own. */
export function checkKnownFields(definition: PipelineDefinition, problems: Problems): void {
  for (const object of definition.objects) {
    const type = objectTypeOf(object);
    // An object of an unknown type may have fields that nobody here knows.
    if (type === undefined && typeName(object) !== undefined && object.id !== "Default") continue;
    for (const [key, field] of object.fields) {
      if (field.inheritedFrom !== undefined || key.startsWith("@") || isUserField(key)) continue;
      if (fieldType(type?.name, key) !== undefined) continue;
      const owner = type === undefined ? "No object type" : `The type ${type.name}`;
      const message = `${owner} has no field "${key}"; it is not read.`;
      const hint = problems.isFull ? {} : nearestHint(key, knownKeys(type?.name), ownersHint(key) ?? USER_FIELD_HINT);
      problems.warning("UNKNOWN_FIELD", field.position, message, { path: `${object.id}.${key}`, rule: "1.5", ...hint });
    }
  }
}
