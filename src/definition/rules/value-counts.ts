import type { PipelineDefinition } from "../definition.ts";
import { fieldTypeOf, objectTypeOf } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

/** 1.2: no field has more values than AWS allows; of a field that is no list the first value counts. */
export function checkValueCounts(definition: PipelineDefinition, problems: Problems): void {
  for (const object of definition.objects) {
    if (objectTypeOf(object) === undefined && object.id !== "Default") continue;
    for (const field of object.fields.values()) {
      const countMax = fieldTypeOf(object, field.key)?.countMax;
      const extra = countMax === undefined ? undefined : field.values[countMax];
      if (extra === undefined || field.inheritedFrom !== undefined) continue;
      const what = countMax === 1 ? "is no list; the first counts" : `may have ${countMax}`;
      const message = `"${field.key}" has ${field.values.length} values and ${what}.`;
      problems.warning("TOO_MANY_VALUES", extra.position, message, { path: `${object.id}.${field.key}`, rule: "1.2" });
    }
  }
}
