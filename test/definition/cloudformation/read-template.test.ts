import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { PipelineDefinition } from "../../../src/definition/definition.ts";
import { object, only, places, read, values } from "../read.ts";
import { templateWith } from "./template-text.ts";

function fixture(name: string): PipelineDefinition {
  return read(readFileSync(`test/fixtures/cloudformation/${name}`, "utf8"));
}

/** Ids with the values of their fields, without places. */
function contents(definition: PipelineDefinition): unknown {
  return definition.objects.map(({ id, fields }) => [
    id,
    Array.from(fields.keys(), (key) => [key, values(definition, id, key)]),
  ]);
}

describe("CloudFormation templates", () => {
  it("hold the same definition in JSON and in YAML", () => {
    const json = fixture("string-values.json");
    const yaml = fixture("string-values.yaml");
    expect(contents(yaml)).to.deep.equal(contents(json));
    expect(values(yaml, "ResourceId_I1mCc", "applications")).to.deep.equal(["spark", "hive", "pig"]);
    expect(values(yaml, "coresite", "property")).to.deep.equal(["->io-file-buffer-size", "->fs-s3-block-size"]);
    expect([...json.diagnostics, ...yaml.diagnostics]).to.deep.equal([]);
  });

  it("keep the places of objects, fields and values", () => {
    const yaml = fixture("string-values.yaml");
    const json = fixture("string-values.json");
    // Lines 24 and 25 of the YAML text: "            - Key: configuration" and "              RefValue: coresite".
    const field = object(yaml, "ResourceId_I1mCc").fields.get("configuration");
    expect([field?.position.line, field?.position.column]).to.deep.equal([24, 20]);
    expect([field?.values[0]?.position.line, field?.values[0]?.position.column]).to.deep.equal([25, 25]);
    expect(object(yaml, "ResourceId_I1mCc").position).to.include({ line: 11, column: 11 });
    expect(object(json, "ResourceId_I1mCc").position).to.include({ line: 11, column: 11 });
  });

  it("put parameters into commands and leave the names of resources open", () => {
    const definition = fixture("flow-tooling.yml");
    expect(values(definition, "ExecuteFlow", "command")).to.deep.equal(["flow --version"]);
    expect(values(definition, "ExecuteFlow", "dependsOn")).to.deep.equal(["->InstallFlow"]);
    expect(definition.parameters[0]?.attributes.get("default")).to.deep.equal([`s3://\${LogsS3Bucket}`]);
    expect(definition.unresolvedValues?.map(({ placeholder }) => placeholder)).to.deep.equal([`\${LogsS3Bucket}`]);
    expect(only(definition, "PLACEHOLDER")).to.include({ severity: "warning", line: 48 });
  });

  it("give values to the pipeline's parameters", () => {
    const definition = fixture("dynamodb-to-dynamodb.yml");
    expect(definition.diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([]);
    expect(definition.objects).to.have.length(8);
    expect(definition.parameters).to.have.length(7);
  });

  it("with several pipelines are read for the first; a warning names the others", () => {
    const other = "  Other:\n    Type: AWS::DataPipeline::Pipeline\n    Properties: {}\n";
    const definition = read(templateWith("x") + other + other.replace("Other", "Third"));
    expect(definition.objects.map(({ id }) => id)).to.deep.equal(["A"]);
    expect(only(definition, "OTHER_PIPELINES").message).to.equal(
      'The template holds 3 pipelines; "Work" is read, "Other", "Third" not.',
    );
  });

  it("do not create a pipeline whose condition is known not to hold", () => {
    const text = `Conditions:\n  Never: !Equals [a, b]\n${templateWith("x")}    Condition: Never\n`;
    expect(places(read(text))).to.deep.equal(["1:1 error UNKNOWN_SHAPE"]);
  });

  it("without a pipeline say so", () => {
    const { message } = only(read('{"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}'), "UNKNOWN_SHAPE");
    expect(message).to.equal("The CloudFormation template creates no AWS::DataPipeline::Pipeline.");
    expect(places(read("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  B: {Type: x}\n"))).to.deep.equal([
      "1:1 error UNKNOWN_SHAPE",
    ]);
  });

  it("whose pipeline has no objects give the error of an empty definition", () => {
    const text = '{"Resources": {"P": {"Type": "AWS::DataPipeline::Pipeline", "Properties": {}}}}';
    expect(places(read(text))).to.deep.equal(["1:21 error NO_OBJECTS"]);
  });

  it("that hold a reference in a StringValue give an error: AWS refuses them", () => {
    const text = templateWith("[{ RefValue: B }]");
    expect(places(read(text))).to.deep.equal(["12:29 error VALUE_SHAPE"]);
  });

  it("may be a single resource, or a map of them", () => {
    const map = templateWith("x").split("\n").slice(3).join("\n").replace(/^ {2}/gm, "");
    expect(values(read(map), "A", "myX")).to.deep.equal(["x"]);
    const resource = map.split("\n").slice(1).join("\n").replace(/^ {2}/gm, "");
    expect(values(read(resource), "A", "myX")).to.deep.equal(["x"]);
  });

  it("may stand under `resources`, as the Serverless Framework has them, also in a list", () => {
    const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);
    const under = `service: x\nresources:\n${indented(templateWith("x"), "  ")}`;
    expect(values(read(under), "A", "myX")).to.deep.equal(["x"]);
    const listed = `service: x\nresources:\n  - Outputs: {}\n${indented(templateWith("x"), "    ").replace("    Resources", "  - Resources")}`;
    expect(values(read(listed), "A", "myX")).to.deep.equal(["x"]);
  });
});
