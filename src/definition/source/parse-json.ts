import type { JsonArray, JsonNode, JsonObject, JsonProperty, JsonScalar } from "./json-node.ts";
import { normaliseText } from "./normalise-text.ts";
import type { Problems } from "./problems.ts";
import { positionAt, type SourceText } from "./source-text.ts";
import { TokenStream } from "./token-stream.ts";

/** A definition needs 6 levels; this bounds the parser's recursion, whatever the text. */
const DEPTH_MAX = 64;
/** 100 objects of 15,360 bytes, all that AWS takes, with room for white space (2.5). */
const LENGTH_MAX = 2_000_000;
const SYNTAX_ERRORS_MAX = 50;
/** An error so few tokens behind another is taken for its echo. */
const ECHO_TOKENS = 3;

/**
 * Reads the JSON values of a text, one after another, as tolerantly as pasted excerpts need: the values may be
 * separated by commas without brackets, and after an error it goes on at the next field or object (1.1).
 */
export function parseJson(source: SourceText, problems: Problems): readonly JsonNode[] {
  if (source.text.length > LENGTH_MAX) {
    const message = `The text has ${source.text.length} characters; a definition has at most ${LENGTH_MAX}.`;
    problems.error("TEXT_LIMIT", positionAt(source, 0), message, { rule: "2.5" });
    return [];
  }
  return new JsonParser(source, problems).values();
}

class JsonParser {
  readonly #source: SourceText;
  readonly #problems: Problems;
  readonly #tokens: TokenStream;
  #syntaxErrors = 0;
  #lastErrorCount = Number.NEGATIVE_INFINITY;
  #trailingCommas = 0;
  #firstTrailingCommaOffset = 0;

  constructor(source: SourceText, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
    this.#tokens = new TokenStream(source, normaliseText(source, problems), problems);
  }

  /** The values at the top of the text: objects or lists; whatever else stands there is an error. */
  values(): readonly JsonNode[] {
    const values: JsonNode[] = [];
    let separator: number | undefined = 0;
    while (this.#tokens.kind !== "end") {
      if (this.#tokens.kind === ",") separator = this.#comma();
      else if (this.#tokens.kind === "{" || this.#tokens.kind === "[") {
        if (separator === undefined) this.#error("a comma between two objects");
        const value = this.#value(0);
        if (value !== undefined) values.push(value);
        separator = undefined;
      } else separator = this.#skipToNextObject();
    }
    if (separator !== undefined && separator > 0 && values.length > 0) this.#trailingComma(separator);
    this.#warnOfTrailingCommas();
    this.#tokens.warnOfComments();
    return values;
  }

  #skipToNextObject(): 0 {
    this.#error(this.#tokens.kind === "string" ? "{ before the first field" : "an object in { }");
    while (!["{", "[", "end"].includes(this.#tokens.kind)) this.#tokens.advance();
    return 0;
  }

  #value(depth: number): JsonNode | undefined {
    if (depth >= DEPTH_MAX) return this.#tooDeep();
    if (this.#tokens.kind === "{") return this.#object(depth);
    if (this.#tokens.kind === "[") return this.#array(depth);
    return this.#scalar();
  }

  #scalar(): JsonScalar | undefined {
    const { kind, offset, text } = this.#tokens;
    if (kind === "string" || kind === "number" || kind === "boolean" || kind === "null") {
      this.#tokens.advance();
      return { kind, offset, text };
    }
    this.#error("a value");
    this.#skipUnknown();
    return undefined;
  }

  #array(depth: number): JsonArray {
    const offset = this.#tokens.offset;
    const items: JsonNode[] = [];
    this.#tokens.advance();
    let comma: number | undefined;
    for (let isFirst = true; this.#tokens.kind !== "]"; isFirst = false) {
      const { kind } = this.#tokens;
      if (kind === "end" || kind === "}" || kind === ":") {
        this.#error(this.#closing("]", offset));
        if (kind === "end" || (kind === "}" && depth > 0)) return { kind: "array", offset, items };
        this.#tokens.advance();
        continue;
      }
      if (!isFirst && comma === undefined) this.#error(", or ]");
      const item = this.#value(depth + 1);
      if (item !== undefined) items.push(item);
      comma = this.#comma();
    }
    if (comma !== undefined) this.#trailingComma(comma);
    this.#tokens.advance();
    return { kind: "array", offset, items };
  }

  #object(depth: number): JsonObject {
    const offset = this.#tokens.offset;
    const properties: JsonProperty[] = [];
    this.#tokens.advance();
    let comma: number | undefined;
    for (let isFirst = true; this.#tokens.kind !== "}"; isFirst = false) {
      const { kind } = this.#tokens;
      if (kind === "end" || kind === "]" || kind === "{") {
        this.#error(this.#closing("}", offset));
        if (kind !== "]" || depth > 0) return { kind: "object", offset, properties };
        this.#tokens.advance();
        continue;
      }
      if (!isFirst && comma === undefined) this.#error(", or }");
      const property = this.#property(depth);
      if (property !== undefined) properties.push(property);
      comma = this.#comma();
    }
    if (comma !== undefined) this.#trailingComma(comma);
    this.#tokens.advance();
    return { kind: "object", offset, properties };
  }

