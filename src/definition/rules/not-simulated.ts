import type { Field, PipelineDefinition } from "../definition.ts";
import { fieldTypeOf } from "../fields/type-of.ts";
import type { FieldType } from "../object-types/field-type.ts";
import type { Problems } from "../source/problems.ts";

/** A field that would change the numbers and is left out of the simulation is told of, one by one. */
export function checkNotSimulated(definition: PipelineDefinition, problems: Problems): void {
  for (const object of definition.objects) {
    for (const field of object.fields.values()) {
      const type = fieldTypeOf(object, field.key);
      if (type?.use !== "notSimulated" || field.inheritedFrom !== undefined || isOff(type, field)) continue;
      const message = `"${field.key}" is not simulated; the forecast is as if it were not there.`;
      problems.warning("NOT_SIMULATED", field.position, message, { path: `${object.id}.${field.key}` });
    }
  }
}

/** `"stage": "false"` asks for nothing. */
function isOff(type: FieldType, { values }: Field): boolean {
  const [value] = values;
  return (
    value === undefined || (type.kind === "boolean" && value.kind === "string" && /^false$/i.test(value.text.trim()))
  );
}
