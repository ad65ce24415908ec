import type { Diagnostic } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import { readScenarioTree } from "../read-scenario.ts";
import type { Scenario } from "../scenario.ts";
import { pipelineOfPattern } from "../scenarios-of-pipelines.ts";
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

/** The same with the definitions of all pipelines, in their order. */
export interface OverriddenPipelines extends Omit<Overridden, "definition"> {
  readonly definitions: readonly PipelineDefinition[];
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
  const { definitions, ...rest } = applyOverridesToPipelines(scenario, [definition], overrides);
  return { ...rest, definition: definitions[0] ?? definition };
}

/**
 * The same for a scenario of several pipelines: `nightly/MyEmrCluster.coreInstanceCount=20` changes one of them,
 * without a name each that has such an object.
 *
 * @param definitions one for each pipeline, in their order
 */
export function applyOverridesToPipelines(
  scenario: Scenario,
  definitions: readonly PipelineDefinition[],
  overrides: readonly string[],
): OverriddenPipelines {
  const problems = new Problems();
  const names = (scenario.pipelines ?? []).map(({ value }) => value.name);
  let root = scenario.root;
  let changed = definitions;
  for (const override of overrides) {
    const parsed = parseOverride(override, problems);
    if (parsed === undefined) continue;
    const { path, value } = parsed;
    const steps = scenarioPath(path, root);
    if (steps !== undefined) root = setNode(root, steps, value, problems) ?? root;
    else changed = overrideDefinitions(changed, names, path, value, problems);
  }
  if (root === scenario.root) return { scenario, definitions: changed, diagnostics: problems.diagnostics };
  const read = readScenarioTree(root, scenario.file, problems);
  // what is wrong with the scenario's own text was said when it was read
  const diagnostics = read.diagnostics.filter(({ file }) => file === FILE);
  return { scenario: read.scenario, definitions: changed, diagnostics };
}

/** In the definition that the path is addressed to, else in each that has the object. */
function overrideDefinitions(
  definitions: readonly PipelineDefinition[],
  names: readonly string[],
  path: string,
  value: ScenarioNode,
  problems: Problems,
): readonly PipelineDefinition[] {
  const addressed = pipelineOfPattern(path, names);
  const fieldPath = addressed === undefined ? path : path.slice(addressed.length + 1);
  const isMeant = ({ objects }: PipelineDefinition, index: number) =>
    addressed === undefined ? objects.some(({ id }) => path.startsWith(`${id}.`)) : names[index] === addressed;
  if (!definitions.some(isMeant)) {
    // says that there is no such object
    overrideField(
      definitions.flatMap(({ objects }) => objects),
      path,
      value,
      problems,
    );
  }
  return definitions.map((definition, index) => {
    const objects = isMeant(definition, index)
      ? overrideField(definition.objects, fieldPath, value, problems)
      : undefined;
    return objects === undefined ? definition : { ...definition, objects };
  });
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
