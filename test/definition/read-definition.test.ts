import { expect } from "chai";
import { only, places, read, values } from "./read.ts";

/** As people paste it from the guide: two objects without brackets, keys given twice, `keypair` in lower case. */
const EXCERPT = `{
  "id" : "MyEmrActivity",
  "name" : "Work to perform on my data",
  "type" : "EmrActivity",
  "runsOn" : {"ref" : "MyEmrCluster"},
  "preStepCommand" : "scp remoteFiles localFiles",
  "step" : "s3://myBucket/myPath/myStep.jar,firstArg,secondArg",
  "step" : "s3://myBucket/myPath/myOtherStep.jar,anotherArg",
  "postStepCommand" : "scp localFiles remoteFiles",
  "input" : {"ref" : "MyS3Input"},
  "output" : {"ref" : "MyS3Output"}
},
{
  "id" : "MyEmrCluster",
  "name" : "EMR cluster to perform the work",
  "type" : "EmrCluster",
  "hadoopVersion" : "0.20",
  "keypair" : "myKeyPair",
  "masterInstanceType" : "m1.xlarge",
  "coreInstanceType" : "m1.small",
  "coreInstanceCount" : "10",
  "taskInstanceType" : "m1.small",
  "taskInstanceCount": "10",
  "bootstrapAction" : "s3://elasticmapreduce/libs/ba/configure-hadoop,arg1,arg2,arg3",
  "bootstrapAction" : "s3://elasticmapreduce/libs/ba/configure-other-stuff,arg1,arg2"
}
`;

