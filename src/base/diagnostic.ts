import type { DiagnosticCode } from "./diagnostic-codes.ts";

/** An `error` cannot be simulated; a `warning` AWS would refuse, or the simulation leaves it out. */
export type Severity = "error" | "warning";

/** A place in a text. Line and column count from 1, the column in UTF-16 code units; the offset counts from 0. */
export interface SourcePosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** One problem of an input file, in the form that `stepcast validate` prints. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence: what is wrong, what was expected. */
  readonly message: string;
  /** The name under which the user gave the text; `<stdin>` for standard input. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the data: `MyEmrCluster.coreInstanceCount`. */
  readonly path?: string;
  /** The rule of the model that is broken: `1.2`. */
  readonly rule?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Whether anything among them keeps the input from being simulated. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** In order of place: file, line, column, then code, so that the order does not depend on who found what first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
