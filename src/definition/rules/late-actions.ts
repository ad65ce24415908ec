import type { PipelineDefinition } from "../definition.ts";
import { objectTypeOf } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

/** 3.4: what has an onLateAction says when it is late, or nothing ever is. Source: DG Terminate. */
export function checkLateActions(definition: PipelineDefinition, problems: Problems): void {
  const told = new Set<number>();
  for (const object of definition.objects) {
    const action = object.fields.get("onLateAction");
    if (action === undefined || object.fields.has("lateAfterTimeout") || objectTypeOf(object) === undefined) continue;
    // of what many inherit it is said once
    if (told.has(action.position.offset)) continue;
    told.add(action.position.offset);
    const message = `"${object.id}" has onLateAction and no lateAfterTimeout: it is never late.`;
    const hint = 'Add "lateAfterTimeout".';
    problems.warning("MISSING_FIELD", action.position, message, { path: object.id, rule: "3.4", hint });
  }
}
