import type { PipelineDefinition, PipelineObject } from "../definition.ts";

/** Definitions are immutable, so that an index of one stays true as long as it lives. */
const INDEXES = new WeakMap<readonly PipelineObject[], ReadonlyMap<string, PipelineObject>>();

/** The object with this id; of several with one id the first. */
export function findObject(definition: Pick<PipelineDefinition, "objects">, id: string): PipelineObject | undefined {
  return objectsById(definition).get(id);
}

/** All objects by id, in the order of the text. */
export function objectsById(definition: Pick<PipelineDefinition, "objects">): ReadonlyMap<string, PipelineObject> {
  const known = INDEXES.get(definition.objects);
  if (known !== undefined) return known;
  const index = new Map<string, PipelineObject>();
  for (const object of definition.objects) if (!index.has(object.id)) index.set(object.id, object);
  INDEXES.set(definition.objects, index);
  return index;
}

/**
 * The value of a parameter: one that was given, else its default, else none where it is optional; undefined when it has
 * no value at all (1.4). Assumption: what names an optional parameter without a value is as if it were not there.
 */
export function findParameter(definition: PipelineDefinition, id: string): readonly string[] | undefined {
  const given = definition.values.get(id);
  if (given !== undefined) return given;
  const attributes = definition.parameters.find((parameter) => parameter.id === id)?.attributes;
  const isOptional = attributes?.get("optional")?.[0]?.toLowerCase() === "true";
  return attributes?.get("default") ?? (isOptional ? [] : undefined);
}
