import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Diagnostic } from "../../src/base/diagnostic.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { applyOverrides } from "../../src/scenario/overrides/apply-overrides.ts";
import { emptyScenario, readScenario } from "../../src/scenario/read-scenario.ts";
import { emrPipeline, shellPipeline, sourceOf, type TestObject } from "./harness.ts";

interface Case {
  readonly yaml?: string;
  readonly objects?: readonly TestObject[];
  readonly set?: string;
}

/** One input that gives each code. */
const CASES: ReadonlyMap<string, Case> = new Map<string, Case>([
  ["SCENARIO_LIMIT", { yaml: "[".repeat(100) }],
  ["SCENARIO_SCHEMA", { yaml: "workloads: [a]" }],
  ["SCENARIO_UNKNOWN_KEY", { yaml: "pipline: ./a.json" }],
  ["SCENARIO_UNIT", { yaml: "boot: { pending: 20 }" }],
  ["SCENARIO_DISTRIBUTION", { yaml: "boot: { pending: { uniform: { min: 3 s, max: 2 s } } }" }],
  ["SCENARIO_VALUE", { yaml: "account: { billing: weekly }" }],
  ["SCENARIO_FILE", { yaml: "workloads: { MyActivity: { duration: { empirical: gone.csv } } }" }],
  ["SCENARIO_NO_MATCH", { yaml: "workloads: { MyActivty: { duration: 1 s } }" }],
  ["SCENARIO_OVERRIDE", { set: "MyClustr.coreInstanceCount=3" }],
  ["PLAN_INSTANCE_TYPE", { objects: emrPipeline({}, { coreInstanceType: "m1.smal" }) }],
  ["PLAN_PRICE", { objects: emrPipeline({}, { coreInstanceType: "m3.medium" }) }],
  [
    "PLAN_SCHEDULE",
    {
      objects: [...shellPipeline({ schedule: { ref: "S" } }), { id: "S", type: "Schedule", period: "#{@pipelineId}" }],
    },
  ],
  [
    "PLAN_INTERVAL",
    {
      objects: [
        ...shellPipeline({ schedule: { ref: "H" }, dependsOn: { ref: "Daily" } }),
        ...shellPipeline({ id: "Daily", schedule: { ref: "D" } }),
        { id: "H", type: "Schedule", period: "1 hour", startDateTime: "2014-03-01T00:00:00", occurrences: "48" },
        { id: "D", type: "Schedule", period: "1 day", startDateTime: "2014-03-02T00:00:00", occurrences: "2" },
      ],
    },
  ],
  [
    "PLAN_BACKFILL",
    {
      objects: [
        ...shellPipeline({ schedule: { ref: "S" } }),
        { id: "S", type: "Schedule", period: "1 day", startDateTime: "2014-03-01T00:00:00" },
      ],
      yaml: "activation: { at: 2014-04-01 }",
    },
  ],
  [
    "PLAN_DEPENDENCY_CYCLE",
    {
      objects: [
        ...shellPipeline({ dependsOn: { ref: "B" } }),
        ...shellPipeline({ id: "B", dependsOn: { ref: "MyShell" } }),
      ],
    },
  ],
  ["PLAN_RUNNER", { objects: shellPipeline() }],
  ["PLAN_WORK", { objects: [{ id: "A", type: "Ec2Resource" }] }],
  ["PLAN_SPOT", { objects: emrPipeline({}, { coreInstanceBidPrice: "free" }) }],
  ["PLAN_NOT_SIMULATED", { objects: emrPipeline({}, { region: "eu-west-1" }), yaml: "account: { region: us-east-1 }" }],
]);

function diagnosticsOf({ yaml, objects = emrPipeline(), set }: Case): readonly Diagnostic[] {
  const read = yaml === undefined ? undefined : readScenario(yaml, { file: "scenario.yaml" });
  const scenario = read?.scenario ?? emptyScenario("pipeline.json");
  const source = sourceOf(objects);
  const overridden = applyOverrides(scenario, source.definition, set === undefined ? [] : [set]);
  return [...(read?.diagnostics ?? []), ...overridden.diagnostics, ...compilePlan({ scenario, source }).diagnostics];
}

describe("diagnostics of scenarios and plans", () => {
  const list = readFileSync("src/base/diagnostic-codes.ts", "utf8");
  const codes = Array.from(list.matchAll(/"((?:SCENARIO|PLAN)_[A-Z_]+)"/g), ([, code]) => code ?? "");
  const docs = readFileSync("docs/diagnostics.md", "utf8");

  it("are those of this test", () => {
    expect([...CASES.keys()]).to.have.members(codes);
  });

  for (const [code, input] of CASES) {
    it(`${code} is given by an input, has a sentence, and a row in docs/diagnostics.md`, () => {
      const found = diagnosticsOf(input).filter((diagnostic) => diagnostic.code === code);
      expect(found).to.not.have.length(0);
      for (const { message, hint = "None." } of found) {
        expect(message).to.match(/^[`A-Z].*\.$/s);
        expect(hint).to.match(/^[`A-Z].*[.?]$/s);
      }
      expect(docs).to.match(new RegExp(`^\\| \`${code}\` \\|( [^|]+ \\|){4}$`, "m"));
    });
  }
});
