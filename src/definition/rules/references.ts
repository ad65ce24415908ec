import type { Field, FieldValue, PipelineDefinition, PipelineObject } from "../definition.ts";
import { findObject } from "../fields/find-object.ts";
import { nearestHint } from "../fields/nearest-names.ts";
import { fieldTypeOf, objectTypeOf } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

type Reference = Extract<FieldValue, { readonly kind: "ref" }>;

/** References without which nothing can be simulated; of the others the simulation leaves out what is not there. */
const NEEDED: ReadonlySet<string> = new Set(["dependsOn", "parent", "runsOn"]);

/** 1.1: a reference names an object of the text, and one of the right kind. */
export function checkReferences(definition: PipelineDefinition, problems: Problems): void {
  for (const object of definition.objects) {
    for (const field of object.fields.values()) {
      if (field.inheritedFrom !== undefined) continue;
      for (const value of field.values)
        if (value.kind === "ref") checkReference(definition, object, field, value, problems);
    }
  }
}

function checkReference(
  definition: PipelineDefinition,
  object: PipelineObject,
  { key }: Field,
  { id, position }: Reference,
  problems: Problems,
): void {
  const path = `${object.id}.${key}`;
  const severity = NEEDED.has(key) ? "error" : "warning";
  const target = findObject(definition, id);
  if (target === undefined) {
    const rest = severity === "error" ? "" : "; it is left out";
    const message = `"${key}" refers to "${id}", which is not in this text${rest}.`;
    const hint = problems.isFull ? {} : nearestHint(id, candidates(definition, object, key), ADD_HINT);
    problems.add(severity, "DANGLING_REFERENCE", position, message, { path, rule: "1.1", ...hint });
    return;
  }
  const refersTo = fieldTypeOf(object, key)?.refersTo ?? [];
  const type = objectTypeOf(target);
  if (type === undefined || fits(target, refersTo)) return;
  const message = `"${key}" refers to "${id}", ${withArticle(type.name)}, where ${alternatives(refersTo.map(spoken))} belongs.`;
  problems.add(severity, "REFERENCE_TYPE", position, message, { path, rule: "1.1" });
}

const ADD_HINT = "Add an object with this id.";

/** The ids that may have been meant: of the other objects that this field can refer to. */
function candidates(definition: PipelineDefinition, object: PipelineObject, key: string): readonly string[] {
  const refersTo = fieldTypeOf(object, key)?.refersTo ?? [];
  return definition.objects.filter((other) => other.id !== object.id && fits(other, refersTo)).map(({ id }) => id);
}

/** Objects without a known type fit everywhere: they are parents, or reported already. */
function fits(object: PipelineObject, refersTo: readonly string[]): boolean {
  const type = objectTypeOf(object);
  return type === undefined || refersTo.length === 0 || refersTo.includes(type.family) || refersTo.includes(type.name);
}

/** `an activity, a data node or a precondition`. */
function alternatives(words: readonly string[]): string {
  const first = words.slice(0, -1);
  return first.length === 0 ? words.join("") : `${first.join(", ")} or ${words.at(-1)}`;
}

const SPOKEN: ReadonlyMap<string, string> = new Map([
  ["action", "an action"],
  ["activity", "an activity"],
  ["dataFormat", "a data format"],
  ["dataNode", "a data node"],
  ["database", "a database"],
  ["precondition", "a precondition"],
  ["resource", "an EmrCluster or Ec2Resource"],
  ["schedule", "a Schedule"],
]);

function spoken(family: string): string {
  return SPOKEN.get(family) ?? withArticle(family);
}

function withArticle(typeName: string): string {
  return /^[AEIOU]|^(?:Rds|S3|Sns|Sql)/.test(typeName) ? `an ${typeName}` : `a ${typeName}`;
}
