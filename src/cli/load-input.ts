import { type Diagnostic, hasErrors, sortDiagnostics } from "../base/diagnostic.ts";
import { catalogDigest } from "../catalog/catalog-digest.ts";
import type { PipelineDefinition } from "../definition/definition.ts";
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
import { findDefinition } from "./find-definition.ts";
import type { Io } from "./io.ts";
import { isColorful } from "./is-colorful.ts";
import { formatDiagnostics } from "./print-diagnostics.ts";
import { readDefinitionFile } from "./read-definition-file.ts";
import { refuseHugeRun } from "./refuse-huge-run.ts";
import { replicationRule } from "./replication-rule.ts";
import { ScenarioFolder } from "./scenario-folder.ts";

/** What a command knows of its input. */
export interface LoadedInput {
  /** Undefined when a diagnostic is an error. */
  readonly loaded: LoadedPlan | undefined;
  /** As far as it could be read; undefined when a scenario names none that can be found. */
  readonly definition?: PipelineDefinition;
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that were read, by the name under which diagnostics name them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Input that can be simulated. */
export interface LoadedPlan {
  readonly scenario: Scenario;
  readonly source: DefinitionSource;
  readonly plan: Plan;
  readonly stated: readonly StatedAssumption[];
  /** Of the scenario with its overrides and the data files that it names. */
  readonly scenarioDigest: string;
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
  if (!isScenario(file, text)) {
    return compile(emptyScenario(name), { file: name, text }, { options, io, texts, folder });
  }
  const { scenario, diagnostics } = readScenario(text, { file: name });
  const found = findDefinition(scenario, folder);
  if (found.kind === "found") {
    texts.set(found.file, found.text);
    const compiled = compile(scenario, found, { options, io, texts, folder });
    const all = sortDiagnostics([...diagnostics, ...compiled.diagnostics]);
    const { loaded } = compiled;
    if (loaded === undefined || hasErrors(all)) return { ...compiled, loaded: undefined, diagnostics: all };
    // a result names the scenario's warnings, too
    return { ...compiled, loaded: { ...loaded, plan: { ...loaded.plan, warnings: all } }, diagnostics: all };
  }
  // a scenario that cannot be read names nothing: to say so as well would be noise
  const isNoise = found.kind === "none" && hasErrors(diagnostics);
  const all = sortDiagnostics([...diagnostics, ...(isNoise ? [] : [found.diagnostic])]);
  return { loaded: undefined, diagnostics: all, texts };
}

interface CompileInput {
  readonly options: InputOptions;
  readonly io: Io;
  readonly texts: Map<string, string>;
  readonly folder: ScenarioFolder;
}

/** Puts overrides and parameters in, and compiles. */
function compile(
  scenario: Scenario,
  found: { readonly file: string; readonly text: string },
  input: CompileInput,
): LoadedInput {
  const changed = override(scenario, found, input);
  const readFile = (path: string) => input.folder.read(path);
  const { plan, stated, diagnostics: compiled } = compilePlan({ ...changed, readFile });
  const all = [...changed.diagnostics, ...compiled].map((diagnostic) => nameUntil(diagnostic, input.options));
  const diagnostics = sortDiagnostics(all);
  const { source } = changed;
  const read = { definition: source.definition, texts: input.texts };
  if (plan === undefined || hasErrors(diagnostics)) return { loaded: undefined, diagnostics, ...read };
  const tooLarge = refuseHugeRun(plan);
  if (tooLarge !== undefined) {
    return { loaded: undefined, diagnostics: [...diagnostics, sizeProblem(tooLarge, scenario.file)], ...read };
  }
  const digest = scenarioDigest(changed.scenario, readFile);
  return {
    loaded: { scenario: changed.scenario, source, plan, stated, scenarioDigest: digest },
    diagnostics,
    ...read,
  };
}

function sizeProblem(message: string, file: string): Diagnostic {
  const hint = "End the forecast earlier, as in --until 30d, or let fewer instances be due.";
  return { code: "SCENARIO_LIMIT", severity: "error", message, file, line: 1, column: 1, rule: "2.2", hint };
}

interface Changed {
  readonly scenario: Scenario;
  readonly source: DefinitionSource;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `--set` and `--until` make of a scenario and its definition. */
function override(
  scenario: Scenario,
  found: { readonly file: string; readonly text: string },
  { options, io, texts }: CompileInput,
): Changed {
  const until = options.until === undefined ? [] : [`activation.until=${options.until}`];
  const overrides = [...options.set, ...until];
  let source = readDefinitionFile(found, scenario, options, io, texts);
  let changed = applyOverrides(scenario, source.definition, overrides);
  if (changed.scenario.parameters !== scenario.parameters) {
    // the definition's expressions may depend on the parameters that were set
    source = readDefinitionFile(found, changed.scenario, options, io, texts);
    changed = applyOverrides(scenario, source.definition, overrides);
  }
  const diagnostics = [...changed.diagnostics, ...refusePipeline(changed.scenario, scenario)];
  return { scenario: changed.scenario, source: { ...source, definition: changed.definition }, diagnostics };
}

/** Which definition is read is settled before anything can be overridden. */
function refusePipeline(changed: Scenario, { pipeline }: Scenario): readonly Diagnostic[] {
  if (changed.pipeline === undefined || changed.pipeline.value === pipeline?.value) return [];
  const message = "`pipeline` cannot be set: it says which definition is read.";
  const hint = "Name the definition in the scenario, or run the definition itself.";
  const { file, line, column } = changed.pipeline.place;
  return [{ code: "SCENARIO_OVERRIDE", severity: "error", message, file, line, column, path: "pipeline", hint }];
}

/** `--until` is an override under another name. */
function nameUntil(diagnostic: Diagnostic, { until, set }: InputOptions): Diagnostic {
  const isOfUntil = until !== undefined && diagnostic.file === "--set" && diagnostic.path === "activation.until";
  return isOfUntil && !set.some((value) => value.startsWith("activation.until"))
    ? { ...diagnostic, file: "--until" }
    : diagnostic;
}

/**
 * The experiment that FILE and the options describe.
 *
 * @throws CommandError when the input cannot be simulated, after its problems were printed
 */
export function loadExperiment(file: string, options: InputOptions, io: Io, color: boolean): ExperimentOptions {
  const { loaded, diagnostics, texts } = loadInput(file, options, io);
  if (loaded === undefined) {
    io.stderr.write(formatDiagnostics(diagnostics, texts, isColorful(color, io.isErrorTerminal, io)));
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    throw new CommandError(`${file}: cannot be simulated: ${errors} error${errors === 1 ? "" : "s"}`);
  }
  const { plan, scenario, source } = loaded;
  return {
    plan,
    seed: options.seed ?? scenario.seed ?? DEFAULT_SEED,
    rule: replicationRule(options, scenario.replications),
    inputs: {
      scenarioDigest: loaded.scenarioDigest,
      definitionDigests: [digestOf(source.text)],
      catalogDigest: `sha256:${catalogDigest()}`,
      command: formatCommandLine(["stepcast", "run", ...inputWords(file, options)]),
    },
  };
}
