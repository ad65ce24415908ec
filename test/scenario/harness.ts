import { expect } from "chai";
import type { Diagnostic } from "../../src/base/diagnostic.ts";
import { readDefinition } from "../../src/definition/read-definition.ts";
import type { Plan } from "../../src/model/plan.ts";
import { compilePlan, type DefinitionSource, type PlanCompilation } from "../../src/scenario/compile/compile-plan.ts";
import type { ReadFile } from "../../src/scenario/distribution/empirical-file.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** A pipeline object as a test writes it. */
export type TestObject = Readonly<Record<string, unknown>> & { readonly id: string };

/** The scenario of a text that must be right; sections that nothing evaluates yet may be in it. */
export function scenarioOf(yaml: string): Scenario {
  const { scenario, diagnostics } = readScenario(yaml, { file: "scenario.yaml" });
  expect(diagnostics.map(shortForm)).to.deep.equal([]);
  return scenario;
}

/** A definition of these objects, as read. */
export function sourceOf(objects: readonly TestObject[]): DefinitionSource {
  const text = JSON.stringify({ objects });
  return { text, definition: readDefinition(text, { file: "pipeline.json" }) };
}

export function compile(objects: readonly TestObject[], yaml = "", readFile?: ReadFile): PlanCompilation {
  const scenario = scenarioOf(yaml);
  return compilePlan({ scenario, source: sourceOf(objects), ...(readFile === undefined ? {} : { readFile }) });
}

/** The plan of a definition and a scenario that must be right. */
export function planOf(objects: readonly TestObject[], yaml = ""): Plan {
  const { plan, diagnostics } = compile(objects, yaml);
  if (plan === undefined) throw new Error(`no plan: ${diagnostics.map(shortForm).join("; ")}`);
  return plan;
}

/** `3:5 error SCENARIO_UNIT boot.pending`: what a test says of a problem. */
export function shortForm({ line, column, severity, code, path }: Diagnostic): string {
  return `${line}:${column} ${severity} ${code} ${path ?? ""}`.trimEnd();
}

/** The problems of a scenario's text in short form. */
export function problemsOf(yaml: string): string[] {
  const readProfile = (file: string) => ({ file, text: "" });
  return readScenario(yaml, { file: "scenario.yaml", readProfile }).diagnostics.map(shortForm);
}

/** An EmrActivity with two steps on a cluster of the AMI era; fields can be added or replaced. */
export function emrPipeline(
  activity: Readonly<Record<string, unknown>> = {},
  cluster: Readonly<Record<string, unknown>> = {},
): TestObject[] {
  return [
    {
      id: "MyActivity",
      type: "EmrActivity",
      runsOn: { ref: "MyCluster" },
      step: ["s3://code/first.jar,arg", "s3://code/second.jar"],
      ...activity,
    },
    {
      id: "MyCluster",
      type: "EmrCluster",
      hadoopVersion: "0.20",
      masterInstanceType: "m1.xlarge",
      coreInstanceType: "m1.small",
      coreInstanceCount: "2",
      ...cluster,
    },
  ];
}

/** One activity of a worker group. */
export function shellPipeline(fields: Readonly<Record<string, unknown>> = {}): TestObject[] {
  return [{ id: "MyShell", type: "ShellCommandActivity", workerGroup: "wg", command: "run.sh", ...fields }];
}
