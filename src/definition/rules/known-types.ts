import type { PipelineDefinition } from "../definition.ts";
import { nearestHint } from "../fields/nearest-names.ts";
import { parentIds } from "../fields/parent-ids.ts";
import { typeName } from "../fields/type-of.ts";
import { OBJECT_TYPES } from "../object-types/known-types.ts";
import type { Problems } from "../source/problems.ts";

/** 1.1: every object has a type that the guide describes; only `Default` and parents of others may have none. */
export function checkKnownTypes(definition: PipelineDefinition, problems: Problems): void {
  const parents = parentIds(definition);
  for (const object of definition.objects) {
    if (object.id === "Default") continue;
    const name = typeName(object);
    if (name === undefined && !parents.has(object.id)) {
      problems.warning("MISSING_TYPE", object.position, `"${object.id}" has no type; it is left out.`, {
        path: object.id,
        rule: "1.1",
        hint: 'Give it a "type", such as "EmrActivity".',
      });
    }
    const field = object.fields.get("type");
    if (name === undefined || OBJECT_TYPES.has(name) || field?.inheritedFrom !== undefined) continue;
    const message = `There is no object type "${name}"; "${object.id}" is left out.`;
    const hint = problems.isFull ? {} : nearestHint(name, OBJECT_TYPES.keys());
    const position = field?.values[0]?.position ?? object.position;
    problems.warning("UNKNOWN_TYPE", position, message, { path: `${object.id}.type`, rule: "1.1", ...hint });
  }
}
