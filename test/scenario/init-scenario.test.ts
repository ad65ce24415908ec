import { expect } from "chai";
import type { Plan } from "../../src/model/plan.ts";
import { compilePlan, type DefinitionSource } from "../../src/scenario/compile/compile-plan.ts";
import { initScenario } from "../../src/scenario/init/init-scenario.ts";
import { emptyScenario } from "../../src/scenario/read-scenario.ts";
import { emrPipeline, scenarioOf, shellPipeline, sourceOf, type TestObject } from "./harness.ts";

/** A plan without what is said about it. */
function numbersOf(plan: Plan | undefined): unknown {
  if (plan === undefined) throw new Error("no plan");
  const { assumptions: _, warnings: __, placeholders: ___, ...numbers } = plan;
  return numbers;
}

function bareplan(source: DefinitionSource): Plan | undefined {
  return compilePlan({ scenario: emptyScenario("pipeline.json"), source }).plan;
}

const EC2: readonly TestObject[] = [
  ...shellPipeline({ workerGroup: undefined, runsOn: { ref: "MyHost" }, schedule: { ref: "S" } }),
  { id: "MyHost", type: "Ec2Resource", instanceType: "m3.medium", schedule: { ref: "S" } },
  { id: "S", type: "Schedule", period: "1 hour", startDateTime: "2016-03-01T00:00:00" },
];

describe("a scenario that spells out every assumption", () => {
  const CASES: readonly (readonly [title: string, objects: readonly TestObject[]])[] = [
    [
      "a cluster",
      emrPipeline(
        { preStepCommand: "a", postStepCommand: ["b", "c"] },
        { bootstrapAction: ["s3://x/a", "s3://x/b c"] },
      ),
    ],
    ["an instance with an endless schedule", EC2],
    ["a cluster and an instance, whose defaults differ under one key", [...emrPipeline(), ...EC2]],
    ["a worker group", shellPipeline()],
    ["ids that YAML would read as something else", shellPipeline({ id: "yes: no # [x]" })],
  ];
  for (const [title, objects] of CASES) {
    it(`reads back and gives the same plan, for ${title}`, () => {
      const source = sourceOf(objects);
      const { text } = initScenario(source, { pipeline: "./pipeline.json" });
      const scenario = scenarioOf(text ?? "");
      const again = compilePlan({ scenario, source });
      expect(numbersOf(again.plan)).to.deep.equal(numbersOf(bareplan(source)));
    });
  }

  it("leaves to assume only what no key of a scenario states", () => {
    const source = sourceOf(emrPipeline());
    const scenario = scenarioOf(initScenario(source, { pipeline: "./pipeline.json" }).text ?? "");
    const left = compilePlan({ scenario, source }).plan?.assumptions.map(({ id }) => id);
    expect(left).to.deep.equal(["schedule.none"]);
  });

  it("names the definition, the rule and the source of each number, and the schema where it is asked to", () => {
    const { text = "" } = initScenario(sourceOf(emrPipeline()), { pipeline: "./my pipeline.json", schema: "./s.json" });
    expect(text).to.match(/^# yaml-language-server: \$schema=\.\/s\.json\n/);
    expect(text).to.include('pipeline: "./my pipeline.json"\n');
    expect(text).to.include(
      "  # Installing Task Runner on a managed resource (5.6).\n  # Source: a choice of this model; AWS documents nothing\n  runnerInstall: 30 s\n",
    );
    expect(scenarioOf(text).pipeline?.value).to.equal("./my pipeline.json");
  });

  it("gives no text for what cannot be simulated, and says why", () => {
    const { text, diagnostics } = initScenario(sourceOf(emrPipeline({}, { coreInstanceType: "x9.huge" })), {
      pipeline: "a",
    });
    expect(text).to.equal(undefined);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(["PLAN_INSTANCE_TYPE"]);
  });
});
