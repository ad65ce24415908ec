import type { PipelineDefinition } from "../definition.ts";
import { nearestHint } from "../fields/nearest-names.ts";
import { objectTypeOf, typeName } from "../fields/type-of.ts";
import { fieldType, knownKeys } from "../object-types/known-types.ts";
import { isUserField } from "../object-types/user-field.ts";
import type { Problems } from "../source/problems.ts";

const USER_FIELD_HINT = "A field of your own begins with my and a capital or _: myComment.";

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
      const hint = problems.isFull ? {} : nearestHint(key, knownKeys(type?.name), USER_FIELD_HINT);
      problems.warning("UNKNOWN_FIELD", field.position, message, { path: `${object.id}.${key}`, rule: "1.5", ...hint });
    }
  }
}
