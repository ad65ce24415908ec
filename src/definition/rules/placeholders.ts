import type { SourcePosition } from "../../base/diagnostic.ts";
import type { Field, PipelineDefinition, PipelineObject, UnresolvedValue } from "../definition.ts";
import { hasPlaceholder, PLACEHOLDER_HINT, placeholdersIn } from "../fields/placeholder.ts";
import { isNeeded } from "../fields/refuse-field.ts";
import { fieldTypeOf } from "../fields/type-of.ts";
import type { FieldType } from "../object-types/field-type.ts";
import { isSecretKey } from "../object-types/user-field.ts";
import type { Problems } from "../source/problems.ts";

interface Found {
  readonly position: SourcePosition;
  readonly path: string;
  isNeeded: boolean;
  count: number;
}

/** 1.1: a text is complete; a template's placeholders are reported once each, where they stand first. */
export function checkPlaceholders(definition: PipelineDefinition, problems: Problems): void {
  const found = findPlaceholders(definition);
  const unresolved = new Map((definition.unresolvedValues ?? []).map((value) => [value.placeholder, value]));
  for (const [placeholder, place] of found) {
    const value = unresolved.get(placeholder);
    if (value === undefined) report(placeholder, place, problems);
    else reportUnresolved(value, place, problems);
  }
  for (const value of unresolved.values()) if (!found.has(value.placeholder)) reportUnresolved(value, {}, problems);
}

function findPlaceholders(definition: PipelineDefinition): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const inherited: { readonly field: Field; readonly type: FieldType }[] = [];
  for (const object of definition.objects) {
    for (const field of object.fields.values()) {
      const type = fieldTypeOf(object, field.key);
      if (type === undefined || isSecretKey(field.key)) continue;
      if (field.inheritedFrom === undefined) addOwn(found, object, field, type);
      else if (isNeeded(type)) inherited.push({ field, type });
    }
  }
  // what Default holds for others is needed as soon as one of them needs it
  for (const { field, type } of inherited) {
    for (const placeholder of placeholdersOf(field, type)) {
      const known = found.get(placeholder.text);
      if (known !== undefined) known.isNeeded = true;
    }
  }
  return found;
}

function addOwn(found: Map<string, Found>, object: PipelineObject, field: Field, type: FieldType): void {
  for (const { text, position } of placeholdersOf(field, type)) {
    const known = found.get(text) ?? { position, path: `${object.id}.${field.key}`, isNeeded: false, count: 0 };
    found.set(text, { ...known, isNeeded: known.isNeeded || isNeeded(type), count: known.count + 1 });
  }
}

function placeholdersOf(field: Field, type: FieldType): { readonly text: string; readonly position: SourcePosition }[] {
  return field.values.flatMap((value) => {
    if (value.kind === "ref" || !hasPlaceholder(type, value.text)) return [];
    return placeholdersIn(value.text).map((text) => ({ text, position: value.position }));
  });
}

/** What a template leaves open; also where it stands in a script or a parameter's value. */
function reportUnresolved(value: UnresolvedValue, found: Partial<Found>, problems: Problems): void {
  const { placeholder, reason, hint } = value;
  const severity = found.isNeeded === true ? "error" : "warning";
  const message = `"${placeholder}" ${reason}${timesOf(value.count)}.`;
  const path = found.path === undefined ? {} : { path: found.path };
  problems.add(severity, "PLACEHOLDER", found.position ?? value.position, message, { ...path, rule: "1.1", hint });
}

function report(placeholder: string, { position, path, isNeeded: needed, count }: Found, problems: Problems): void {
  const message = `"${placeholder}" is a placeholder that a template tool or a person should have filled in${timesOf(count)}.`;
  problems.add(needed ? "error" : "warning", "PLACEHOLDER", position, message, {
    path,
    rule: "1.1",
    hint: PLACEHOLDER_HINT,
  });
}

function timesOf(count: number): string {
  return count === 1 ? "" : ` (${count} times in this file)`;
}
