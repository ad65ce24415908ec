import { type Diagnostic, hasErrors, sortDiagnostics } from "../base/diagnostic.ts";
import { catalogDigest } from "../catalog/catalog-digest.ts";
import type { PipelineDefinition } from "../definition/definition.ts";
import type { ExperimentOptions } from "../experiment/experiment.ts";
import type { Plan } from "../model/plan.ts";
import type { StatedAssumption } from "../scenario/compile/assumption-book.ts";
import { compilePlan, type DefinitionSource } from "../scenario/compile/compile-plan.ts";
import { applyOverridesToPipelines } from "../scenario/overrides/apply-overrides.ts";
import { emptyScenario, readScenario } from "../scenario/read-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { scenarioDigest } from "../scenario/scenario-digest.ts";
import { scenariosOfPipelines } from "../scenario/scenarios-of-pipelines.ts";
import { pathText } from "../scenario/source/path-text.ts";
import { childOf } from "../scenario/source/scenario-node.ts";
import { formatCommandLine } from "./command-line.ts";
import { type InputOptions, inputWords } from "./common-options.ts";
import { isScenario } from "./definition-or-scenario.ts";
import { digestOf } from "./digest.ts";
import { CommandError } from "./exit-status.ts";
import { type DefinitionText, findDefinitions } from "./find-definition.ts";
import type { Io } from "./io.ts";
import { isColorful } from "./is-colorful.ts";
import { formatDiagnostics } from "./print-diagnostics.ts";
import { paramsFor, readDefinitionFile } from "./read-definition-file.ts";
import { refuseHugeRun } from "./refuse-huge-run.ts";
import { replicationRule } from "./replication-rule.ts";
import { ScenarioFolder } from "./scenario-folder.ts";

