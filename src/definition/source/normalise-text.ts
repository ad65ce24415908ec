import { ClosingQuotes, endOfLine, TYPOGRAPHIC_QUOTES } from "./closing-quote.ts";
import type { Problems } from "./problems.ts";
import { positionAt, type SourceText } from "./source-text.ts";

/** A text that a strict scanner reads, of the same length as the original so that every offset stays true. */
export interface NormalisedText {
  readonly text: string;
  /** The decoded value of a string that the scanner read: line breaks and tabs that were written raw come back. */
  readonly restore: (scanned: string) => string;
}

type Tolerance = "BYTE_ORDER_MARK" | "RAW_LINE_BREAK" | "TYPOGRAPHIC_QUOTE" | "STRAY_CHARACTER";

const TOLERANCES: Readonly<Record<Tolerance, { readonly what: string; readonly hint: string }>> = {
  BYTE_ORDER_MARK: { what: "The text begins with a byte-order mark", hint: "Save it as UTF-8 without one." },
  RAW_LINE_BREAK: {
    what: "A string holds a raw line break or tab",
    hint: "Write \\n or \\t: JSON, and so AWS, refuses the raw character.",
  },
  TYPOGRAPHIC_QUOTE: { what: "A typographic quote delimits a string", hint: 'Write ".' },
  STRAY_CHARACTER: {
    what: "An invisible character that is no plain space stands between values",
    hint: "Delete it, or write a plain space.",
  },
};

const STRAY_CHARACTERS = "\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\u0085\u000b\u000c\u0000";

/**
 * Makes a pasted text readable: typographic quotes as delimiters become `"`, raw line breaks inside strings
 * placeholders, invisible characters spaces. One warning for each kind of trouble, at its first place, says how many.
 */
export function normaliseText(source: SourceText, problems: Problems): NormalisedText {
  const editor = new Editor(source.text);
  editor.run();
  for (const [tolerance, { offset, count }] of editor.found) {
    const { what, hint } = TOLERANCES[tolerance];
    const times = count === 1 ? "" : ` (${count} of them in this file)`;
    const message = `${what}${times}; it is read all the same.`;
    problems.warning(tolerance, positionAt(source, offset), message, { rule: "1.1", hint });
  }
  return { text: editor.result(), restore: (scanned) => editor.restore(scanned) };
}

/** Walks over a text once, keeping what it replaces, one character for one character. */
class Editor {
  readonly found = new Map<Tolerance, { readonly offset: number; count: number }>();
  readonly #text: string;
  readonly #closingQuotes: ClosingQuotes;
  readonly #edits: { readonly offset: number; readonly character: string }[] = [];
  /** What stands for a character that a strict string may not hold, and the other way round. */
  readonly #placeholders = new Map<string, string>();
  readonly #originals = new Map<string, string>();

  constructor(text: string) {
    this.#text = text;
    this.#closingQuotes = new ClosingQuotes(text);
  }

  run(): void {
    const text = this.#text;
    let offset = 0;
    if (text.startsWith("\ufeff")) this.#replace(offset++, " ", "BYTE_ORDER_MARK");
    while (offset < text.length) {
      const character = text[offset] ?? "";
      if (character === '"' || TYPOGRAPHIC_QUOTES.includes(character)) offset = this.#string(offset);
      else if (character === "/") offset = this.#comment(offset);
      else if (STRAY_CHARACTERS.includes(character)) this.#replace(offset++, " ", "STRAY_CHARACTER");
      else offset++;
    }
  }

  result(): string {
    const parts: string[] = [];
    let from = 0;
    for (const { offset, character } of this.#edits) {
      parts.push(this.#text.slice(from, offset), character);
      from = offset + 1;
    }
    parts.push(this.#text.slice(from));
    return parts.join("");
  }

  restore(scanned: string): string {
    if (this.#originals.size === 0) return scanned;
    return Array.from(scanned, (character) => this.#originals.get(character) ?? character).join("");
  }

  #comment(offset: number): number {
    const next = this.#text[offset + 1];
    if (next === "/") return endOfLine(this.#text, offset);
    if (next !== "*") return offset + 1;
    const end = this.#text.indexOf("*/", offset + 2);
    return end < 0 ? this.#text.length : end + 2;
  }

  /** Edits the string that opens at `open` and answers the offset behind it. */
  #string(open: number): number {
    const closing = this.#closingQuotes.find(open);
    if (this.#text[open] !== '"') this.#replace(open, '"', "TYPOGRAPHIC_QUOTE");
    if (closing === undefined) return endOfLine(this.#text, open);
    this.#content(open + 1, closing);
    if (this.#text[closing] !== '"') this.#replace(closing, '"', "TYPOGRAPHIC_QUOTE");
    return closing + 1;
  }

  #content(from: number, to: number): void {
    for (let offset = from; offset < to; offset++) {
      const character = this.#text[offset] ?? "";
      if (character === "\\") offset += this.#escape(offset);
      else if (character < " ") this.#replace(offset, this.#placeholder(character), "RAW_LINE_BREAK");
      else if (character === '"') this.#edits.push({ offset, character: this.#placeholder(character) });
    }
  }

  /** A backslash before a raw line break continues a line, as in shells; every other one is an escape of JSON. */
  #escape(offset: number): number {
    const next = this.#text[offset + 1] ?? "";
    if (next >= " ") return 1;
    this.#replace(offset, " ", "RAW_LINE_BREAK");
    return 0;
  }

  #replace(offset: number, character: string, tolerance: Tolerance): void {
    const first = this.found.get(tolerance);
    if (first === undefined) this.found.set(tolerance, { offset, count: 1 });
    else first.count++;
    this.#edits.push({ offset, character });
  }

  /** A private-use character that the text does not hold. */
  #placeholder(original: string): string {
    const known = this.#placeholders.get(original);
    if (known !== undefined) return known;
    let code = 0xe000;
    while (this.#originals.has(String.fromCharCode(code)) || this.#text.includes(String.fromCharCode(code))) code++;
    const placeholder = String.fromCharCode(code);
    this.#placeholders.set(original, placeholder);
    this.#originals.set(placeholder, original);
    return placeholder;
  }
}