describe("readDefinition", () => {
  it("1.1 reads the guide's excerpt as it is pasted: 2 steps, 2 bootstrap actions, 3 warnings", () => {
    const definition = read(EXCERPT);
    expect(definition.objects.map(({ id }) => id)).to.deep.equal(["MyEmrActivity", "MyEmrCluster"]);
    expect(values(definition, "MyEmrActivity", "step")).to.deep.equal([
      "s3://myBucket/myPath/myStep.jar,firstArg,secondArg",
      "s3://myBucket/myPath/myOtherStep.jar,anotherArg",
    ]);
    expect(values(definition, "MyEmrCluster", "bootstrapAction")).to.have.length(2);
    expect(values(definition, "MyEmrCluster", "keyPair")).to.deep.equal(["myKeyPair"]);
    // Line 10 and 11 hold input and output, line 18 the key pair.
    expect(places(definition)).to.deep.equal([
      "10:13 warning DANGLING_REFERENCE",
      "11:14 warning DANGLING_REFERENCE",
      "18:3 warning FIELD_NAME_CASE",
    ]);
  });

  const objects = [
    { id: "A", type: "Ec2Resource" },
    { id: "B", type: "ShellCommandActivity", command: "ls", runsOn: { ref: "A" } },
  ];
  const [first, second] = objects;
  const apiObjects = [
    { id: "A", name: "A", fields: [{ key: "type", stringValue: "Ec2Resource" }] },
    {
      id: "B",
      name: "B",
      fields: [
        { key: "type", stringValue: "ShellCommandActivity" },
        { key: "command", stringValue: "ls" },
        { key: "runsOn", refValue: "A" },
      ],
    },
  ];
  const shapes: readonly (readonly [shape: string, text: string])[] = [
    ["{objects}", JSON.stringify({ objects })],
    ["a bare list", JSON.stringify(objects)],
    ["objects one after another", `${JSON.stringify(first)},\n${JSON.stringify(second)}`],
    [
      "objects one after another with a last comma missing its object",
      `${JSON.stringify(first)},${JSON.stringify(second)},`,
    ],
    ["several lists and wrappers", `${JSON.stringify([first])},${JSON.stringify({ objects: [second] })}`],
    ["the API's form", JSON.stringify({ pipelineObjects: apiObjects })],
    [
      "the API's form with what an answer of the service adds",
      JSON.stringify({ pipelineId: "df-1", pipelineObjects: apiObjects }),
    ],
    ["the API's objects alone", JSON.stringify(apiObjects)],
    [
      "a field of the API's form given alone",
      JSON.stringify(apiObjects).replace(/"fields":\[(\{[^[\]]*\})\]/, '"fields":$1'),
    ],
    [
      "the API's form in another case",
      JSON.stringify({ pipelineObjects: apiObjects })
        .replaceAll('"id"', '"Id"')
        .replaceAll('"key"', '"Key"')
        .replaceAll('"stringValue"', '"StringValue"')
        .replaceAll('"refValue"', '"RefValue"'),
    ],
  ];
  for (const [shape, text] of shapes) {
    it(`1.1 reads ${shape}`, () => {
      const definition = read(text);
      expect(definition.objects.map(({ id }) => id)).to.deep.equal(["A", "B"]);
      expect(values(definition, "A", "type")).to.deep.equal(["Ec2Resource"]);
      expect(values(definition, "B", "runsOn")).to.deep.equal(["->A"]);
      expect(definition.diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([]);
    });
  }

  it("1.1 reads one object alone", () => {
    expect(read(first).objects.map(({ id }) => id)).to.deep.equal(["A"]);
  });

  it("1.1 takes an object with an id for a pipeline object, whatever its fields are called", () => {
    const definition = read({ id: "A", type: "Property", values: ["x"], key: "k", value: "v" });
    expect(values(definition, "A", "values")).to.deep.equal(["x"]);
  });

  it("1.2 keeps repeated keys as a list in the order given, the same as one list", () => {
    const repeated = '{"id":"A","type":"EmrActivity","step":"a","name":"n","step":["b","c"],"step":"d"}';
    expect(values(read(repeated), "A", "step")).to.deep.equal(["a", "b", "c", "d"]);
  });

  it("1.2 keeps repeated fields of the API's form as a list", () => {
    const fields = ["a", "b"].map((stringValue) => ({ key: "step", stringValue }));
    expect(values(read([{ id: "A", name: "A", fields }]), "A", "step")).to.deep.equal(["a", "b"]);
  });

  it("1.2 merges a key with itself in another case", () => {
    expect(values(read('{"id":"A","type":"EmrCluster","keyPair":"a","KEYPAIR":"b"}'), "A", "keyPair")).to.deep.equal([
      "a",
      "b",
    ]);
  });

  it("1.6 reads numbers and booleans as their text", () => {
    const definition = read('{"id":"A","type":"EmrCluster","coreInstanceCount":10,"myFlag":true,"myShare":1.50}');
    expect(values(definition, "A", "coreInstanceCount")).to.deep.equal(["10"]);
    expect(values(definition, "A", "myFlag")).to.deep.equal(["true"]);
    expect(values(definition, "A", "myShare")).to.deep.equal(["1.50"]);
  });

  it("1.6 reads a plain text as a reference where one belongs, with a warning at its place", () => {
    const definition = read(
      '[{"id":"A","type":"ShellCommandActivity","command":"ls","runsOn":"B"},{"id":"B","type":"Ec2Resource"}]',
    );
    expect(values(definition, "A", "runsOn")).to.deep.equal(["->B"]);
    expect(only(definition, "STRING_FOR_REFERENCE")).to.include({ line: 1, column: 66, path: "A.runsOn" });
  });

  it("keeps the place of every key and value, in lines that end as they may", () => {
    const definition = read('{\r\n "id": "A",\r "type": "EmrActivity",\n\t"step": ["a",\n"b"]}');
    const step = definition.objects[0]?.fields.get("step");
    expect(step?.position).to.deep.equal({ offset: 40, line: 4, column: 2 });
    expect(step?.values.map(({ position }) => position)).to.deep.equal([
      { offset: 49, line: 4, column: 11 },
      { offset: 54, line: 5, column: 1 },
    ]);
  });

  it("takes __proto__ and constructor for names like any other", () => {
    const text =
      '[{"id":"__proto__","type":"S3DataNode","__proto__":"x","constructor":"y"},{"id":"constructor","type":"S3DataNode","parent":{"ref":"__proto__"}}]';
    const definition = read(text, { values: new Map([["__proto__", ["v"]]]) });
    expect(values(definition, "__proto__", "constructor")).to.deep.equal(["y"]);
    expect(values(definition, "constructor", "__proto__")).to.deep.equal(["x"]);
    expect(Object.getPrototypeOf({})).to.equal(Object.prototype);
    expect(({} as Record<string, unknown>).x).to.equal(undefined);
  });

  describe("parameters", () => {
    it("1.1 reads parameters and values of the definition's form", () => {
      const definition = read({
        objects: [{ id: "A", type: "Ec2Resource" }],
        parameters: [{ id: "myA", type: "String", default: "d" }],
        values: { myA: "a", myList: ["x", "y"], myNumber: 5 },
      });
      expect(definition.parameters.map(({ id, attributes }) => [id, attributes.get("default")])).to.deep.equal([
        ["myA", ["d"]],
      ]);
      expect([...definition.values]).to.deep.equal([
        ["myA", ["a"]],
        ["myList", ["x", "y"]],
        ["myNumber", ["5"]],
      ]);
    });

    it("1.1 reads parameters and values of the API's form", () => {
      const definition = read({
        pipelineObjects: [{ id: "A", name: "A", fields: [] }],
        parameterObjects: [{ id: "myA", attributes: [{ key: "default", stringValue: "d" }] }],
        parameterValues: [
          { id: "myA", stringValue: "a" },
          { id: "myA", stringValue: "b" },
        ],
      });
      expect(definition.parameters[0]?.attributes.get("default")).to.deep.equal(["d"]);
      expect([...definition.values]).to.deep.equal([["myA", ["a", "b"]]]);
    });

    const files: readonly (readonly [form: string, content: unknown])[] = [
      ["{values}", { values: { myA: "a" } }],
      ["{parameterValues}", { parameterValues: [{ id: "myA", stringValue: "a" }] }],
      ["a bare map", { myA: "a" }],
      ["a bare list of values", [{ id: "myA", stringValue: "a" }]],
      ["CloudFormation's pairs", [{ ParameterKey: "myA", ParameterValue: "a" }]],
    ];
    for (const [form, content] of files) {
      it(`1.1 reads a file of values as ${form}`, () => {
        const parameterTexts = [{ file: "values.json", text: JSON.stringify(content) }];
        expect([...read({ id: "A", type: "Ec2Resource" }, { parameterTexts }).values]).to.deep.equal([["myA", ["a"]]]);
      });
    }

    it("1.1 reads a file of parameters", () => {
      const parameterTexts = [{ file: "parameters.json", text: '[{"id":"myA","type":"String","default":"d"}]' }];
      const { parameters } = read({ id: "A", type: "Ec2Resource" }, { parameterTexts });
      expect(parameters[0]?.attributes.get("default")).to.deep.equal(["d"]);
    });

    it("takes the last of the text's values, those of files and those of the command line", () => {
      const text = { objects: [{ id: "A", type: "Ec2Resource" }], values: { myA: "1", myB: "1", myC: "1" } };
      const parameterTexts = [{ file: "values.json", text: '{"myB":"2","myC":"2"}' }];
      const definition = read(text, { parameterTexts, values: new Map([["myC", ["3"]]]) });
      expect([...definition.values.values()]).to.deep.equal([["1"], ["2"], ["3"]]);
    });

    it("reports problems of a parameter file under its own name", () => {
      const parameterTexts = [{ file: "values.json", text: '{"myB":"2"' }];
      expect(only(read({ id: "A", type: "Ec2Resource" }, { parameterTexts }), "SYNTAX")).to.include({
        file: "values.json",
        line: 1,
        column: 11,
      });
    });
  });
});
