import { type Diagnostic, hasErrors, sortDiagnostics } from "../../base/diagnostic.ts";
import { invariant } from "../../base/invariant.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import { placeholdersIn } from "../../definition/fields/placeholder.ts";
import { redactor } from "../../definition/fields/redact.ts";
import type { Plan } from "../../model/plan.ts";
import type { ReadFile } from "../distribution/empirical-file.ts";
import type { Scenario } from "../scenario.ts";
import { scenariosOfPipelines } from "../scenarios-of-pipelines.ts";
import { baseNameOf } from "../sections/pipelines.ts";
import { Problems } from "../source/problems.ts";
import { formatUtc } from "../units/instant.ts";
import { activationInstants } from "./activation.ts";
import { AssumptionBook, assumptionsOf, type StatedAssumption } from "./assumption-book.ts";
import { compileBilling } from "./billing.ts";
import { compileCalibrations } from "./calibrations.ts";
import type { CompileContext } from "./compile-context.ts";
import { compilePipeline, mergeInstanceTypes } from "./compile-pipeline.ts";
import { horizonInstant } from "./horizon.ts";
import { compileInstanceTypes } from "./instance-types.ts";
import { compileLimits } from "./limits.ts";
import { compileLogs } from "./logs.ts";
import { MatchBook } from "./match-book.ts";
import { mergeAssumptions } from "./merge-assumptions.ts";
import { compileRegion } from "./region.ts";
import { compileRunnerFailure } from "./runner-failure.ts";
import { compileSpotMarkets } from "./spot-markets.ts";
import { compileTaskRunners } from "./task-runners.ts";

/** A definition that was read, with the text that it was read from. */
export interface DefinitionSource {
  readonly definition: PipelineDefinition;
  readonly text: string;
}

/** What a plan is compiled from. */
export interface PlanInput {
  readonly scenario: Scenario;
  /**
   * The definition that `scenario.pipeline` names; with overrides if there are any. One for each of
   * `scenario.pipelines`, in their order.
   */
  readonly source: DefinitionSource | readonly DefinitionSource[];
  /** Gives the files that the scenario names; without it there are none. */
  readonly readFile?: ReadFile;
}

/** There is a plan unless a diagnostic is an error. */
export interface PlanCompilation {
  readonly plan: Plan | undefined;
  /** Those of the definitions too, in order of place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plan's assumptions with the scenario keys that state them. */
  readonly stated: readonly StatedAssumption[];
}

/**
 * Compiles definitions and a scenario into the plan of a world: every reference resolved, every price looked up,
 * every number that the user did not give named as an assumption. It never throws over what the user wrote.
 */
export function compilePlan({ scenario, source, readFile = () => undefined }: PlanInput): PlanCompilation {
  const parts = partsOf(scenario, [source].flat());
  const contexts = contextsOf(scenario, parts, readFile);
  const plan = compileWorld(scenario, contexts, parts);
  contexts[0].matches.complainOfUnmatched();
  const diagnostics = sortDiagnostics(withoutRepetitions(parts.flatMap(diagnosticsOf)));
  const stated = mergeAssumptions(parts.map(({ name, assumptions }) => ({ name, stated: assumptions.stated })));
  return {
    plan: hasErrors(diagnostics) ? undefined : { ...plan, assumptions: assumptionsOf(stated), warnings: diagnostics },
    diagnostics,
    stated,
  };
}

/** One pipeline with the scenario as it sees it, and what compiling it finds. */
interface PlanPart {
  readonly name: string | undefined;
  readonly scenario: Scenario;
  readonly source: DefinitionSource;
  readonly problems: Problems;
  readonly assumptions: AssumptionBook;
}

type PlanParts = readonly [PlanPart, ...PlanPart[]];

function partsOf(scenario: Scenario, sources: readonly DefinitionSource[]): PlanParts {
  const pipelines = scenariosOfPipelines(scenario);
  invariant(pipelines.length === sources.length, "there is one definition for each pipeline of the scenario");
  const [first, ...rest] = pipelines.flatMap((pipeline, index): PlanPart[] => {
    const source = sources[index];
    if (source === undefined) return [];
    return [{ ...pipeline, source, problems: new Problems(), assumptions: new AssumptionBook() }];
  });
  invariant(first !== undefined, "a scenario has a pipeline");
  return [first, ...rest];
}

