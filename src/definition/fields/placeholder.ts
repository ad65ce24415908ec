import type { FieldType } from "../object-types/field-type.ts";

/** What other tools and people leave for somebody to fill in: `${name}`, `{{ name }}`, `<your bucket>`, `%NAME%`. */
const PLACEHOLDER = /\$\{[^{}]{1,80}\}|\{\{[^{}]{1,80}\}\}|<[A-Za-z][\w .-]{0,60}>|%[A-Za-z_][A-Za-z0-9_]{0,60}%/g;

/** What to do about a placeholder. */
export const PLACEHOLDER_HINT = "Fill it in, or write #{myName} in its place and give the value: --param myName=VALUE.";

/** The placeholders of a text, in order. */
export function placeholdersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([placeholder]) => placeholder);
}

/** Whether a value still holds a placeholder; scripts have `${...}` and `<...>` of their own. */
export function hasPlaceholder(type: FieldType, text: string): boolean {
  return type.isScript !== true && text.search(PLACEHOLDER) >= 0;
}
