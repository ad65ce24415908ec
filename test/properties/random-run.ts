import fc from "fast-check";
import { stringify } from "yaml";
import { readDefinition } from "../../src/definition/read-definition.ts";
import type { Plan } from "../../src/model/plan.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { type Recorded, recordsOf } from "../model/run-plan.ts";
import { property } from "./property.ts";
import { activityObject, activityShape, companions, workloadOf } from "./random-activities.ts";
import { refTo } from "./random-quantities.ts";
import { resourceObject, resourceShape } from "./random-resources.ts";
import { scenarioShape } from "./random-scenario.ts";
import { timingObjects, timingShape } from "./random-schedules.ts";
import { ERAS, type TextObject } from "./text-object.ts";

/** A valid definition and a valid scenario, before and as they are text. */
export interface Texts {
  readonly objects: readonly TextObject[];
  readonly content: Readonly<Record<string, unknown>>;
  readonly definition: string;
  readonly scenario: string;
}

/** Random valid texts; a counterexample is shown as the two files that it is. */
export const randomTexts: fc.Arbitrary<Texts> = fc
  .record({
    era: fc.constantFrom(...ERAS),
    timing: timingShape,
    resources: fc.array(resourceShape, { maxLength: 2 }),
    activities: fc.array(activityShape, { minLength: 1, maxLength: 5 }),
    scenario: scenarioShape,
  })
  .map(({ era, timing, resources: resourceShapes, activities: activityShapes, scenario }) => {
    const { isTimed } = timing;
    const made = resourceShapes.map((shape, index) => resourceObject(`R${index}`, shape, era, isTimed));
    const activities = activityShapes.map((shape, index) => activityObject(index, shape, made, isTimed));
    const used = JSON.stringify(activities);
    const resources = made.filter(({ id }) => used.includes(JSON.stringify(refTo(id))));
    const objects = [
      ...timingObjects(timing, era),
      ...resources,
      ...activities,
      ...companions(activities, activityShapes),
    ];
    const shapeOf = ({ id }: TextObject) => resourceShapes[Number(id.slice(1))];
    const boots = resources.map(
      (one) => [one.type === "EmrCluster" ? `${one.id}.master` : one.id, shapeOf(one)?.boot] as const,
    );
    const isConcurrent = era.software.releaseLabel !== undefined;
    const clusters = resources
      .filter(({ type }) => type === "EmrCluster" && isConcurrent)
      .map((one) => [one.id, { stepConcurrency: shapeOf(one)?.stepConcurrency }] as const);
    const workloads = activities.map((object, index) => {
      const shape = activityShapes[index];
      return [object.id, shape === undefined ? {} : workloadOf(shape, object)] as const;
    });
    const other = scenario.otherWork === undefined ? [] : [["*", { duration: scenario.otherWork }] as const];
    return textsOf(objects, {
      ...scenario.sections,
      activation: {
        at: era.activationText,
        until: scenario.until,
        ...(isTimed || scenario.arrivals === undefined ? {} : { arrivals: scenario.arrivals }),
      },
      boot: { ...scenario.boot, ...Object.fromEntries(boots.filter(([, boot]) => boot !== undefined)) },
      workloads: Object.fromEntries([...workloads, ...other]),
      clusters: { ...scenario.clusters, ...Object.fromEntries(clusters) },
    });
  });

/** The two files with these contents. */
export function textsOf(objects: readonly TextObject[], content: Readonly<Record<string, unknown>>): Texts {
  const definition = JSON.stringify({ objects }, null, 1);
  const scenario = stringify(content);
  return Object.defineProperty({ objects, content, definition, scenario }, fc.toStringMethod, {
    value: () => `\n--- pipeline.json\n${definition}\n--- scenario.yaml\n${scenario}`,
    enumerable: false,
  });
}

/** Reads and compiles both texts, which must be right. */
export function planOf({ definition: text, scenario: yaml }: Texts): Plan {
  const definition = readDefinition(text, { file: "pipeline.json" });
  const { scenario, diagnostics: ofScenario } = readScenario(yaml, { file: "scenario.yaml" });
  const { plan, diagnostics } = compilePlan({ scenario, source: { definition, text } });
  const problems = [...definition.diagnostics, ...ofScenario, ...diagnostics];
  const errors = problems.filter(({ severity }) => severity === "error");
  if (plan === undefined || errors.length > 0) throw new Error(`no plan: ${JSON.stringify(errors)}`);
  return plan;
}

/** One run of random texts, and all that it gave. */
export interface RandomRun {
  readonly plan: Plan;
  readonly seed: string;
  readonly texts: Texts;
  readonly records: Recorded;
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
  const key = JSON.stringify([texts.definition, texts.scenario, seed]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const plan = planOf(texts);
  const run = { plan, seed, texts, records: recordsOf(plan, seed) };
  if (kept.size < KEPT_MAX) kept.set(key, run);
  return run;
}
