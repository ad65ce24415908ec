import { type Diagnostic, hasErrors, sortDiagnostics } from "../base/diagnostic.ts";
import { catalogDigest } from "../catalog/catalog-digest.ts";
import type { ExperimentOptions } from "../experiment/experiment.ts";
import type { Plan } from "../model/plan.ts";
import type { StatedAssumption } from "../scenario/compile/assumption-book.ts";
import { compilePlan, type DefinitionSource } from "../scenario/compile/compile-plan.ts";
import { applyOverrides } from "../scenario/overrides/apply-overrides.ts";
import { emptyScenario, readScenario } from "../scenario/read-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { scenarioDigest } from "../scenario/scenario-digest.ts";
import { formatCommandLine } from "./command-line.ts";
import { type InputOptions, inputWords } from "./common-options.ts";
import { isScenario } from "./definition-or-scenario.ts";
import { digestOf } from "./digest.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { formatDiagnostics } from "./print-diagnostics.ts";
import { readDefinitionFile } from "./read-definition-file.ts";
import { replicationRule } from "./replication-rule.ts";
import { ScenarioFolder } from "./scenario-folder.ts";

/** All that a command knows of its input. */
export interface LoadedInput {
  readonly scenario: Scenario;
  readonly source: DefinitionSource;
  /** Undefined when a diagnostic is an error. */
  readonly plan: Plan | undefined;
  readonly stated: readonly StatedAssumption[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that were read, by the name under which diagnostics name them. */
  readonly texts: ReadonlyMap<string, string>;
}

const DEFAULT_SEED = "stepcast";

/**
 * Reads FILE, a scenario or a bare definition, and what it names, and compiles the plan; problems are collected, not
 * printed.
 *
 * @throws SystemError when FILE itself cannot be read
 */
export function loadInput(file: string, options: InputOptions, io: Io): LoadedInput {
  const name = file === "-" ? "<stdin>" : file;
  const text = file === "-" ? io.readStdin() : io.readFile(file);
  const texts = new Map([[name, text]]);
  const folder = new ScenarioFolder(file, options.allowOutside === true, io);
  const read = isScenario(file, text)
    ? readScenario(text, { file: name })
    : { scenario: emptyScenario(name), diagnostics: [] };
  const { scenario } = read;
  const found = scenarioDefinition(scenario, { name, text }, folder);
  if (found.kind === "problem") {
    const diagnostics = sortDiagnostics([...read.diagnostics, found.diagnostic]);
    const source = readDefinitionFile({ file: name, text: "[]" }, scenario, options, io, texts);
    return { scenario, source, plan: undefined, stated: [], diagnostics, texts };
  }
  texts.set(found.file, found.text);
  const changed = override(scenario, found, options, io, texts);
  const compilation = compilePlan({ ...changed, readFile: (path) => folder.read(path) });
  const diagnostics = sortDiagnostics([...read.diagnostics, ...changed.diagnostics, ...compilation.diagnostics]);
  const plan = hasErrors(diagnostics) ? undefined : compilation.plan;
  return { ...compilation, plan, scenario: changed.scenario, source: changed.source, diagnostics, texts };
}

/** What `--set` and `--until` make of a scenario and its definition. */
function override(
  scenario: Scenario,
  found: { readonly file: string; readonly text: string },
  options: InputOptions,
  io: Io,
  texts: Map<string, string>,
): { readonly scenario: Scenario; readonly source: DefinitionSource; readonly diagnostics: readonly Diagnostic[] } {
  const until = options.until === undefined ? [] : [`activation.until=${options.until}`];
  const overrides = [...options.set, ...until];
  let source = readDefinitionFile(found, scenario, options, io, texts);
  let changed = applyOverrides(scenario, source.definition, overrides);
  if (changed.scenario.parameters !== scenario.parameters) {
    // the definition's expressions may depend on the parameters that were set
    source = readDefinitionFile(found, changed.scenario, options, io, texts);
    changed = applyOverrides(scenario, source.definition, overrides);
  }
  return { ...changed, source: { ...source, definition: changed.definition } };
}

/**
 * The experiment that FILE and the options describe.
 *
 * @throws CommandError when the input cannot be simulated, after its problems were printed
 */
export function loadExperiment(file: string, options: InputOptions, io: Io, useColor: boolean): ExperimentOptions {
  const { plan, scenario, source, diagnostics, texts } = loadInput(file, options, io);
  if (plan === undefined) {
    io.stderr.write(formatDiagnostics(diagnostics, texts, useColor));
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    throw new CommandError(`${file}: cannot be simulated: ${errors} error${errors === 1 ? "" : "s"}`);
  }
  return {
    plan,
    seed: options.seed ?? scenario.seed ?? DEFAULT_SEED,
    rule: replicationRule(options, scenario.replications),
    inputs: {
      scenarioDigest: scenarioDigest(scenario),
      definitionDigests: [digestOf(source.text)],
      catalogDigest: `sha256:${catalogDigest()}`,
      command: formatCommandLine(["stepcast", "run", ...inputWords(file, options)]),
    },
  };
}

type FoundDefinition =
  | { readonly kind: "found"; readonly file: string; readonly text: string }
  | { readonly kind: "problem"; readonly diagnostic: Diagnostic };

/** The definition that a scenario names, or FILE itself. */
function scenarioDefinition(
  { pipeline, root }: Scenario,
  given: { readonly name: string; readonly text: string },
  folder: ScenarioFolder,
): FoundDefinition {
  if (root.kind === "map" && root.entries.size === 0) return { kind: "found", file: given.name, text: given.text };
  const problem = (message: string, hint: string): FoundDefinition => {
    const { line, column } = pipeline?.place ?? root.place;
    return {
      kind: "problem",
      diagnostic: {
        code: "SCENARIO_FILE",
        severity: "error",
        message,
        file: given.name,
        line,
        column,
        path: "pipeline",
        hint,
      },
    };
  };
  if (pipeline === undefined) return problem("the scenario names no pipeline", "add: pipeline: ./pipeline.json");
  const text = folder.read(pipeline.value);
  if (text !== undefined) return { kind: "found", file: folder.pathOf(pipeline.value), text };
  return problem(folder.explain(pipeline.value), "paths are relative to the scenario's file");
}
