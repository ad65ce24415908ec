import type { Diagnostic, Severity } from "../../base/diagnostic.ts";
import type { DiagnosticCode } from "../../base/diagnostic-codes.ts";
import { pathText } from "./path-text.ts";
import type { Place, ScenarioPath } from "./scenario-node.ts";

/** A problem's optional parts. */
export interface ProblemDetails {
  readonly path?: ScenarioPath | string;
  readonly rule?: string;
  readonly hint?: string;
}

/** Collects the problems of one reading or compilation, each once, so that all of them are reported together. */
export class Problems {
  private readonly found: Diagnostic[] = [];
  private readonly known = new Set<string>();

  error(code: DiagnosticCode, place: Place, message: string, details: ProblemDetails = {}): void {
    this.add("error", code, place, message, details);
  }

  warning(code: DiagnosticCode, place: Place, message: string, details: ProblemDetails = {}): void {
    this.add("warning", code, place, message, details);
  }

  /** In the order in which they were found. */
  get diagnostics(): readonly Diagnostic[] {
    return this.found;
  }

  /** Whether a problem has been found at a path or below it. */
  hasAtOrBelow(path: ScenarioPath): boolean {
    const text = pathText(path);
    return this.found.some(({ path: at }) => at === text || at?.startsWith(`${text}.`) || at?.startsWith(`${text}[`));
  }

  private add(
    severity: Severity,
    code: DiagnosticCode,
    { file, line, column }: Place,
    message: string,
    { path, rule, hint }: ProblemDetails,
  ): void {
    const key = JSON.stringify([code, file, line, column, message]);
    if (this.known.has(key)) return;
    this.known.add(key);
    const at = typeof path === "string" || path === undefined ? path : pathText(path);
    this.found.push({
      code,
      severity,
      message: sentence(message),
      file,
      line,
      column,
      ...(at === undefined || at === "" ? {} : { path: at }),
      ...(rule === undefined ? {} : { rule }),
      ...(hint === undefined ? {} : { hint: sentence(hint) }),
    });
  }
}

/** With a capital and a full stop, as every message of this program. */
function sentence(text: string): string {
  const begun = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}
