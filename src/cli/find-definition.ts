import type { Diagnostic } from "../base/diagnostic.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { scenariosOfPipelines } from "../scenario/scenarios-of-pipelines.ts";
import { pathText } from "../scenario/source/path-text.ts";
import { isScenario } from "./definition-or-scenario.ts";
import type { ScenarioFolder } from "./scenario-folder.ts";

/** A definition's text, and the name under which messages name it. */
export interface DefinitionText {
  readonly file: string;
  readonly text: string;
}

/** The definitions that a scenario names, one for each pipeline, or why there are none. */
export type FoundDefinitions =
  | { readonly kind: "found"; readonly texts: readonly DefinitionText[] }
  /** `none`: no definition is named; `bad`: what is named cannot be used. */
  | { readonly kind: "none" | "bad"; readonly diagnostics: readonly Diagnostic[] };

/** Reads the definitions that a scenario names. */
export function findDefinitions(scenario: Scenario, folder: ScenarioFolder): FoundDefinitions {
  const scenarios = scenariosOfPipelines(scenario).map((pipeline) => pipeline.scenario);
  if (scenarios.length === 0 || scenarios.some(({ pipeline }) => pipeline === undefined)) {
    const diagnostic = problem(scenario, "The scenario names no pipeline.", "Add: pipeline: ./pipeline.json");
    return { kind: "none", diagnostics: [diagnostic] };
  }
  const found = scenarios.map((one) => findDefinition(one, folder));
  const diagnostics = found.flatMap((one) => ("text" in one ? [] : [one]));
  return diagnostics.length > 0
    ? { kind: "bad", diagnostics }
    : { kind: "found", texts: found.flatMap((one) => ("text" in one ? [one] : [])) };
}

function findDefinition(scenario: Scenario, folder: ScenarioFolder): DefinitionText | Diagnostic {
  const path = scenario.pipeline?.value ?? "";
  const text = folder.read(path);
  if (text === undefined) return problem(scenario, folder.explain(path), "Paths are relative to the scenario's file.");
  const file = folder.pathOf(path);
  if (!isScenario(file, text)) return { file, text };
  return problem(
    scenario,
    `${path} is a scenario; expected a pipeline definition.`,
    "Name the definition that it names.",
  );
}

function problem({ file, pipeline, root }: Scenario, message: string, hint: string): Diagnostic {
  const { line, column } = pipeline?.place ?? root.place;
  const path = pathText(pipeline?.path ?? ["pipeline"]);
  return { code: "SCENARIO_FILE", severity: "error", message, file, line, column, path, hint };
}
