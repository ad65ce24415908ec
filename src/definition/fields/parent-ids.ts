import type { PipelineDefinition } from "../definition.ts";

/** The ids of the objects that others name as their parent (1.3). */
export function parentIds(definition: PipelineDefinition): ReadonlySet<string> {
  const values = definition.objects.flatMap((object) => object.fields.get("parent")?.values ?? []);
  return new Set(values.flatMap((value) => (value.kind === "ref" ? [value.id] : [])));
}
