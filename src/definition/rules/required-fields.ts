import type { PipelineDefinition } from "../definition.ts";
import { findObject } from "../fields/find-object.ts";
import { parentIds } from "../fields/parent-ids.ts";
import { objectTypeOf } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

/** Without this there is no schedule to simulate (2.2). */
const NEEDED: ReadonlySet<string> = new Set(["period"]);

/** Whole pipelines give these once, in `Default`; excerpts without one leave them out, and nothing follows from it. */
const ROLES: ReadonlySet<string> = new Set(["resourceRole", "role"]);

/** 1.1: a field that the guide calls required is given, in the object or in a parent of it. */
export function checkRequiredFields(definition: PipelineDefinition, problems: Problems): void {
  const parents = parentIds(definition);
  const isExcerpt = findObject(definition, "Default") === undefined;
  for (const object of definition.objects) {
    if (parents.has(object.id)) continue;
    const type = objectTypeOf(object);
    for (const keys of type?.required ?? []) {
      if (keys.some((key) => object.fields.has(key) || (isExcerpt && ROLES.has(key)))) continue;
      const severity = keys.some((key) => NEEDED.has(key)) ? "error" : "warning";
      const message = `"${object.id}" has no ${keys.join(" and no ")}, which AWS requires of the type ${type?.name}.`;
      const hint = `Add ${keys.map((key) => `"${key}"`).join(" or ")}.`;
      problems.add(severity, "MISSING_FIELD", object.position, message, { path: object.id, rule: "1.1", hint });
    }
  }
}
