import type { Diagnostic, Severity, SourcePosition } from "../../base/diagnostic.ts";
import type { DiagnosticCode } from "../../base/diagnostic-codes.ts";

/** What a diagnostic says besides its code, severity and place. */
export interface ProblemDetails {
  readonly path?: string;
  readonly rule?: string;
  readonly hint?: string;
}

/** More than a person reads, and a bound on what a damaged text of millions of characters can cost. */
const COUNT_MAX = 1000;

/** Collects the diagnostics of one file; from the 1,000th on it only counts them. */
export class Problems {
  readonly file: string;
  readonly #list: Diagnostic[] = [];
  #left = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** True when further diagnostics are only counted: no need to look for hints any more. */
  get isFull(): boolean {
    return this.#list.length >= COUNT_MAX;
  }

  error(code: DiagnosticCode, position: SourcePosition, message: string, details: ProblemDetails = {}): void {
    this.add("error", code, position, message, details);
  }

  warning(code: DiagnosticCode, position: SourcePosition, message: string, details: ProblemDetails = {}): void {
    this.add("warning", code, position, message, details);
  }

  add(
    severity: Severity,
    code: DiagnosticCode,
    position: SourcePosition,
    message: string,
    details: ProblemDetails = {},
  ): void {
    this.push({ code, severity, message, file: this.file, line: position.line, column: position.column, ...details });
  }

  push(diagnostic: Diagnostic): void {
    if (this.isFull) this.#left++;
    else this.#list.push(diagnostic);
  }

  /** Everything found, with a last line that says how many problems were left out. */
  list(): readonly Diagnostic[] {
    const last = this.#list.at(-1);
    if (this.#left === 0 || last === undefined) return this.#list;
    const message = `${this.#left} more problems were found and are not listed.`;
    const { file, line, column } = last;
    return [...this.#list, { code: "TOO_MANY_PROBLEMS", severity: "error", message, file, line, column }];
  }
}
