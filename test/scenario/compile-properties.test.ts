import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { readDefinition } from "../../src/definition/read-definition.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { initScenario } from "../../src/scenario/init/init-scenario.ts";
import { emptyScenario, readScenario } from "../../src/scenario/read-scenario.ts";
import { emrPipeline, scenarioOf, sourceOf } from "./harness.ts";

/** Values that people and machines put into fields. */
const VALUES = fc.constantFrom<unknown>(
  "",
  "0",
  "1",
  "-1",
  "9999999999",
  "1 hour",
  "0 days",
  "m1.small",
  "x9.huge",
  "__proto__",
  "constructor",
  "cron",
  "ondemand",
  "s3://a/b",
  "2014-03-01T00:00:00",
  "2014-13-01",
  "#{@scheduledStartTime}",
  "#{1/0}",
  "true",
  null,
  3,
  true,
  { ref: "A" },
  { ref: "B" },
  { ref: "S" },
  { ref: "__proto__" },
  ["1", "2"],
  [{ ref: "A" }, { ref: "B" }],
  {},
);

const KEYS = fc.constantFrom(
  "type",
  "runsOn",
  "workerGroup",
  "schedule",
  "scheduleType",
  "step",
  "command",
  "dependsOn",
  "input",
  "output",
  "parent",
  "precondition",
  "period",
  "startDateTime",
  "startAt",
  "endDateTime",
  "occurrences",
  "masterInstanceType",
  "coreInstanceType",
  "coreInstanceCount",
  "taskInstanceCount",
  "masterInstanceCount",
  "instanceType",
  "bootstrapAction",
  "terminateAfter",
  "maxActiveInstances",
  "pipelineLogUri",
  "emrLogUri",
  "region",
  "releaseLabel",
  "coreEbsConfiguration",
  "__proto__",
);

const TYPES = fc.constantFrom(
  "EmrActivity",
  "ShellCommandActivity",
  "HiveActivity",
  "EmrCluster",
  "Ec2Resource",
  "Schedule",
  "S3DataNode",
);

const OBJECTS = fc.array(
  fc.record({
    id: fc.constantFrom("A", "B", "S", "Default", "__proto__"),
    type: TYPES,
    fields: fc.array(fc.tuple(KEYS, VALUES), { maxLength: 6 }),
  }),
  { maxLength: 5 },
);

describe("compiling, whatever the definition and the scenario", () => {
  it("never throws, and a plan is plain data that JSON keeps as it is", () => {
    const yaml = fc.constantFrom(
      "",
      "account: { limits: none, prices: 2012-01-01 }",
      "workloads: { '*': { scaling: { work: 1 node-hour } }, A: { steps: [1 s] } }",
      "taskRunners: [{ workerGroup: '1' }]\nactivation: { arrivals: { every: 1 h } }",
      "boot: { A: 3 s, 'A.core[0]': 2 s }\nprices: { ec2: { x9.huge: 1 USD } }",
    );
    fc.assert(
      fc.property(OBJECTS, yaml, (objects, text) => {
        const definition = JSON.stringify({
          objects: objects.map(({ id, type, fields }) => ({ id, type, ...Object.fromEntries(fields) })),
        });
        const source = { text: definition, definition: readDefinition(definition, { file: "pipeline.json" }) };
        const { plan, diagnostics } = compilePlan({ scenario: scenarioOf(text), source });
        expect(plan === undefined).to.equal(diagnostics.some(({ severity }) => severity === "error"));
        if (plan !== undefined) expect(JSON.parse(JSON.stringify(plan))).to.deep.equal(plan);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it("gives the same bytes for the same input", () => {
    const compileText = () =>
      JSON.stringify(compilePlan({ scenario: scenarioOf("seed: 1"), source: sourceOf(emrPipeline()) }).plan);
    expect(compileText()).to.equal(compileText());
  });

  it("names a forecast after its definition where the scenario does not", () => {
    const nameOf = (file: string) => {
      const source = sourceOf(emrPipeline());
      const definition = { ...source.definition, file };
      return compilePlan({ scenario: emptyScenario(file), source: { ...source, definition } }).plan?.name;
    };
    expect(["./a/click.stream.json", "a\\b.json", "<stdin>"].map(nameOf)).to.deep.equal(["click.stream", "b", "stdin"]);
  });

  const corpus = "../shared/corpus";
  it("compiles the real files that can be simulated, and each spelt-out scenario gives the same plan (needs ../shared/corpus)", function () {
    if (!existsSync(corpus)) this.skip();
    let plans = 0;
    for (const folder of ["pipeline-definitions", "pipeline-pasted", "pipeline-api-form", "docs-excerpts"]) {
      for (const file of readdirSync(join(corpus, folder))) {
        const text = readFileSync(join(corpus, folder, file), "utf8");
        const source = { text, definition: readDefinition(text, { file }) };
        const { plan } = compilePlan({ scenario: emptyScenario(file), source });
        if (plan === undefined) continue;
        plans += 1;
        const init = readScenario(initScenario(source, { pipeline: "./a.json" }).text ?? "-", {
          file: "scenario.yaml",
        });
        expect(init.diagnostics, file).to.deep.equal([]);
        const again = compilePlan({ scenario: init.scenario, source }).plan;
        const unsaid = { assumptions: [], placeholders: [], warnings: [] };
        expect({ ...again, ...unsaid }, file).to.deep.equal({ ...plan, ...unsaid });
      }
    }
    expect(plans).to.be.greaterThan(60);
  });
});
