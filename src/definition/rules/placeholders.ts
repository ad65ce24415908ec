import type { SourcePosition } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../definition.ts";
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
  for (const [placeholder, place] of found) report(placeholder, place, problems);
}

function report(placeholder: string, { position, path, isNeeded: needed, count }: Found, problems: Problems): void {
  const times = count === 1 ? "" : ` (${count} times in this file)`;
  const message = `"${placeholder}" is a placeholder that some other tool should have filled in${times}.`;
  problems.add(needed ? "error" : "warning", "PLACEHOLDER", position, message, {
    path,
    rule: "1.1",
    hint: PLACEHOLDER_HINT,
  });
}
