import { type Diagnostic, hasErrors, sortDiagnostics } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import { placeholdersIn } from "../../definition/fields/placeholder.ts";
import { redactor } from "../../definition/fields/redact.ts";
import type { PipelinePlan, Plan } from "../../model/plan.ts";
import type { ReadFile } from "../distribution/empirical-file.ts";
import type { Scenario } from "../scenario.ts";
import { Problems } from "../source/problems.ts";
import { formatUtc } from "../units/instant.ts";
import { activationInstant, compileArrivals, horizonInstant, refuseBeforeActivation } from "./activation.ts";
import { compileActivities } from "./activities.ts";
import { AssumptionBook, type StatedAssumption } from "./assumption-book.ts";
import { compileBilling } from "./billing.ts";
import type { CompileContext } from "./compile-context.ts";
import { compileFee } from "./fee.ts";
import { compileInstanceTypes } from "./instance-types.ts";
import { compileLimits } from "./limits.ts";
import { compileLogs } from "./logs.ts";
import { pipelineId } from "./pipeline-id.ts";
import { compileRegion } from "./region.ts";
import { compileResources } from "./resources.ts";
import { compileTaskRunners } from "./task-runners.ts";
import { fileName } from "./work-label.ts";

/** A definition that was read, with the text that it was read from. */
export interface DefinitionSource {
  readonly definition: PipelineDefinition;
  readonly text: string;
}

/** What a plan is compiled from. */
export interface PlanInput {
  readonly scenario: Scenario;
  /** The definition that `scenario.pipeline` names; with overrides if there are any. */
  readonly source: DefinitionSource;
  /** Gives the files that the scenario names; without it there are none. */
  readonly readFile?: ReadFile;
}

/** There is a plan unless a diagnostic is an error. */
export interface PlanCompilation {
  readonly plan: Plan | undefined;
  /** Those of the definition too, in order of place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plan's assumptions with the scenario keys that state them. */
  readonly stated: readonly StatedAssumption[];
}

/**
 * Compiles a definition and a scenario into the plan of a world: every reference resolved, every price looked up,
 * every number that the user did not give named as an assumption. It never throws over what the user wrote.
 */
export function compilePlan({ scenario, source, readFile = () => undefined }: PlanInput): PlanCompilation {
  const { definition } = source;
  const problems = new Problems();
  const assumptions = new AssumptionBook();
  const region = compileRegion({ scenario, definition, problems, assumptions });
  const activationMs = activationInstant(scenario, definition, assumptions);
  const pricesDateMs = scenario.account.pricesDateMs ?? assumePricesDate(assumptions, activationMs);
  const objects = new Map(definition.objects.map((object) => [object.id, object]));
  const context = {
    scenario,
    definition,
    objects,
    region,
    activationMs,
    pricesDateMs,
    problems,
    assumptions,
    readFile,
    redact: redactor(definition),
  };
  const plan = compileWorld(context, source.text);
  const diagnostics = sortDiagnostics([...definition.diagnostics, ...newProblems(definition, problems)]);
  return {
    plan: hasErrors(diagnostics) ? undefined : { ...plan, assumptions: assumptions.assumptions, warnings: diagnostics },
    diagnostics,
    stated: assumptions.stated,
  };
}

/** What is wrong with a field, or left open in it, has been said already when the definition was read. */
function newProblems(definition: PipelineDefinition, { diagnostics }: Problems): readonly Diagnostic[] {
  const said = new Set(
    definition.diagnostics.flatMap(({ severity, path }) => (severity === "error" ? (path ?? []) : [])),
  );
  const isSaid = ({ path, message }: Diagnostic): boolean =>
    (path !== undefined && said.has(path)) || placeholdersIn(message).some((placeholder) => isReported(placeholder));
  const isReported = (placeholder: string): boolean =>
    definition.diagnostics.some(({ code, message }) => code === "PLACEHOLDER" && message.includes(placeholder));
  return diagnostics.filter((diagnostic) => diagnostic.severity === "warning" || !isSaid(diagnostic));
}

/** Random streams carry it: it must not be the file's name, or a copy of a definition would draw other numbers (8.2). */
const PIPELINE_NAME = "pipeline";

function compileWorld(context: CompileContext, text: string): Plan {
  const { scenario, activationMs, assumptions } = context;
  const { activities, placeholders } = compileActivities(context);
  if (activities.length === 0 && !hasErrors(context.definition.diagnostics)) refuseNothing(context);
  const resources = compileResources(context, activities);
  const taskRunners = compileTaskRunners(scenario.taskRunners);
  refuseBeforeActivation(scenario, activationMs, context.problems);
  const activation = compileArrivals(scenario, activationMs);
  const pipeline: PipelinePlan = {
    id: pipelineId(text),
    name: PIPELINE_NAME,
    activation,
    activities,
    resources,
    feeMicroUsdPerMonth: compileFee(context, activities),
  };
  return {
    format: "stepcast.plan/1",
    name: scenario.name ?? baseName(context.definition.file),
    region: context.region,
    activationMs,
    horizonMs: horizonInstant(scenario, activationMs, activation, activities, assumptions),
    limits: compileLimits(scenario.account),
    billing: compileBilling(context, resources),
    logs: compileLogs(context, { activities, resources, taskRunners }),
    instanceTypes: compileInstanceTypes(context, resources),
    pipelines: [pipeline],
    taskRunners,
    assumptions: [],
    warnings: [],
    placeholders,
  };
}

function refuseNothing({ definition, problems }: CompileContext): void {
  const place = { file: definition.file, offset: 0, line: 1, column: 1 };
  problems.error("PLAN_WORK", place, "the definition has no activity: there is nothing to forecast");
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

/** `clickstream` from `./pipelines/clickstream.json`, `stdin` from `<stdin>`. */
function baseName(file: string): string {
  return fileName(file.replaceAll("\\", "/")).replace(/\.[^.]+$|^<|>$/g, "");
}
