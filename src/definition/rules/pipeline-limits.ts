import type { PipelineDefinition } from "../definition.ts";
import type { Problems } from "../source/problems.ts";

const OBJECTS_MAX = 100;
const FIELDS_MAX = 50;

/** 2.5: AWS takes 100 objects a pipeline and 50 fields an object. */
export function checkPipelineLimits(definition: PipelineDefinition, problems: Problems): void {
  const extra = definition.objects[OBJECTS_MAX];
  if (extra !== undefined) {
    const message = `The pipeline has ${definition.objects.length} objects; AWS takes ${OBJECTS_MAX} unless asked for more.`;
    problems.warning("PIPELINE_LIMIT", extra.position, message, { path: extra.id, rule: "2.5" });
  }
  for (const object of definition.objects) {
    const own = Array.from(object.fields.values()).filter(({ inheritedFrom }) => inheritedFrom === undefined);
    if (own.length <= FIELDS_MAX) continue;
    const message = `"${object.id}" has ${own.length} fields; AWS takes ${FIELDS_MAX}.`;
    problems.warning("PIPELINE_LIMIT", object.position, message, { path: object.id, rule: "2.5" });
  }
}
