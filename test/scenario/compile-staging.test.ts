import { expect } from "chai";
import type { WorkItemPlan } from "../../src/model/plan.ts";
import { applyOverrides } from "../../src/scenario/overrides/apply-overrides.ts";
import {
  compile,
  emrPipeline,
  planOf,
  problemsOf,
  scenarioOf,
  shortForm,
  sourceOf,
  type TestObject,
} from "./harness.ts";

const WORK = "workloads: { '*': { duration: 1 min } }\n";

const s3 = (id: string, fields: object = { directoryPath: `s3://data/${id}` }) => ({
  id,
  type: "S3DataNode",
  ...fields,
});

/** One activity with two inputs and an output, on an m1.small. */
function pipeline(activity: object, ...nodes: readonly TestObject[]): TestObject[] {
  return [
    { id: "A", type: "ShellCommandActivity", command: "run.sh", runsOn: { ref: "Host" }, ...activity },
    { id: "Host", type: "Ec2Resource", instanceType: "m1.small" },
    ...nodes,
  ];
}

const STAGED = { stage: "true", input: [{ ref: "In1" }, { ref: "In2" }], output: { ref: "Out" } };
const NODES = [s3("In1", { filePath: "s3://data/in.csv" }), s3("In2"), s3("Out")];

function itemsOf(objects: readonly TestObject[], yaml = ""): readonly WorkItemPlan[] {
  return planOf(objects, WORK + yaml).pipelines[0]?.activities[0]?.work ?? [];
}

/** `stageInput In1 100000000/6250000`: role, label, bytes and bytes a second. */
function itemText({ role, label, work }: WorkItemPlan): string {
  if (work.kind !== "transfer") return `${role} ${label}`;
  return `${role} ${label} ${work.bytes.kind === "constant" ? work.bytes.value : work.bytes.kind}/${work.bytesPerSecond}`;
}

describe("staging, compiled", () => {
  it("4.7 copies the S3 inputs before the command and the outputs after it, with what the scenario says", () => {
    const yaml = `dataNodes: { In1: { size: 10 GB }, "In*": { size: { exponential: { mean: 1 GB } } }, Out: { size: 2 MB } }
staging: { rate: 40 MB/s }`;
    expect(itemsOf(pipeline(STAGED, ...NODES), yaml).map(itemText)).to.deep.equal([
      "stageInput In1 10000000000/40000000",
      "stageInput In2 exponential/40000000",
      "command run.sh",
      "stageOutput Out 2000000/40000000",
    ]);
  });

  it("4.7 takes 100 MB for a node that nobody gives a size, at the catalog's rate, and says so", () => {
    const objects = pipeline({ stage: "TRUE", input: { ref: "In2" } }, s3("In2"));
    expect(itemsOf(objects).map(itemText)).to.deep.equal(["stageInput In2 100000000/6250000", "command run.sh"]);
    const rows = planOf(objects).assumptions.filter(({ rule }) => rule === "4.7");
    expect(rows.map(({ id, value, override }) => [id, value, override])).to.deep.equal([
      ["dataNodes.In2.size", "100 MB", "dataNodes: { In2: { size: 100 MB } }"],
      [
        "staging.requests",
        "not billed",
        "a sum of your own on top of the forecast, objects times price: no scenario key bills them",
      ],
      ["staging.rate.m1.small", "6.25 MB/s", "staging: { rate: { m1.small: 6.25 MB/s } }"],
    ]);
  });

  const UNSTAGED: readonly (readonly [title: string, activity: object])[] = [
    ["stage is false", { ...STAGED, stage: "false" }],
    ["stage is not there", { ...STAGED, stage: undefined }],
    ["the activity knows no staging", { ...STAGED, type: "SqlActivity", script: "select 1", database: { ref: "D" } }],
  ];
  for (const [title, activity] of UNSTAGED) {
    it(`4.7 copies nothing where ${title}`, () => {
      const database = {
        id: "D",
        type: "JdbcDatabase",
        connectionString: "x",
        jdbcDriverClass: "y",
        username: "u",
        "*password": "p",
      };
      expect(itemsOf(pipeline(activity, ...NODES, database)).map(({ role }) => role)).to.deep.equal(["command"]);
    });
  }

  it("4.7 leaves data elsewhere, and outputs of a command that are no directory, where they are", () => {
    const objects = pipeline(
      { stage: "true", input: { ref: "Table" }, output: { ref: "File" } },
      { id: "Table", type: "DynamoDBDataNode", tableName: "t" },
      s3("File", { filePath: "s3://data/out.csv" }),
    );
    expect(itemsOf(objects).map(({ role }) => role)).to.deep.equal(["command"]);
    const found = compile(objects).diagnostics.filter(({ code, path }) => code === "PLAN_WORK" && path === "File");
    expect(found.map(({ severity, rule }) => [severity, rule])).to.deep.equal([["warning", "4.7"]]);
  });

  it("4.7 stages for Hive through the master, between its scripts", () => {
    const objects = [
      ...emrPipeline({
        type: "HiveActivity",
        step: undefined,
        hiveScript: "select 1",
        stage: "true",
        input: { ref: "In2" },
        output: { ref: "Out" },
        preActivityTaskConfig: { ref: "Before" },
        postActivityTaskConfig: { ref: "After" },
      }),
      s3("In2"),
      s3("Out"),
      { id: "Before", type: "ShellScriptConfig", scriptUri: "s3://code/before.sh" },
      { id: "After", type: "ShellScriptConfig", scriptUri: "s3://code/after.sh" },
    ];
    const yaml = `staging: { rate: { m1.*: 20 MB/s, m1.xlarge: 30 MB/s } }\ndataNodes: { "*": { size: 3 MB } }`;
    expect(itemsOf(objects, yaml).map(itemText)).to.deep.equal([
      "preActivityTask before.sh",
      "stageInput In2 3000000/30000000",
      "command select 1",
      "stageOutput Out 3000000/30000000",
      "postActivityTask after.sh",
    ]);
    expect(planOf(objects).assumptions.map(({ id }) => id)).to.include("staging.MyActivity");
  });

  it("reports a size or a rate without its unit, and sets both", () => {
    expect(problemsOf("dataNodes: { In: { size: 10 } }")).to.deep.equal(["1:26 error SCENARIO_UNIT dataNodes.In.size"]);
    expect(problemsOf("staging: { rate: 40 MB }")).to.deep.equal(["1:18 error SCENARIO_UNIT staging.rate"]);
    const { definition } = sourceOf(pipeline(STAGED, ...NODES));
    const overrides = ["dataNodes.In1.size=5 GB", "staging.rate.m1.small=1 MB/s"];
    const { scenario, diagnostics } = applyOverrides(scenarioOf(""), definition, overrides);
    expect(diagnostics).to.deep.equal([]);
    expect(scenario.dataNodes[0]?.value.size?.value).to.deep.equal({ kind: "constant", value: 5e9 });
    expect(scenario.staging.rates.map(({ pattern, value }) => [pattern, value])).to.deep.equal([["m1.small", 1e6]]);
  });

  it("warns of a data node that is not there", () => {
    const { diagnostics } = compile(pipeline(STAGED, ...NODES), "dataNodes: { Inn1: { size: 1 GB } }");
    expect(diagnostics.map(shortForm)).to.include("1:20 warning SCENARIO_NO_MATCH dataNodes.Inn1");
  });

  it("warns of the rate of an instance type that there is none of, and names the nearest", () => {
    const { diagnostics } = compile(pipeline(STAGED, ...NODES), "staging: { rate: { m1.smal: 1 MB/s, m1.*: 2 MB/s } }");
    const [unmatched, ...rest] = diagnostics.filter(({ code }) => code === "SCENARIO_NO_MATCH");
    expect(unmatched?.message).to.equal("`m1.smal` matches no instance type of the catalog.");
    expect(unmatched?.hint).to.match(/^Did you mean `m1\.small`/);
    expect(rest).to.deep.equal([]);
  });
});

