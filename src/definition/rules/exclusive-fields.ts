import type { PipelineDefinition } from "../definition.ts";
import { objectTypeOf } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

/** 1.1: of fields that say the same in several ways the guide wants one: a command or the script that holds it. */
export function checkExclusiveFields(definition: PipelineDefinition, problems: Problems): void {
  for (const object of definition.objects) {
    for (const keys of objectTypeOf(object)?.exclusive ?? []) {
      const given = keys.flatMap((key) => object.fields.get(key) ?? []);
      const extra = given.filter(({ inheritedFrom }) => inheritedFrom === undefined).at(-1);
      if (given.length < 2 || extra === undefined) continue;
      const message = `"${object.id}" has ${given.map(({ key }) => key).join(" and ")}, of which AWS takes one.`;
      const details = { path: `${object.id}.${extra.key}`, rule: "1.1", hint: "Take one of the two away." };
      problems.warning("EXCLUSIVE_FIELDS", extra.position, message, details);
    }
  }
}
