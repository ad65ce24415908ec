import type { Scenario } from "./scenario.ts";
import type { ActivationSettings } from "./sections/activation.ts";
import type { BootSettings } from "./sections/boot.ts";
import type { PipelineSettings } from "./sections/pipelines.ts";

/** What a scenario says of one of its pipelines. */
export interface PipelineScenario {
  /** Undefined: the scenario has one pipeline, which needs no name. */
  readonly name: string | undefined;
  readonly scenario: Scenario;
}

/**
 * The scenario as each of its pipelines sees it: with its own definition, parameters and activation, and of what is
 * given by names and patterns what is addressed to it (`nightly/MyEmrActivity`) in front of what is for all of them.
 * A scenario of one pipeline is what it is.
 */
export function scenariosOfPipelines(scenario: Scenario): readonly PipelineScenario[] {
  const { pipelines } = scenario;
  if (pipelines === undefined) return [{ name: undefined, scenario }];
  const names = pipelines.map(({ value }) => value.name);
  return pipelines.map(({ value }) => ({ name: value.name, scenario: scenarioOf(scenario, value, names) }));
}

function scenarioOf(scenario: Scenario, own: PipelineSettings, names: readonly string[]): Scenario {
  const addressed = <E extends { readonly pattern: string }>(entries: readonly E[]) =>
    entriesFor(entries, own.name, names);
  return {
    ...scenario,
    pipeline: own.pipeline,
    parameters: new Map([...scenario.parameters, ...own.parameters]),
    activation: activationOf(scenario.activation, own.activation),
    workloads: addressed(scenario.workloads),
    clusters: addressed(scenario.clusters),
    dataNodes: addressed(scenario.dataNodes),
    preconditions: addressed(scenario.preconditions),
    boot: bootOf(scenario.boot, own.name, names),
    bootstrapActions: addressed(scenario.bootstrapActions),
    failures: {
      ...scenario.failures,
      nodes: addressed(scenario.failures.nodes),
      steps: addressed(scenario.failures.steps),
    },
  };
}

function activationOf(all: ActivationSettings, own: Omit<ActivationSettings, "until">): ActivationSettings {
  return { atMs: own.atMs ?? all.atMs, until: all.until, arrivals: own.arrivals ?? all.arrivals };
}

/** Its own in front, since of two that are equally specific the first one wins. */
function entriesFor<E extends { readonly pattern: string }>(
  entries: readonly E[],
  name: string,
  names: readonly string[],
): readonly E[] {
  const prefix = `${name}/`;
  const own = entries
    .filter(({ pattern }) => pattern.startsWith(prefix))
    .map((entry) => ({ ...entry, pattern: entry.pattern.slice(prefix.length) }));
  return [...own, ...entries.filter(({ pattern }) => pipelineOfPattern(pattern, names) === undefined)];
}

function bootOf(boot: BootSettings, name: string, names: readonly string[]): BootSettings {
  const places = [...boot.byPlace].map(([pattern, value]) => ({ pattern, value }));
  // the last one of a key wins in a map
  const byPlace = new Map(
    entriesFor(places, name, names)
      .map(({ pattern, value }) => [pattern, value] as const)
      .reverse(),
  );
  const phase = (key: "pending" | "applications" | "runnerInstall" | "termination") => {
    const own = byPlace.get(key)?.value;
    byPlace.delete(key);
    return own ?? boot[key];
  };
  return {
    ...boot,
    pending: phase("pending"),
    applications: phase("applications"),
    runnerInstall: phase("runnerInstall"),
    termination: phase("termination"),
    byPlace,
  };
}

/** The pipeline that a pattern, a field's path or a parameter is addressed to: `nightly` of `nightly/MyEmrActivity`. */
export function pipelineOfPattern(pattern: string, names: readonly string[]): string | undefined {
  return names.find((name) => pattern.startsWith(`${name}/`));
}