  #property(depth: number): JsonProperty | undefined {
    const { kind, offset: keyOffset, text: key } = this.#tokens;
    if (kind !== "string") return this.#notAField(depth);
    this.#tokens.advance();
    if (this.#tokens.kind === ":") this.#tokens.advance();
    else this.#error(": after a field's name");
    if (this.#tokens.kind === ",") {
      this.#error("a value");
      return undefined;
    }
    const value = this.#value(depth + 1);
    return value === undefined ? undefined : { key, keyOffset, value };
  }

  /** Skips what stands where a field should, and its value with it. */
  #notAField(depth: number): undefined {
    this.#error("a field, its name in double quotes, or }");
    if (this.#tokens.kind === "[") this.#value(depth + 1);
    else if (this.#tokens.kind !== ",") this.#tokens.advance();
    this.#skipUnknown();
    if (this.#tokens.kind !== ":") return undefined;
    this.#tokens.advance();
    this.#value(depth + 1);
    return undefined;
  }

  #comma(): number | undefined {
    if (this.#tokens.kind !== ",") return undefined;
    const { offset } = this.#tokens;
    this.#tokens.advance();
    return offset;
  }

  #skipUnknown(): void {
    while (this.#tokens.kind === "unknown") this.#tokens.advance();
  }

  #closing(bracket: "}" | "]", openOffset: number): string {
    const { line, column } = positionAt(this.#source, openOffset);
    return `${bracket} for the ${bracket === "}" ? "{" : "["} at ${line}:${column}`;
  }

  /** Says what was expected, unless this is but the echo of an error a token or two ago. */
  #error(expected: string): void {
    const lastErrorCount = Math.max(this.#lastErrorCount, this.#tokens.lastErrorCount);
    const isEcho = this.#tokens.count - lastErrorCount < ECHO_TOKENS;
    this.#lastErrorCount = this.#tokens.count;
    if (isEcho || this.#tokens.isStopped) return;
    const message = `Expected ${expected}, got ${this.#got()}.`;
    const place = positionAt(this.#source, this.#tokens.offset);
    this.#problems.error("SYNTAX", place, message, { rule: "1.1", ...this.#hint(expected) });
    if (++this.#syntaxErrors >= SYNTAX_ERRORS_MAX) this.#tokens.stop();
  }

  /** Never the text of a string or a word: it may be a secret. */
  #got(): string {
    const { kind } = this.#tokens;
    if (kind === "end") return "the end of the text";
    if (kind === "unknown") return this.#unknown();
    if (kind === "string") return "a string";
    return kind === "number" ? "a number" : kind;
  }

  #unknown(): string {
    if (this.#isEllipsis()) return '"..."';
    const { text } = this.#tokens;
    return text.length === 1 && "|;=()<>'`".includes(text) ? text : "text without quotes";
  }

  #hint(expected: string): { hint?: string } {
    const isNext = ["string", "{", "["].includes(this.#tokens.kind);
    if (expected.startsWith(", or ") && isNext) return { hint: "Put a comma before this." };
    if (this.#isEllipsis()) return { hint: "Write out what ... leaves out, or delete it." };
    if (expected === "an object in { }" && (this.#tokens.kind === "}" || this.#tokens.kind === "]")) {
      return { hint: "Delete it: it closes nothing." };
    }
    const isWord = this.#tokens.kind === "unknown" && this.#unknown() === "text without quotes";
    return isWord ? { hint: "Put names and texts in double quotes; true, false and null are in lower case." } : {};
  }

  #isEllipsis(): boolean {
    return (
      this.#tokens.kind === "unknown" &&
      /^(\.{3}|…)/.test(this.#source.text.slice(this.#tokens.offset, this.#tokens.offset + 3))
    );
  }

  #tooDeep(): undefined {
    const message = `Values are nested more than ${DEPTH_MAX} levels deep; reading stops here.`;
    this.#problems.error("TEXT_LIMIT", positionAt(this.#source, this.#tokens.offset), message, { rule: "1.1" });
    this.#tokens.stop();
    return undefined;
  }

  #trailingComma(offset: number): void {
    if (this.#tokens.isStopped) return;
    if (this.#trailingCommas++ === 0) this.#firstTrailingCommaOffset = offset;
  }

  #warnOfTrailingCommas(): void {
    if (this.#trailingCommas === 0) return;
    const commas = this.#trailingCommas === 1 ? "A comma has" : `${this.#trailingCommas} commas have`;
    const place = positionAt(this.#source, this.#firstTrailingCommaOffset);
    const message = `${commas} nothing behind; the text is read all the same.`;
    this.#problems.warning("TRAILING_COMMA", place, message, { rule: "1.1", hint: "Delete the comma." });
  }
}
