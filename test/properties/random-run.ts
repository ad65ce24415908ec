import fc from "fast-check";
import { stringify } from "yaml";
import { readDefinition } from "../../src/definition/read-definition.ts";
import type { Plan } from "../../src/model/plan.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { type Recorded, recordsOf } from "../model/run-plan.ts";
import { property } from "./property.ts";
import { qualified } from "./qualified.ts";
import { type PipelineShape, type PipelineTexts, pipelineShape, pipelineTexts } from "./random-pipeline.ts";
import { type ScenarioShape, scenarioShape } from "./random-scenario.ts";
import { readTextFile } from "./text-files.ts";
import { ERAS, type Era, type TextObject } from "./text-object.ts";

/** A pipeline beside the first: its name, and its definition before and as it is text. */
export interface OtherPipeline {
  readonly name: string;
  readonly objects: readonly TextObject[];
  readonly definition: string;
}

/** A valid definition and a valid scenario, before and as they are text. */
export interface Texts {
  readonly objects: readonly TextObject[];
  readonly content: Readonly<Record<string, unknown>>;
  readonly definition: string;
  readonly scenario: string;
  /** Where the scenario has several pipelines: those after the first, which is called `P0`. */
  readonly others: readonly OtherPipeline[];
}

const several = fc.array(pipelineShape, { minLength: 2, maxLength: 3 });

/** Random valid texts; a counterexample is shown as the files that it is. */
export const randomTexts: fc.Arbitrary<Texts> = textsWith(
  fc.oneof({ weight: 3, arbitrary: fc.tuple(pipelineShape) }, { weight: 1, arbitrary: several }),
);

/** Random valid texts of several pipelines. */
export const textsOfSeveral: fc.Arbitrary<Texts> = textsWith(several);

function textsWith(pipelines: fc.Arbitrary<readonly PipelineShape[]>): fc.Arbitrary<Texts> {
  return fc.record({ era: fc.constantFrom(...ERAS), pipelines, scenario: scenarioShape }).map(textsOfShapes);
}

function textsOfShapes({ era, pipelines, scenario }: TextShapes): Texts {
  const [first, ...rest] = pipelines.map((shape) => pipelineTexts(shape, era));
  const otherWork = scenario.otherWork === undefined ? {} : { "*": { duration: scenario.otherWork } };
  const activation = { at: era.activationText, until: scenario.until };
  if (first === undefined) return textsOf([], {});
  if (rest.length === 0) {
    return textsOf(first.objects, {
      ...scenario.sections,
      activation: { ...activation, ...first.arrivals },
      boot: { ...scenario.boot, ...first.boot },
      workloads: { ...first.workloads, ...otherWork },
      clusters: { ...scenario.clusters, ...first.clusters },
    });
  }
  const all = [first, ...rest];
  const content = {
    ...scenario.sections,
    pipelines: all.map((one, index) => ({
      name: `P${index}`,
      pipeline: `./P${index}.json`,
      activation: { at: startOf(era, pipelines[index]), ...one.arrivals },
    })),
    activation,
    boot: { ...scenario.boot, ...addressed(all, "boot") },
    workloads: { ...addressed(all, "workloads"), ...otherWork },
    clusters: { ...scenario.clusters, ...addressed(all, "clusters") },
  };
  const others = rest.map(({ objects }, index) => ({ name: `P${index + 1}`, objects }));
  return textsOf(first.objects, content, others);
}

interface TextShapes {
  readonly era: Era;
  readonly pipelines: readonly PipelineShape[];
  readonly scenario: ScenarioShape;
}

function startOf(era: Era, { startsAfterMinutes }: Partial<PipelineShape> = {}): string {
  return new Date(Date.parse(era.activationText) + 60_000 * (startsAfterMinutes ?? 0)).toISOString();
}

/** A section with the name of the pipeline in front of each key. */
function addressed(all: readonly PipelineTexts[], section: "boot" | "workloads" | "clusters") {
  return Object.fromEntries(
    all.flatMap((one, index) => Object.entries(one[section]).map(([key, value]) => [`P${index}/${key}`, value])),
  );
}

/** The files with these contents. */
export function textsOf(
  objects: Texts["objects"],
  content: Texts["content"],
  more: readonly Omit<OtherPipeline, "definition">[] = [],
): Texts {
  const textOf = (those: Texts["objects"]) => JSON.stringify({ objects: those }, null, 1);
  const definition = textOf(objects);
  const scenario = stringify(content);
  const others = more.map((one) => ({ ...one, definition: textOf(one.objects) }));
  const files = others.map((one) => `\n--- ${one.name}.json\n${one.definition}`);
  return Object.defineProperty({ objects, content, definition, scenario, others }, fc.toStringMethod, {
    value: () => `\n--- pipeline.json\n${definition}${files.join("")}\n--- scenario.yaml\n${scenario}`,
    enumerable: false,
  });
}

/** Reads and compiles the texts, which must be right. */
export function planOf({ definition: first, scenario: yaml, others }: Texts): Plan {
  const { scenario, diagnostics: ofScenario } = readScenario(yaml, { file: "scenario.yaml" });
  const texts = [{ name: "pipeline", definition: first }, ...others];
  const source = texts.map(({ name, definition: text }) => {
    return { text, definition: readDefinition(text, { file: `${name}.json` }) };
  });
  const { plan, diagnostics } = compilePlan({ scenario, source, readFile: readTextFile });
  const problems = [...source.flatMap(({ definition }) => definition.diagnostics), ...ofScenario, ...diagnostics];
  const errors = problems.filter(({ severity }) => severity === "error");
  if (plan === undefined || errors.length > 0) throw new Error(`no plan: ${JSON.stringify(errors)}`);
  return plan;
}

/** One run of random texts, and all that it gave. */
export interface RandomRun {
  /** As it was compiled. */
  readonly compiled: Plan;
  /** Where there are several pipelines their names stand before the ids, here and in the records. */
  readonly plan: Plan;
  readonly seed: string;
  readonly texts: Texts;
  readonly records: Recorded;
}

/** No call is refused or late, no answer is lost, and no Task Runner dies (4.4, 4.5). */
export function isCalm(plan: Plan): boolean {
  return !hasTightLimits(plan) && plan.lostAnswers === undefined && plan.runnerFailure === undefined;
}

/** The few callers of these texts may reach the account's limits on calls (4.5). */
export function hasTightLimits({ limits }: Plan): boolean {
  return limits.calls?.operations.some(({ burst }) => burst < 100) ?? false;
}

/** A property of every run of every pair of texts. */
export function forAllRuns(title: string, runs: number, check: (run: RandomRun) => void): void {
  property(title, fc.tuple(randomTexts, fc.string({ maxLength: 4 })), runs, ([texts, seed]) =>
    check(runOf(texts, seed)),
  );
}

const KEPT_MAX = 1000;
const kept = new Map<string, RandomRun>();

/** All properties begin with the same texts: those runs are made once. */
export function runOf(texts: Texts, seed: string): RandomRun {
  const key = JSON.stringify([texts, seed]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const compiled = planOf(texts);
  const run = { compiled, seed, texts, ...qualified(compiled, recordsOf(compiled, seed)) };
  if (kept.size < KEPT_MAX) kept.set(key, run);
  return run;
}
