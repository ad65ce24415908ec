import { expect } from "chai";
import { only, places, read, values } from "../read.ts";
import { templateWith, valueOfX } from "./template-text.ts";

describe("values that a template leaves open", () => {
  it("are warnings at the place in the template, each once, with how to give the value", () => {
    const [, definition] = valueOfX(
      `!Sub "\${Logs} \${Logs}"\n            - Key: myY\n              StringValue: !Ref Logs`,
    );
    const found = only(definition, "PLACEHOLDER");
    // Line 12, where the value begins behind its tag.
    expect(places(definition)).to.deep.equal(["12:33 warning PLACEHOLDER"]);
    expect(found.message).to.equal(
      `"\${Logs}" stands for a resource of the template, which has a name only once it is deployed (2 times in this file).`,
    );
    expect(found.hint).to.equal("Give it a value: --param Logs=VALUE.");
  });

  it("are errors where the simulation needs them, with the field's path", () => {
    const text = `Parameters: { Size: { Type: String } }\n${templateWith("x")
      .replace("StringValue: CSV", "StringValue: EmrCluster")
      .replace("Key: myX", "Key: coreInstanceCount")
      .replace("StringValue: x", "StringValue: !Ref Size")}`;
    const found = only(read(text), "PLACEHOLDER");
    expect(`${found.severity} ${found.path} ${found.line}:${found.column}`).to.equal("error A.coreInstanceCount 13:33");
    const values1 = new Map([["Size", ["4"]]]);
    expect(places(read(text, { values: values1 }))).to.not.include("13:33 error PLACEHOLDER");
  });

  it("take the value that is given for their name, of whatever kind it is", () => {
    const given = new Map([
      ["AWS::Region", ["eu-west-1"]],
      ["Logs", ["my-logs"]],
      ["Logs.Arn", ["arn"]],
      ["Fn::ImportValue Subnet", ["subnet-1"]],
    ]);
    const text = `!Join ["|", [!Ref AWS::Region, !Ref Logs, !GetAtt Logs.Arn, !ImportValue Subnet, !Sub "\${Logs}"]]`;
    const [found, { diagnostics }] = valueOfX(text, "", { values: given });
    expect(found).to.deep.equal(["eu-west-1|my-logs|arn|subnet-1|my-logs"]);
    expect(diagnostics).to.deep.equal([]);
  });

  it("say when a name is nothing that the template has, and what may have been meant", () => {
    const [, definition] = valueOfX("!Ref Logz");
    expect(only(definition, "PLACEHOLDER").hint).to.equal('Did you mean "Logs"?');
  });

  it("never show more than the name: the rest may be a secret", () => {
    for (const value of ["!Base64 hunter2", `!Select [3, !Split ["/", !Sub "hunter2/\${Logs}"]]`, "!Join [hunter2]"]) {
      const [, { diagnostics }] = valueOfX(value);
      expect(diagnostics.map(({ code }) => code)).to.include("PLACEHOLDER");
      expect(JSON.stringify(diagnostics)).to.not.contain("hunter2");
    }
  });

  it("say of another tool's placeholder what it is and how to give a value", () => {
    const definition = read(`{"id": "A", "type": "S3DataNode", "directoryPath": "s3://\${bucket}/"}`);
    const { message, hint } = only(definition, "PLACEHOLDER");
    expect(message).to.equal(`"\${bucket}" is a placeholder that a template tool or a person should have filled in.`);
    expect(hint).to.contain("--param myName=VALUE");
  });
});

describe("parameters of a template", () => {
  const P = "Parameters:\n  Stage: { Type: String, Default: prod }\n  Zones: { Type: List<String>, Default: a }\n";

  it("take values from the command line before files, and files before defaults", () => {
    const file = { file: "p.json", text: '[{"ParameterKey": "Stage", "ParameterValue": "file"}]' };
    expect(valueOfX("!Ref Stage", P)[0]).to.deep.equal(["prod"]);
    expect(valueOfX("!Ref Stage", P, { parameterTexts: [file] })[0]).to.deep.equal(["file"]);
    const given = new Map([["Stage", ["given"]]]);
    expect(valueOfX("!Ref Stage", P, { parameterTexts: [file], values: given })[0]).to.deep.equal(["given"]);
  });

  it("are lists by their type, given in one text or in several", () => {
    expect(valueOfX("!Ref Zones", P, { values: new Map([["Zones", ["b, c"]]]) })[0]).to.deep.equal(["b", "c"]);
    expect(valueOfX("!Ref Zones", P, { values: new Map([["Zones", ["b", "c"]]]) })[0]).to.deep.equal(["b", "c"]);
  });

  it("of the Parameter Store have no value here: their default is but a name", () => {
    const store = "Parameters:\n  Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/ami }\n";
    expect(valueOfX("!Ref Ami", store)[0]).to.deep.equal([`\${Ami}`]);
  });

  it("are apart from the pipeline's own, whose values may come from them", () => {
    const text = `${P}${templateWith("'#{myStage}'")}      ParameterObjects:
        - Id: myStage
          Attributes:
            - { Key: type, StringValue: String }
      ParameterValues:
        - Id: myStage
          StringValue: !Ref Stage
`;
    const definition = read(text);
    expect(definition.diagnostics).to.deep.equal([]);
    expect(definition.parameters.map(({ id }) => id)).to.deep.equal(["myStage"]);
    expect(definition.values.get("myStage")).to.deep.equal(["prod"]);
    expect(values(definition, "A", "myX")).to.deep.equal(["#{myStage}"]);
  });
});
