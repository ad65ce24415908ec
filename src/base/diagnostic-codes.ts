/**
 * Every code that a diagnostic can carry. Each has a line in `docs/diagnostics.md` and a test that triggers it.
 */
export type DiagnosticCode =
  // reading a text
  | "SYNTAX"
  // the scenario file
  | "SCENARIO_LIMIT"
  | "SCENARIO_SCHEMA"
  | "SCENARIO_UNKNOWN_KEY"
  | "SCENARIO_UNIT"
  | "SCENARIO_DISTRIBUTION"
  | "SCENARIO_VALUE"
  | "SCENARIO_NOT_SIMULATED"
  | "SCENARIO_FILE"
  | "SCENARIO_NO_MATCH"
  | "SCENARIO_OVERRIDE"
  // from definition and scenario to a plan
  | "PLAN_INSTANCE_TYPE"
  | "PLAN_PRICE"
  | "PLAN_FIELD"
  | "PLAN_SCHEDULE"
  | "PLAN_BACKFILL"
  | "PLAN_DEPENDENCY_CYCLE"
  | "PLAN_RUNNER"
  | "PLAN_WORK"
  | "PLAN_SPOT"
  | "PLAN_NOT_SIMULATED"
  // reading a result file
  | "RESULT_SHAPE";
