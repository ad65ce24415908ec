import type { UnresolvedValue } from "../definition.ts";
import { positionAt, type SourceText } from "../source/source-text.ts";

/** A name may be made of others; longer ones say no more. */
const NAME_LENGTH_MAX = 80;

/** Collects what in a template has no value before the stack is deployed, once for each name, in order. */
export class UnresolvedValues {
  readonly #source: SourceText;
  readonly #byPlaceholder = new Map<string, UnresolvedValue>();

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** Notes that a name has no value, and answers the text that stands for it. */
  note(name: string, reason: string, offset: number, hint?: string): string {
    const placeholder = placeholderOf(name);
    const known = this.#byPlaceholder.get(placeholder);
    const value = known ?? {
      placeholder,
      reason,
      hint: hint ?? `Give it a value: --param ${argumentOf(placeholder.slice(2, -1))}.`,
      position: positionAt(this.#source, offset),
      count: 0,
    };
    this.#byPlaceholder.set(placeholder, { ...value, count: value.count + 1 });
    return placeholder;
  }

  /** The first name without a value in a text, in its `${ }`; never more of the text, which may be a secret. */
  firstIn(text: string): string | undefined {
    const placeholders = Array.from(text.matchAll(/\$\{[^{}]*\}/g), ([placeholder]) => placeholder);
    return placeholders.find((placeholder) => this.#byPlaceholder.has(placeholder));
  }

  list(): readonly UnresolvedValue[] {
    return Array.from(this.#byPlaceholder.values());
  }
}

/** The name in `${ }`; names within it lose theirs. */
export function placeholderOf(name: string): string {
  return `\${${name.replace(/\$\{|[{}]/g, "").slice(0, NAME_LENGTH_MAX)}}`;
}

function argumentOf(name: string): string {
  return /^[\w:.-]+$/.test(name) ? `${name}=VALUE` : `"${name}=VALUE"`;
}
