import { createScanner, type JSONScanner } from "jsonc-parser";
import type { NormalisedText } from "./normalise-text.ts";
import type { Problems } from "./problems.ts";
import { positionAt, type SourceText } from "./source-text.ts";

/** What a token is; punctuation stands for itself. */
export type TokenKind =
  | "{"
  | "}"
  | "["
  | "]"
  | ","
  | ":"
  | "string"
  | "number"
  | "boolean"
  | "null"
  /** Whatever JSON does not know: `...`, a word without quotes. */
  | "unknown"
  | "end";

/** The scanner's token kinds, by its numbers. Source: jsonc-parser's SyntaxKind. */
const KINDS: readonly (TokenKind | "comment" | "space")[] = [
  "unknown",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "boolean",
  "boolean",
  "string",
  "number",
  "comment",
  "comment",
  "space",
  "space",
  "unknown",
  "end",
];

/** What was wrong with a token. Source: jsonc-parser's ScanError. */
const SCAN_ERRORS: ReadonlyMap<number, { readonly message: string; readonly hint: string }> = new Map([
  [1, { message: "A comment has no end: expected */.", hint: "Close it with */." }],
  [2, { message: "A string has no end: expected a closing quote.", hint: 'Close it with " on the same line.' }],
  [3, { message: "A number has no end: expected a digit.", hint: "Write the number in full." }],
  [
    4,
    { message: "A \\u is not followed by four hexadecimal digits.", hint: "Write \\u00e9, or the character itself." },
  ],
  [5, { message: "A string holds a backslash that escapes nothing.", hint: "Write \\\\ for a backslash." }],
]);

/** The tokens of a text, comments and white space left out; a warning says that there are comments. */
export class TokenStream {
  kind: TokenKind = "end";
  offset = 0;
  /** How many tokens came before this one. */
  count = -1;
  /** The last token that was wrong by itself, counted the same. */
  lastErrorCount = Number.NEGATIVE_INFINITY;
  /** The decoded string, or the token as written. */
  text = "";
  readonly #source: SourceText;
  readonly #problems: Problems;
  readonly #restore: (scanned: string) => string;
  readonly #scanner: JSONScanner;
  #comments = 0;
  #firstCommentOffset = 0;
  #stopped = false;

  constructor(source: SourceText, normalised: NormalisedText, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
    this.#restore = normalised.restore;
    this.#scanner = createScanner(normalised.text, false);
    this.advance();
  }

  advance(): void {
    if (this.#stopped) return;
    let kind = this.#scan();
    while (kind === "space" || kind === "comment") kind = this.#scan();
    this.kind = kind;
    this.count++;
    this.offset = this.#scanner.getTokenOffset();
    this.text = kind === "string" ? this.#restore(this.#scanner.getTokenValue()) : this.#scanner.getTokenValue();
  }

  /** Reads no further: everything after this is the end of the text. */
  stop(): void {
    this.#stopped = true;
    this.kind = "end";
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  warnOfComments(): void {
    if (this.#comments === 0) return;
    const times = this.#comments === 1 ? "a comment" : `${this.#comments} comments`;
    const place = positionAt(this.#source, this.#firstCommentOffset);
    const message = `The text holds ${times}, which JSON does not know; it is read all the same.`;
    this.#problems.warning("COMMENT", place, message, {
      rule: "1.1",
      hint: "Use a myComment field instead: AWS refuses comments.",
    });
  }

  #scan(): TokenKind | "comment" | "space" {
    const kind = KINDS[this.#scanner.scan()] ?? "unknown";
    if (kind === "comment") this.#comment(this.#scanner.getTokenOffset());
    if (kind === "unknown" && this.#skipHashComment(this.#scanner.getTokenOffset())) return "comment";
    const error = SCAN_ERRORS.get(this.#scanner.getTokenError());
    if (error !== undefined) {
      this.lastErrorCount = this.count + 1;
      const place = positionAt(this.#source, this.#scanner.getTokenOffset());
      this.#problems.error("SYNTAX", place, error.message, { rule: "1.1", hint: error.hint });
    }
    return kind;
  }

  /** A comment as scripts and YAML have it, to the end of its line; `#{...}` without quotes is an expression. */
  #skipHashComment(offset: number): boolean {
    const { text } = this.#source;
    if (text[offset] !== "#" || text[offset + 1] === "{") return false;
    const lineEnd = text.indexOf("\n", offset);
    this.#scanner.setPosition(lineEnd < 0 ? text.length : lineEnd);
    this.#comment(offset);
    return true;
  }

  #comment(offset: number): void {
    // The // of s3:// without quotes: an error of its own.
    if (this.#source.text[offset - 1] === ":") return;
    if (this.#comments++ === 0) this.#firstCommentOffset = offset;
  }
}
