import type { PipelineDefinition } from "../definition.ts";
import { fieldTypeOf } from "../fields/type-of.ts";
import { RESIZE, useOf } from "../fields/use-of.ts";
import type { Problems } from "../source/problems.ts";

/**
 * A field that would change the numbers and is left out of the simulation is told of, one by one; of clusters
 * that are resized the plan warns itself, with what it takes instead (5.3).
 */
export function checkNotSimulated(definition: PipelineDefinition, problems: Problems): void {
  for (const object of definition.objects) {
    for (const field of object.fields.values()) {
      const type = fieldTypeOf(object, field.key);
      if (type === undefined || field.inheritedFrom !== undefined || RESIZE.test(type.key)) continue;
      if (useOf(definition, object, type, field) !== "notSimulated") continue;
      const message = `"${field.key}" is not simulated; the forecast is as if it were not there.`;
      problems.warning("NOT_SIMULATED", field.position, message, { path: `${object.id}.${field.key}` });
    }
  }
}
