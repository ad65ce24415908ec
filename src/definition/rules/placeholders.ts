import type { SourcePosition } from "../../base/diagnostic.ts";
import type { PipelineDefinition, UnresolvedValue } from "../definition.ts";
import { hasPlaceholder, PLACEHOLDER_HINT, placeholdersIn } from "../fields/placeholder.ts";
import { isNeeded } from "../fields/refuse-field.ts";
import { fieldTypeOf } from "../fields/type-of.ts";
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
  const found = new Map<string, Found>();
  for (const object of definition.objects) {
    for (const field of object.fields.values()) {
      if (field.inheritedFrom !== undefined || isSecretKey(field.key)) continue;
      const type = fieldTypeOf(object, field.key);
      for (const value of field.values) {
        if (type === undefined || value.kind === "ref" || !hasPlaceholder(type, value.text)) continue;
        const { position } = value;
        const path = `${object.id}.${field.key}`;
        for (const placeholder of placeholdersIn(value.text)) {
          const known = found.get(placeholder) ?? { position, path, isNeeded: false, count: 0 };
          found.set(placeholder, { ...known, isNeeded: known.isNeeded || isNeeded(type), count: known.count + 1 });
        }
      }
    }
  }
  const unresolved = new Map((definition.unresolvedValues ?? []).map((value) => [value.placeholder, value]));
  for (const [placeholder, place] of found) {
    const value = unresolved.get(placeholder);
    if (value === undefined) report(placeholder, place, problems);
    else reportUnresolved(value, place, problems);
  }
  for (const value of unresolved.values()) if (!found.has(value.placeholder)) reportUnresolved(value, {}, problems);
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