describe("a CopyActivity", () => {
  const copy = { type: "CopyActivity", command: undefined, input: { ref: "In1" }, output: { ref: "Out" } };

  it("4.7 takes as long as its data at the rate of its host, where the scenario says how large they are", () => {
    const sized = "dataNodes: { In1: { size: 10 GB } }\nstaging: { rate: 10 MB/s }";
    const plan = planOf(pipeline(copy, ...NODES), sized);
    expect(plan.pipelines[0]?.activities[0]?.work.map(itemText)).to.deep.equal([
      "command CopyActivity 10000000000/10000000",
    ]);
    expect(plan.placeholders).to.deep.equal([]);
    expect(planOf(pipeline(copy, ...NODES)).placeholders).to.deep.equal(["A"]);
    const described = planOf(pipeline(copy, ...NODES), `${WORK}${sized}`).pipelines[0]?.activities[0];
    expect(described?.work[0]?.work.kind).to.equal("duration");
  });
});

describe("the scripts of an activity", () => {
  const script = { id: "Before", type: "ShellScriptConfig", scriptUri: "s3://code/before.sh" };
  const hadoop = (fields: object) => [
    ...emrPipeline({ type: "HadoopActivity", step: undefined, jarUri: "s3://code/a.jar", ...fields }),
    script,
  ];

  it("4.6 take what the scenario says, else the placeholder of a short command", () => {
    const objects = hadoop({ preActivityTaskConfig: { ref: "Before" } });
    const given = planOf(objects, "workloads: { '*': { preActivityTask: 20 s } }").pipelines[0]?.activities[0]?.work[0];
    expect(given?.work).to.deep.equal({ kind: "duration", duration: { kind: "constant", value: 20_000 } });
    const assumption = planOf(objects).assumptions.find(({ id }) => id === "work.MyActivity.preActivityTask");
    expect(assumption?.override).to.equal("workloads: { MyActivity: { preActivityTask: 5 s } }");
  });

  it("4.6 are none for an activity that only inherits them, and cannot be described where they are not", () => {
    const objects = [...pipeline({}), { id: "Default", preActivityTaskConfig: { ref: "Before" } }, script];
    expect(itemsOf(objects).map(({ role }) => role)).to.deep.equal(["command"]);
    const { diagnostics } = compile(hadoop({}), "workloads: { MyActivity: { postActivityTask: 20 s } }");
    expect(diagnostics.map(shortForm)).to.include("1:46 error SCENARIO_VALUE workloads.MyActivity.postActivityTask");
  });
});
