import type { Diagnostic } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import { readScenarioTree } from "../read-scenario.ts";
import type { Scenario } from "../scenario.ts";
import { parseScenarioText } from "../source/parse-scenario-text.ts";
import { Problems } from "../source/problems.ts";
import type { ScenarioNode } from "../source/scenario-node.ts";
import { overrideField } from "./override-field.ts";
import { scenarioPath } from "./scenario-path.ts";
import { setNode } from "./set-node.ts";

/** Scenario and definition with the overrides in them; with an error among the diagnostics they must not be used. */
export interface Overridden {
  readonly scenario: Scenario;
  readonly definition: PipelineDefinition;
  /** Of the overrides alone. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The name under which problems of an override are reported. */
const FILE = "--set";

/**
 * Applies `path=value` texts in order: `account.billing=hourly` to the scenario, `MyEmrCluster.coreInstanceCount=20`
 * to a field of an object of the definition. They act on what was read; no text is read again. A path that leads
 * nowhere is an error with the nearest names.
 */
export function applyOverrides(
  scenario: Scenario,
  definition: PipelineDefinition,
  overrides: readonly string[],
): Overridden {
  const problems = new Problems();
  let root = scenario.root;
  let objects = definition.objects;
  for (const override of overrides) {
    const parsed = parseOverride(override, problems);
    if (parsed === undefined) continue;
    const { path, value } = parsed;
    const steps = scenarioPath(path, root);
    if (steps !== undefined) root = setNode(root, steps, value, problems) ?? root;
    else objects = overrideField(objects, path, value, problems) ?? objects;
  }
  const changed = objects === definition.objects ? definition : { ...definition, objects };
  if (root === scenario.root) return { scenario, definition: changed, diagnostics: problems.diagnostics };
  const read = readScenarioTree(root, scenario.file, problems);
  // what is wrong with the scenario's own text was said when it was read
  const diagnostics = read.diagnostics.filter(({ file }) => file === FILE);
  return { scenario: read.scenario, definition: changed, diagnostics };
}

interface ParsedOverride {
  readonly path: string;
  readonly value: ScenarioNode;
}

function parseOverride(override: string, problems: Problems): ParsedOverride | undefined {
  const place = { file: FILE, offset: 0, line: 1, column: 1 };
  const equals = override.indexOf("=");
  const path = override.slice(0, Math.max(0, equals)).trim();
  if (path === "") {
    problems.error("SCENARIO_OVERRIDE", place, `expected \`path=value\`, got \`${override}\``, {
      hint: "for example `MyEmrCluster.coreInstanceCount=20` or `account.billing=hourly`",
    });
    return undefined;
  }
  const found = new Problems();
  const value = parseScenarioText(override.slice(equals + 1), FILE, found);
  for (const { message } of found.diagnostics) problems.error("SCENARIO_OVERRIDE", place, message, { path });
  return value === undefined || found.diagnostics.length > 0
    ? undefined
    : { path, value: emptyAsNothing(value, override) };
}

/** `path=` takes a value away: what is not there is left to the defaults. */
function emptyAsNothing(value: ScenarioNode, override: string): ScenarioNode {
  if (!override.endsWith("=")) return value;
  return { kind: "scalar", place: value.place, value: null, text: "" };
}
