import { expect } from "chai";
import { isScenario } from "../../src/cli/definition-or-scenario.ts";

describe("scenario or bare definition", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["s.yaml", "anything", true],
    ["s.YML", '{"objects": []}', true],
    ["p.json", '{"objects": []}', false],
    ["p.json", '{"id": "A"},{"id": "B"}', false],
    ["p.json", '[{"pipeline": "x"}]', false],
    ["s.json", '{"pipeline": "./p.json"}', true],
    ["s.json", '\uFEFF {"name": "x", "pipelines": []}', true],
    ["s.json", '// first\n{"name": {"a": [1]}, "pipeline": "./p.json"}', true],
    ["p.json", '{"objects": [{"id": "A", "pipeline": "x"}]}', false],
    ["p.json", '{"id": "pipeline", "name": "pipeline"}', false],
    ["p.json", "", false],
    ["-", " \n", false],
    ["p.json", "pipeline: x", false],
    ["-", "pipeline: ./p.json", true],
    ["-", '"id": "A"', true],
    ["-", '{"id": "A"}', false],
    ["p.txt", '{"id": "A"}', false],
    ["s.txt", "pipeline: ./p.json", true],
    ["p.json", "[".repeat(100_000), false],
    ["p.json", '{"a":'.repeat(100_000), false],
  ];
  for (const [file, text, expected] of cases) {
    it(`${file} with ${JSON.stringify(text.slice(0, 50))} is a ${expected ? "scenario" : "definition"}`, () => {
      expect(isScenario(file, text)).to.equal(expected);
    });
  }
});

const TEMPLATE = "Resources:\n  P:\n    Type: AWS::DataPipeline::Pipeline\n";
const QUOTED = TEMPLATE.replace("AWS::DataPipeline::Pipeline", "'AWS::DataPipeline::Pipeline' # mine").replace(
  /\n/g,
  "\r\n",
);

/** File, text, whether it is a scenario. */
const CASES: readonly (readonly [string, string, boolean])[] = [
  ["a.yaml", "pipeline: ./p.json\n", true],
  ["a.yml", "", true],
  ["a.yaml", "# of the AWS::DataPipeline::Pipeline in the template\npipeline: ./p.yaml\n", true],
  ["a.yaml", '{"pipeline": "p.json"}', true],
  ["a.yaml", TEMPLATE, false],
  ["a.yml", QUOTED, false],
  ["template.template", TEMPLATE, false],
  ["-", `# a comment\n${TEMPLATE}`, false],
  ["a.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n", false],
  ["a.yaml", "objects:\n- id: A\n", false],
  ["a.yaml", "PipelineObjects:\n- Id: A\n", false],
  ["a.json", '{"objects": []}', false],
  ["a.json", '{"Resources": {"P": {"Type": "AWS::DataPipeline::Pipeline"}}}', false],
];

describe("scenario or definition in YAML", () => {
  for (const [file, text, expected] of CASES) {
    it(`${file} with ${JSON.stringify(text.slice(0, 60))} is a ${expected ? "scenario" : "definition"}`, () => {
      expect(isScenario(file, text)).to.equal(expected);
    });
  }
});