/** What holds for all pipelines, and is assumed once, is in the book of the first. */
function contextsOf(scenario: Scenario, parts: PlanParts, readFile: ReadFile): [CompileContext, ...CompileContext[]] {
  const region = compileRegion(
    scenario,
    parts.map(({ source, problems, assumptions }) => ({ definition: source.definition, problems, assumptions })),
  );
  const activations = activationInstants(parts, readFile);
  const firstActivationMs = Math.min(...activations);
  const pricesDateMs = scenario.account.pricesDateMs ?? assumePricesDate(parts[0].assumptions, firstActivationMs);
  const matches = new MatchBook();
  const contextOf = (part: PlanPart, index: number): CompileContext => {
    const { definition } = part.source;
    return {
      scenario: part.scenario,
      definition,
      objects: new Map(definition.objects.map((object) => [object.id, object])),
      region,
      activationMs: activations[index] ?? firstActivationMs,
      pricesDateMs,
      problems: part.problems,
      assumptions: part.assumptions,
      matches,
      readFile,
      redact: redactor(definition),
    };
  };
  const [first, ...rest] = parts;
  return [contextOf(first, 0), ...rest.map((part, index) => contextOf(part, index + 1))];
}

function compileWorld(scenario: Scenario, contexts: [CompileContext, ...CompileContext[]], parts: PlanParts): Plan {
  const [first] = contexts;
  const taskRunners = compileTaskRunners(scenario.taskRunners);
  const runnerFailure = compileRunnerFailure(first);
  const compiled = contexts.map((context, index) => {
    const { name, source } = parts[index] ?? parts[0];
    return compilePipeline(context, source.text, name);
  });
  const pipelines = compiled.map(({ plan }) => plan);
  const resources = pipelines.flatMap((pipeline) => pipeline.resources);
  const activities = pipelines.flatMap((pipeline) => pipeline.activities);
  const spotMarkets = compileSpotMarkets(contexts, pipelines);
  const activationMs = Math.min(...contexts.map((context) => context.activationMs));
  const calibrations = compileCalibrations(first);
  return {
    format: "stepcast.plan/1",
    name: scenario.name ?? baseNameOf(scenario.pipelines === undefined ? first.definition.file : scenario.file),
    region: first.region,
    activationMs,
    horizonMs: horizonInstant(scenario, activationMs, pipelines, first),
    limits: compileLimits(scenario.account),
    billing: compileBilling(first, resources),
    logs: compileLogs(first, { activities, resources, taskRunners }),
    instanceTypes: mergeInstanceTypes(
      contexts.map((context, index) => compileInstanceTypes(context, pipelines[index]?.resources ?? [])),
    ),
    ...(spotMarkets.length === 0 ? {} : { spotMarkets }),
    pipelines,
    ...(scenario.pipelines === undefined ? {} : { pipelinesAreNamed: true }),
    taskRunners,
    ...(runnerFailure === undefined ? {} : { runnerFailure }),
    ...(scenario.failures.lostAnswers ? { lostAnswers: scenario.failures.lostAnswers } : {}),
    assumptions: [],
    warnings: [],
    placeholders: compiled.flatMap(({ placeholders }) => placeholders),
    ...(calibrations.length === 0 ? {} : { calibrations }),
  };
}

/** What is wrong with a field, or left open in it, has been said already when the definition was read. */
function diagnosticsOf({ source: { definition }, problems }: PlanPart): readonly Diagnostic[] {
  const said = new Set(
    definition.diagnostics.flatMap(({ severity, path }) => (severity === "error" ? (path ?? []) : [])),
  );
  const isReported = (placeholder: string): boolean =>
    definition.diagnostics.some(({ code, message }) => code === "PLACEHOLDER" && message.includes(placeholder));
  const isNew = ({ severity, path, message }: Diagnostic): boolean =>
    severity === "warning" || !((path !== undefined && said.has(path)) || placeholdersIn(message).some(isReported));
  return [...definition.diagnostics, ...problems.diagnostics.filter(isNew)];
}

/** Two pipelines may have one definition, and both meet what is wrong in the scenario. */
function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byText = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...byText.values()];
}

function assumePricesDate(assumptions: AssumptionBook, activationMs: number): number {
  const date = formatUtc(activationMs).slice(0, 10);
  assumptions.add({
    id: "account.prices",
    rule: "7.1",
    what: "Date whose prices hold",
    value: date,
    source: "the date of the first activation",
    path: ["account", "prices"],
    yaml: date,
  });
  return activationMs;
}
