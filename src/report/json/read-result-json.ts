import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { DiagnosticCode } from "../../base/diagnostic-codes.ts";
import type { Result } from "../../experiment/result.ts";
import { decode, type Misfit } from "./decode.ts";
import { resultShape } from "./result-shape.ts";

/** A result, or everything that is wrong with the text. */
export type ReadResult =
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "problems"; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a result file and checks that every part that reports and comparisons look at has its shape.
 *
 * @param file the name under which the user gave the text, for messages
 */
export function readResultJson(text: string, file: string): ReadResult {
  const source = { text: text.replace(/^\uFEFF/, ""), file };
  let data: unknown;
  try {
    data = JSON.parse(source.text);
  } catch {
    return problems([syntaxProblem(source)]);
  }
  const format = formatOf(data);
  if (format !== "stepcast.result/1") return problems([formatProblem(source, format)]);
  const { value, misfits } = decode(resultShape, data);
  if (misfits.length > 0) return problems(misfits.map((misfit) => shapeProblem(source, misfit)));
  return { kind: "result", result: value };
}

interface Source {
  readonly text: string;
  readonly file: string;
}

function problems(diagnostics: readonly Diagnostic[]): ReadResult {
  return { kind: "problems", diagnostics };
}

function formatOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
}

/** JSON.parse says it differently in every engine: the place comes from a parser that says it in one way. */
function syntaxProblem(source: Source): Diagnostic {
  const errors: ParseError[] = [];
  const deepOffset = tooDeepAt(source.text);
  if (deepOffset !== undefined) return problemAt(source, deepOffset, "SYNTAX", "no result is nested so deep", {});
  parse(source.text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const wrong = first === undefined ? "this is not JSON" : SYNTAX_WORDS[printParseErrorCode(first.error)];
  return problemAt(source, first?.offset ?? 0, "SYNTAX", wrong ?? "this is not JSON", {
    hint: "a result file is written by `stepcast run --format json`; it may have been cut off or edited",
  });
}

const SYNTAX_WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: "expected a value, got a word that JSON does not know",
  InvalidNumberFormat: "this number is not written as JSON wants it",
  PropertyNameExpected: "expected a key in double quotes",
  ValueExpected: "expected a value",
  ColonExpected: "expected a colon after the key",
  CommaExpected: "expected a comma",
  CloseBraceExpected: "expected a closing brace",
  CloseBracketExpected: "expected a closing bracket",
  EndOfFileExpected: "expected the end of the file",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "this text has no closing quote",
  UnexpectedEndOfNumber: "this number breaks off",
  InvalidUnicode: "this is not a \\u escape",
  InvalidEscapeCharacter: "JSON does not know this escape",
  InvalidCharacter: "a control character must be escaped",
};

function formatProblem(source: Source, format: unknown): Diagnostic {
  const got = typeof format === "string" ? `"${format}"` : "none";
  return problemAt(
    source,
    offsetOf(source, ["format"]),
    "RESULT_SHAPE",
    `expected the format "stepcast.result/1", got ${got}`,
    {
      path: "format",
      hint: "give a file that `stepcast run --format json` wrote; a later format needs a later stepcast",
    },
  );
}

function shapeProblem(source: Source, { path, expected, got }: Misfit): Diagnostic {
  return problemAt(source, offsetOf(source, path), "RESULT_SHAPE", `expected ${expected}, got ${got}`, {
    path: path
      .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`))
      .join(""),
  });
}

/** Of the value at the path, or of the nearest thing around it that is there. */
function offsetOf({ text }: Source, path: readonly (string | number)[]): number {
  if (tooDeepAt(text) !== undefined) return 0;
  const root = parseTree(text);
  for (let length = path.length; root !== undefined && length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return root?.offset ?? 0;
}

const DEPTH_MAX = 64;

/** Where lists and objects are nested deeper than any result, which the parser that knows places could not follow. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > DEPTH_MAX) return index;
  }
  return undefined;
}

function problemAt(
  { text, file }: Source,
  offset: number,
  code: DiagnosticCode,
  message: string,
  more: { readonly path?: string; readonly hint?: string },
): Diagnostic {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { code, severity: "error", message, file, line: before.length, column, ...more };
}
