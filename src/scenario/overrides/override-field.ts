import type { Field, FieldValue, PipelineObject } from "../../definition/definition.ts";
import { refuseText } from "../../definition/fields/parse-field.ts";
import { fieldTypeOf } from "../../definition/fields/type-of.ts";
import type { FieldType } from "../../definition/object-types/field-type.ts";
import { knownKeys } from "../../definition/object-types/known-types.ts";
import { isUserField } from "../../definition/object-types/user-field.ts";
import { typeOf } from "../compile/fields.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { Problems } from "../source/problems.ts";
import { describeNode, type ScenarioNode } from "../source/scenario-node.ts";
import { SCENARIO_KEYS } from "./scenario-path.ts";

/**
 * The objects of a definition with one field, or one of its values (`MyEmrActivity.step[0]`), replaced, in the object
 * and in those that inherit the field from it (1.3). Undefined, with a problem, when the path leads nowhere or the
 * value is not of the field's kind.
 */
export function overrideField(
  objects: readonly PipelineObject[],
  path: string,
  value: ScenarioNode,
  problems: Problems,
): readonly PipelineObject[] | undefined {
  const refuse = (message: string, hint?: string): undefined => {
    problems.error("SCENARIO_OVERRIDE", value.place, message, { path, ...(hint === undefined ? {} : { hint }) });
    return undefined;
  };
  const object = objects.filter(({ id }) => path.startsWith(`${id}.`)).sort((a, b) => b.id.length - a.id.length)[0];
  if (object === undefined) {
    const [first = ""] = path.split(/[.[]/, 1);
    const hint = didYouMean(first, [...objects.map(({ id }) => id), ...SCENARIO_KEYS]);
    return refuse(`\`${path}\` is neither a key of the scenario nor a field of an object`, hint);
  }
  const fieldPath = path.slice(object.id.length + 1);
  const [, written = "", index] = /^([^.[\]]+)(?:\[(\d{1,3})\])?$/.exec(fieldPath) ?? [];
  const key = keyOf(object, written);
  if (key === undefined) {
    const hint = didYouMean(written === "" ? fieldPath : written, keysOf(object));
    return refuse(`${object.id} has no field \`${fieldPath}\``, hint);
  }
  const field = replaceValues(object, key, index === undefined ? undefined : Number(index), value);
  if (typeof field === "string") return refuse(field);
  return objects.map((one) => withField(one, object, field, objects));
}

/** Fields that the object has or could have, whatever case they are written in; users' own fields at will. */
function keyOf(object: PipelineObject, written: string): string | undefined {
  if (object.fields.has(written)) return written;
  return fieldTypeOf(object, written)?.key ?? (isUserField(written) ? written : undefined);
}

function keysOf(object: PipelineObject): string[] {
  return [...object.fields.keys(), ...knownKeys(typeOf(object) === "" ? undefined : typeOf(object))];
}

/** The field with its values replaced; a sentence that says what is wrong otherwise. */
function replaceValues(
  object: PipelineObject,
  key: string,
  index: number | undefined,
  value: ScenarioNode,
): Field | string {
  const old = object.fields.get(key);
  const type = fieldTypeOf(object, key);
  const isReference = old?.values.some(({ kind }) => kind === "ref") ?? type?.kind === "reference";
  const position = old?.position ?? object.position;
  const values: FieldValue[] = [];
  for (const item of value.kind === "list" ? value.items : [value]) {
    const refusal = refuseItem(item, type);
    if (item.kind !== "scalar" || refusal !== undefined) {
      return `expected ${refusal ?? "text"} for \`${object.id}.${key}\`, got ${describeNode(item)}`;
    }
    values.push(isReference ? { kind: "ref", id: item.text, position } : { kind: "string", text: item.text, position });
  }
  const all = old?.values ?? [];
  if (index === undefined) return { key, position, values };
  if (index < all.length) return { key, position, values: all.toSpliced(index, 1, ...values) };
  return `\`${object.id}.${key}[${index}]\` leads nowhere: the field has ${all.length} values`;
}

/** What was expected instead of a value; undefined when it is right. Expressions are, whatever they give. */
function refuseItem(item: ScenarioNode, type: FieldType | undefined): string | undefined {
  if (item.kind !== "scalar" || item.value === null) return "text, or a list of texts,";
  return type === undefined || item.text.includes("#{") ? undefined : refuseText(type, item.text)?.expected;
}

/** The object itself, one that inherits the field from it, or any other as it is. */
function withField(
  one: PipelineObject,
  changed: PipelineObject,
  field: Field,
  objects: readonly PipelineObject[],
): PipelineObject {
  if (one === changed) return { ...one, fields: new Map([...one.fields, [field.key, field]]) };
  const old = one.fields.get(field.key);
  const inherits = old === undefined ? hasAncestor(one, changed.id, objects) : old.inheritedFrom === changed.id;
  if (!inherits) return one;
  return { ...one, fields: new Map([...one.fields, [field.key, { ...field, inheritedFrom: changed.id }]]) };
}

/** Whether an object inherits from another: through `parent`, or from `Default` where it names none (1.3). */
function hasAncestor(object: PipelineObject, id: string, objects: readonly PipelineObject[]): boolean {
  const seen = new Set<string>();
  let current: PipelineObject | undefined = object;
  while (current !== undefined && !seen.has(current.id)) {
    seen.add(current.id);
    const next = parentIdOf(current);
    if (next === id) return true;
    current = objects.find((one) => one.id === next);
  }
  return false;
}

function parentIdOf(object: PipelineObject): string | undefined {
  const [parent] = object.fields.get("parent")?.values ?? [];
  if (parent?.kind === "ref") return parent.id;
  return object.id === "Default" ? undefined : "Default";
}
