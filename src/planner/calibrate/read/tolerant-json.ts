import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

/** A JSON value, and what is wrong with its text where something is. */
export interface TolerantJson {
  readonly value: unknown;
  /** Absent: it is JSON, or nearly so (a trailing comma). */
  readonly problem?: { readonly offset: number; readonly what: string };
}

/**
 * Reads JSON as people keep it: copied from a page with a trailing comma, printed by the MongoDB shell
 * (`ISODate("...")`), or cut off. What can be read of it is answered, and what is wrong with the rest.
 */
export function parseTolerantly(text: string): TolerantJson {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return parseDamaged(text);
  }
}

/** Values that the MongoDB shell wraps; the offsets of what follows stay what they were. */
const SHELL_WRAPPER = /\b(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal)\(\s*("[^"\n]{0,100}"|\d{1,20})\s*\)/g;

function parseDamaged(text: string): TolerantJson {
  const plain = text.replace(SHELL_WRAPPER, (wrapped, inner: string) => inner.padEnd(wrapped.length));
  const errors: ParseError[] = [];
  const value = parseShallow(plain, errors);
  const [first] = errors;
  if (first === undefined) return { value };
  return { value, problem: { offset: first.offset, what: wordsOf(printParseErrorCode(first.error)) } };
}

/** Undefined, with an error, where lists in lists are so deep that the parser's own stack overflows. */
function parseShallow(text: string, errors: ParseError[]): unknown {
  try {
    return parse(text, errors, { allowTrailingComma: true, disallowComments: true }) as unknown;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    errors.unshift({ error: 1, offset: 0, length: 0 });
    return undefined;
  }
}

/** `CommaExpected` as "comma expected". */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
