import { expect } from "chai";
import fc from "fast-check";
import { stringify } from "yaml";
import { readDefinition } from "../../src/definition/read-definition.ts";
import type { Plan } from "../../src/model/plan.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { property } from "./property.ts";
import { randomTexts, type Texts } from "./random-run.ts";
import { readTextFile } from "./text-files.ts";
import type { TextObject } from "./text-object.ts";

type ApiField = { readonly key: string } & ({ readonly stringValue: string } | { readonly refValue: string });

/** What a field holds, as text or as the id of another object. */
function fieldsOf({ id, name, ...fields }: TextObject): ApiField[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: unknown): ApiField => {
      if (typeof one === "object" && one !== null && "ref" in one) return { key, refValue: String(one.ref) };
      return { key, stringValue: String(one) };
    }),
  );
}

const nameOf = ({ id, name }: TextObject) => String(name ?? id);

/** As `aws datapipeline get-pipeline-definition` has it in the API's own form (1.1). */
function apiForm(objects: Texts["objects"]) {
  return {
    pipelineObjects: objects.map((object) => ({ id: object.id, name: nameOf(object), fields: fieldsOf(object) })),
  };
}

/** As a CloudFormation template has it. */
function templateForm(objects: Texts["objects"]) {
  const PipelineObjects = objects.map((object) => ({
    Id: object.id,
    Name: nameOf(object),
    Fields: fieldsOf(object).map((field) =>
      "refValue" in field
        ? { Key: field.key, RefValue: field.refValue }
        : { Key: field.key, StringValue: field.stringValue },
    ),
  }));
  const Properties = { Name: "pipeline", PipelineObjects };
  return { Resources: { Pipeline: { Type: "AWS::DataPipeline::Pipeline", Properties } } };
}

/** One after another, without a list around them (1.1). */
function pastedForm(objects: Texts["objects"]): string {
  return objects.map((object) => JSON.stringify(object)).join(",\n");
}

/** The plan of a definition in some form; of warnings only what they say, and no id, which is made of the text. */
function planOfForm(text: string, scenarioText: string): Plan {
  const { scenario } = readScenario(scenarioText, { file: "scenario.yaml" });
  const definition = readDefinition(text, { file: "pipeline" });
  const { plan, diagnostics } = compilePlan({ scenario, source: { definition, text }, readFile: readTextFile });
  if (plan === undefined) throw new Error(`no plan: ${JSON.stringify(diagnostics)}`);
  const pipelines = plan.pipelines.map((pipeline) => ({ ...pipeline, id: "" }));
  return { ...plan, pipelines, warnings: plan.warnings.filter(({ file }) => file !== "pipeline") };
}

const ofOnePipeline = randomTexts.filter(({ others }) => others.length === 0);

describe("the forms of a definition", () => {
  property("1.1 all give the same plan", fc.tuple(ofOnePipeline), 10, ([{ objects, definition, scenario }]) => {
    const plan = planOfForm(definition, scenario);
    expect(planOfForm(JSON.stringify(apiForm(objects)), scenario)).to.deep.equal(plan);
    expect(planOfForm(JSON.stringify(templateForm(objects)), scenario)).to.deep.equal(plan);
    expect(planOfForm(stringify(templateForm(objects)), scenario)).to.deep.equal(plan);
    expect(planOfForm(stringify(apiForm(objects)), scenario)).to.deep.equal(plan);
    expect(planOfForm(pastedForm(objects), scenario)).to.deep.equal(plan);
  });
});