/** What a command knows of its input. */
export interface LoadedInput {
  /** Undefined when a diagnostic is an error. */
  readonly loaded: LoadedPlan | undefined;
  /** As far as they could be read, one for each pipeline; none when a scenario names one that cannot be found. */
  readonly definitions: readonly PipelineDefinition[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that were read, by the name under which diagnostics name them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Input that can be simulated. */
export interface LoadedPlan {
  readonly scenario: Scenario;
  /** One for each pipeline. */
  readonly sources: readonly DefinitionSource[];
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
    return compile(emptyScenario(name), [{ file: name, text }], { options, io, texts, folder });
  }
  const { scenario, diagnostics } = readScenario(text, {
    file: name,
    readProfile: (path) => {
      const found = folder.read(path);
      if (found === undefined) return { problem: folder.explain(path) };
      texts.set(folder.pathOf(path), found);
      return { file: folder.pathOf(path), text: found };
    },
  });
  const definitions = findDefinitions(scenario, folder);
  if (definitions.kind === "found") {
    for (const found of definitions.texts) texts.set(found.file, found.text);
    const compiled = compile(scenario, definitions.texts, { options, io, texts, folder });
    const all = sortDiagnostics([...diagnostics, ...compiled.diagnostics]);
    const { loaded } = compiled;
    if (loaded === undefined || hasErrors(all)) return { ...compiled, loaded: undefined, diagnostics: all };
    // a result names the scenario's warnings, too
    return { ...compiled, loaded: { ...loaded, plan: { ...loaded.plan, warnings: all } }, diagnostics: all };
  }
  // a scenario that cannot be read names nothing: to say so as well would be noise
  const isNoise = definitions.kind === "none" && hasErrors(diagnostics);
  const all = sortDiagnostics([...diagnostics, ...(isNoise ? [] : definitions.diagnostics)]);
  return { loaded: undefined, definitions: [], diagnostics: all, texts };
}

interface CompileInput {
  readonly options: InputOptions;
  readonly io: Io;
  readonly texts: Map<string, string>;
  readonly folder: ScenarioFolder;
}

/** Puts overrides and parameters in, and compiles. */
function compile(scenario: Scenario, found: readonly DefinitionText[], input: CompileInput): LoadedInput {
  const changed = override(scenario, found, input);
  const readFile = (path: string) => input.folder.read(path);
  const { sources } = changed;
  const { plan, stated, diagnostics: compiled } = compilePlan({ ...changed, source: sources, readFile });
  const all = [...changed.diagnostics, ...compiled].map((diagnostic) => nameUntil(diagnostic, input.options));
  const diagnostics = sortDiagnostics(all);
  const read = { definitions: sources.map(({ definition }) => definition), texts: input.texts };
  if (plan === undefined || hasErrors(diagnostics)) return { loaded: undefined, diagnostics, ...read };
  const tooLarge = refuseHugeRun(plan);
  if (tooLarge !== undefined) {
    return { loaded: undefined, diagnostics: [...diagnostics, sizeProblem(tooLarge, scenario.file)], ...read };
  }
  const digest = scenarioDigest(changed.scenario, readFile);
  return {
    loaded: { scenario: changed.scenario, sources, plan, stated, scenarioDigest: digest },
    diagnostics,
    ...read,
  };
}

function sizeProblem(problem: { readonly message: string; readonly hint: string }, file: string): Diagnostic {
  return { code: "SCENARIO_LIMIT", severity: "error", ...problem, file, line: 1, column: 1, rule: "2.2" };
}

interface Changed {
  readonly scenario: Scenario;
  readonly sources: readonly DefinitionSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What `--set` and `--until` make of a scenario and its definitions. */
function override(scenario: Scenario, found: readonly DefinitionText[], input: CompileInput): Changed {
  const { options } = input;
  const until = options.until === undefined ? [] : [`activation.until=${options.until}`];
  const overrides = [...options.set, ...until];
  let sources = readDefinitions(found, scenario, input);
  const applied = () => {
    const definitions = sources.map(({ definition }) => definition);
    return applyOverridesToPipelines(scenario, definitions, overrides);
  };
  let changed = applied();
  const refused = [...refusePipelines(changed.scenario, scenario), ...refuseProfiles(changed.scenario, scenario)];
  if (refused.length > 0) return { scenario, sources, diagnostics: [...changed.diagnostics, ...refused] };
  if (changed.scenario !== scenario) {
    // the definitions' expressions may depend on the parameters that were set
    sources = readDefinitions(found, changed.scenario, input);
    changed = applied();
  }
  const { definitions, diagnostics } = changed;
  const overridden = sources.map((source, index) => ({
    ...source,
    definition: definitions[index] ?? source.definition,
  }));
  return { scenario: changed.scenario, sources: overridden, diagnostics };
}

function readDefinitions(
  found: readonly DefinitionText[],
  scenario: Scenario,
  { options, io, texts }: CompileInput,
): readonly DefinitionSource[] {
  const pipelines = scenariosOfPipelines(scenario);
  const names = pipelines.flatMap(({ name }) => name ?? []);
  return pipelines.flatMap((pipeline, index) => {
    const text = found[index];
    if (text === undefined) return [];
    const own = { ...options, param: paramsFor(pipeline.name, names, options.param) };
    return [readDefinitionFile(text, pipeline.scenario, own, io, texts)];
  });
}

/** Which definitions are read is settled before anything can be overridden. */
function refusePipelines(changed: Scenario, scenario: Scenario): readonly Diagnostic[] {
  const paths = ({ pipeline, pipelines = [] }: Scenario) => [pipeline, ...pipelines.map(({ value }) => value.pipeline)];
  const before = paths(scenario);
  const after = paths(changed);
  const other = after.find((one, index) => one !== undefined && one.value !== before[index]?.value);
  if (other === undefined && after.length === before.length) return [];
  const path = other === undefined ? "pipelines" : pathText(other.path);
  const message = `\`${path}\` cannot be set: it says which definition is read.`;
  const hint = "Name the definition in the scenario, or run the definition itself.";
  const { line, column } = other?.place ?? changed.root.place;
  return [{ code: "SCENARIO_OVERRIDE", severity: "error", message, file: "--set", line, column, path, hint }];
}

/** What profiles say is in the scenario before anything is overridden; what they say can be set itself. */
function refuseProfiles(changed: Scenario, scenario: Scenario): readonly Diagnostic[] {
  const profiles = childOf(changed.root, "profiles");
  if (profiles === undefined || profiles === childOf(scenario.root, "profiles")) return [];
  const message = "`profiles` cannot be set: it says which files are read.";
  const hint = "Name them in the scenario, or set what they say, as in `boot.applications=30 s`.";
  const { line, column } = profiles.place;
  return [
    { code: "SCENARIO_OVERRIDE", severity: "error", message, file: "--set", line, column, path: "profiles", hint },
  ];
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
  return experimentOf(refuseErrors(loadInput(file, options, io), file, io, color), file, options);
}

/**
 * What was loaded.
 *
 * @throws CommandError when the input cannot be simulated, after its problems were printed
 */
export function refuseErrors(input: LoadedInput, file: string, io: Io, color: boolean): LoadedPlan {
  const { loaded, diagnostics, texts } = input;
  if (loaded !== undefined) return loaded;
  io.stderr.write(formatDiagnostics(diagnostics, texts, isColorful(color, io.isErrorTerminal, io)));
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  throw new CommandError(`${file}: cannot be simulated: ${errors} error${errors === 1 ? "" : "s"}`);
}

/** How an input that can be simulated is simulated: how often, with which seed, and what its certificate says. */
export function experimentOf(loaded: LoadedPlan, file: string, options: InputOptions): ExperimentOptions {
  const { plan, scenario, sources } = loaded;
  return {
    plan,
    seed: options.seed ?? scenario.seed ?? DEFAULT_SEED,
    rule: replicationRule(options, scenario.replications),
    conditions: [...scenario.checks, ...(scenario.objective?.subjectTo ?? [])].map(({ value }) => value),
    inputs: {
      scenarioDigest: loaded.scenarioDigest,
      definitionDigests: sources.map(({ text }) => digestOf(text)),
      catalogDigest: `sha256:${catalogDigest()}`,
      command: formatCommandLine(["stepcast", "run", ...inputWords(file, options)]),
    },
  };
}
