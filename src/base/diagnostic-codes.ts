/**
 * Every code that a diagnostic can carry. Each has a line in `docs/diagnostics.md` and a test that triggers it.
 */
export type DiagnosticCode =
  // reading a text
  | "SYNTAX"
  // the scenario file
  | "SCENARIO_SCHEMA";
