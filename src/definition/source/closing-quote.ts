/** Quotes that word processors and web pages put where `"` was typed. */
export const TYPOGRAPHIC_QUOTES = "\u201c\u201d\u201e\u201f\u2033\uff02\u00ab\u00bb";

/**
 * Finds where strings end in texts that people pasted: with typographic quotes, mixed pairs of them, and raw line
 * breaks. Only a quote that a delimiter follows ends a doubtful string. Linear in the length of the text.
 */
export class ClosingQuotes {
  readonly #text: string;
  /** The last search for a delimited quote: from where, and what was found. */
  #searchedFrom = 0;
  #found: number | undefined = -1;
  #lineEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset of the quote that ends the string opened at `open`; undefined when it has no end. */
  find(open: number): number | undefined {
    if (this.#text[open] !== '"') return this.#delimitedQuote(open + 1);
    const straight = this.#straightQuote(open + 1);
    if (straight !== undefined && isDelimited(this.#text, straight)) return straight;
    const lineEnd = this.#lineEndFrom(open);
    const other = this.#delimitedQuote(open + 1);
    if (other !== undefined && other < Math.min(straight ?? lineEnd, lineEnd)) return other;
    return straight !== undefined && straight < lineEnd ? straight : undefined;
  }

  /** Strings are asked for in ascending order: the end of a line is looked for once. */
  #lineEndFrom(offset: number): number {
    if (offset > this.#lineEnd) this.#lineEnd = endOfLine(this.#text, offset);
    return this.#lineEnd;
  }

  #straightQuote(from: number): number | undefined {
    for (let offset = from; offset < this.#text.length; offset++) {
      const character = this.#text[offset];
      if (character === '"') return offset;
      if (character === "\\") offset++;
    }
    return undefined;
  }

  /** The first quote of any kind at or behind `from` that a delimiter follows. */
  #delimitedQuote(from: number): number | undefined {
    const known = from >= this.#searchedFrom && (this.#found === undefined || this.#found >= from);
    if (known) return this.#found;
    this.#searchedFrom = from;
    this.#found = undefined;
    for (let offset = from; offset < this.#text.length && this.#found === undefined; offset++) {
      const character = this.#text[offset] ?? "";
      if (character === "\\") offset++;
      else if (isQuote(character) && isDelimited(this.#text, offset)) this.#found = offset;
    }
    return this.#found;
  }
}

/** The offset of the line break at or behind `offset`, or of the end of the text. */
export function endOfLine(text: string, offset: number): number {
  const lineBreak = /[\n\r]/g;
  lineBreak.lastIndex = offset;
  return lineBreak.exec(text)?.index ?? text.length;
}

function isQuote(character: string): boolean {
  return character === '"' || TYPOGRAPHIC_QUOTES.includes(character);
}

/** Whether what can stand behind a string stands behind the quote at `offset`. */
function isDelimited(text: string, offset: number): boolean {
  const next = /\S/g;
  next.lastIndex = offset + 1;
  const character = next.exec(text)?.[0];
  return character === undefined || ",:}]/".includes(character);
}
