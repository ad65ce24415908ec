import type { Diagnostic } from "../base/diagnostic.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isScenario } from "./definition-or-scenario.ts";
import type { ScenarioFolder } from "./scenario-folder.ts";

/** The definition that a scenario names, or why there is none. */
export type FoundDefinition =
  | { readonly kind: "found"; readonly file: string; readonly text: string }
  /** `none`: no definition is named; `bad`: what is named cannot be used. */
  | { readonly kind: "none" | "bad"; readonly diagnostic: Diagnostic };

/** Reads the definition that a scenario names. */
export function findDefinition(scenario: Scenario, folder: ScenarioFolder): FoundDefinition {
  const { pipeline } = scenario;
  if (pipeline === undefined) {
    const diagnostic = problem(scenario, "The scenario names no pipeline.", "Add: pipeline: ./pipeline.json");
    return { kind: "none", diagnostic };
  }
  const text = folder.read(pipeline.value);
  if (text === undefined) {
    const hint = "Paths are relative to the scenario's file.";
    return { kind: "bad", diagnostic: problem(scenario, folder.explain(pipeline.value), hint) };
  }
  const file = folder.pathOf(pipeline.value);
  if (!isScenario(file, text)) return { kind: "found", file, text };
  const hint = "Name the definition that it names.";
  const message = `${pipeline.value} is a scenario; expected a pipeline definition.`;
  return { kind: "bad", diagnostic: problem(scenario, message, hint) };
}

function problem({ file, pipeline, root }: Scenario, message: string, hint: string): Diagnostic {
  const { line, column } = pipeline?.place ?? root.place;
  return { code: "SCENARIO_FILE", severity: "error", message, file, line, column, path: "pipeline", hint };
}
