import { type Diagnostic, sortDiagnostics } from "../base/diagnostic.ts";
import { mergeProfiles, type ReadProfile } from "./profiles/merge-profiles.ts";
import { readScenarioNode, type Scenario } from "./scenario.ts";
import { checkSchema } from "./schema/check-schema.ts";
import { parseScenarioText } from "./source/parse-scenario-text.ts";
import { Problems } from "./source/problems.ts";
import type { ScenarioNode } from "./source/scenario-node.ts";

/** What reading gave: with an error among the diagnostics the scenario must not be compiled. */
export interface ScenarioReading {
  readonly scenario: Scenario;
  /** In order of place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a scenario is from. */
export interface ReadOptions {
  readonly file: string;
  /** Gives the files under `profiles`; without it there are none. */
  readonly readProfile?: ReadProfile;
}

/**
 * Reads a scenario in YAML 1.2 or JSON. Every problem is found at once, each with its place; what is wrong reads as
 * not given.
 */
export function readScenario(text: string, { file, readProfile = noProfile }: ReadOptions): ScenarioReading {
  const problems = new Problems();
  const root = parseScenarioText(text, file, problems);
  const merged = root === undefined ? emptyTree(file) : mergeProfiles(root, readProfile, problems);
  return readScenarioTree(merged, file, problems);
}

function noProfile(path: string): { readonly problem: string } {
  return { problem: `${path} cannot be read from here` };
}

/** The scenario of a bare definition: everything is left to the defaults. */
export function emptyScenario(file: string): Scenario {
  return readScenarioTree(emptyTree(file), file, new Problems()).scenario;
}

/** Reads data that are there already, such as those of a scenario with overrides. */
export function readScenarioTree(root: ScenarioNode, file: string, problems: Problems): ScenarioReading {
  const scenario = readScenarioNode(root, file, problems);
  checkSchema(root, problems);
  return { scenario, diagnostics: sortDiagnostics(problems.diagnostics) };
}

function emptyTree(file: string): ScenarioNode {
  return { kind: "map", place: { file, offset: 0, line: 1, column: 1 }, entries: new Map() };
}
