import { expect } from "chai";
import { hasErrors } from "../../src/base/diagnostic.ts";
import { readDefinition } from "../../src/definition/read-definition.ts";
import { compilePlan, type DefinitionSource } from "../../src/scenario/compile/compile-plan.ts";
import { applyOverridesToPipelines } from "../../src/scenario/overrides/apply-overrides.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { recordsOf } from "../model/run-plan.ts";
import { emrPipeline, planOf, problemsOf, scenarioOf, shellPipeline, shortForm, type TestObject } from "./harness.ts";

const HOUR_MS = 3_600_000;

function sourceOf(file: string, objects: readonly TestObject[]): DefinitionSource {
  const text = JSON.stringify({ objects });
  return { text, definition: readDefinition(text, { file }) };
}

/** What compiling gives, the definitions being those of the scenario's pipelines in their order. */
function compileAll(yaml: string, ...definitions: readonly (readonly TestObject[])[]) {
  const source = definitions.map((objects, index) => sourceOf(`${index}.json`, objects));
  return compilePlan({ scenario: scenarioOf(yaml), source });
}

function planOfAll(yaml: string, ...definitions: readonly (readonly TestObject[])[]) {
  const { plan, diagnostics } = compileAll(yaml, ...definitions);
  if (plan === undefined) throw new Error(`no plan: ${diagnostics.map(shortForm).join("; ")}`);
  return plan;
}

const TWO = `
pipelines:
  - { name: nightly, pipeline: ./a.json }
  - { name: hourly, pipeline: ./b.json, activation: { at: 2014-01-01T01:00:00Z } }
activation: { at: 2014-01-01 }
taskRunners: [{ workerGroup: wg }]
`;

describe("reading several pipelines", () => {
  it("takes the base name of a definition's file where no name is given", () => {
    const { scenario } = readScenario("pipelines: [{ pipeline: ./jobs/nightly.v2.json }]", { file: "s.yaml" });
    expect(scenario.pipelines?.map(({ value }) => value.name)).to.deep.equal(["nightly.v2"]);
  });

  const PROBLEMS: readonly (readonly [yaml: string, problem: string])[] = [
    ["pipelines: [{ pipeline: a.json }, { pipeline: x/a.json }]", "1:35 error SCENARIO_VALUE pipelines[1]"],
    [
      "pipelines: [{ name: x, pipeline: a.json }, { name: x, pipeline: b.json }]",
      "1:52 error SCENARIO_VALUE pipelines[1].name",
    ],
    ["pipelines: [{ name: a/b, pipeline: a.json }]", "1:21 error SCENARIO_VALUE pipelines[0].name"],
    ["pipelines: [{ name: a }]", "1:13 error SCENARIO_SCHEMA pipelines[0]"],
    ["pipelines: []", "1:12 error SCENARIO_SCHEMA pipelines"],
    ["{ pipeline: a.json, pipelines: [{ pipeline: b.json }] }", "1:13 error SCENARIO_VALUE pipeline"],
    [
      "pipelines: [{ pipeline: a.json, activation: { until: 1 h } }]",
      "1:47 error SCENARIO_UNKNOWN_KEY pipelines[0].activation.until",
    ],
  ];
  for (const [yaml, problem] of PROBLEMS) {
    it(`refuses ${yaml}`, () => expect(problemsOf(yaml)).to.deep.equal([problem]));
  }
});

describe("compiling several pipelines", () => {
  it("gives each its name, its id and its own activation; the plan begins with the earliest", () => {
    const plan = planOfAll(TWO, shellPipeline(), shellPipeline());
    const [nightly, hourly] = plan.pipelines;
    expect(plan.activationMs).to.equal(Date.UTC(2014, 0, 1));
    expect([nightly, hourly].map((one) => [one?.name, one?.activationMs])).to.deep.equal([
      ["nightly", Date.UTC(2014, 0, 1)],
      ["hourly", Date.UTC(2014, 0, 1, 1)],
    ]);
    expect(nightly?.id).not.to.equal(hourly?.id);
    expect([plan.pipelinesAreNamed, plan.name]).to.deep.equal([true, "scenario"]);
  });

  it("a scenario of one `pipeline` has the plan that it had", () => {
    const plan = planOf(shellPipeline(), "activation: { at: 2014-01-01 }");
    expect(plan).not.to.have.property("pipelinesAreNamed");
    expect(plan.pipelines[0]).not.to.have.property("activationMs");
    expect(plan.pipelines[0]?.name).to.equal("pipeline");
  });

  it("what is addressed to one is for it alone, what is not for all, the more specific one in front", () => {
    const yaml = `${TWO}
workloads:
  "*": { duration: 1 min }
  nightly/MyShell: { duration: 2 min }
  hourly/*: { duration: 3 min }
boot: { MyHost: 10 s, nightly/MyHost: 20 s, hourly/runnerInstall: 40 s, runnerInstall: 50 s }
`;
    const host = { id: "MyHost", type: "Ec2Resource", instanceType: "m1.small" };
    const objects = [
      ...shellPipeline(),
      { id: "OnHost", type: "ShellCommandActivity", command: "x", runsOn: { ref: "MyHost" } },
      host,
    ];
    const { pipelines } = planOfAll(yaml, objects, objects);
    const workOf = (index: number) =>
      pipelines[index]?.activities
        .map(({ work }) => work[0]?.work)
        .map((work) => work?.kind === "duration" && work.duration);
    const minutes = (value: number) => ({ kind: "constant", value: 60_000 * value });
    expect(workOf(0)).to.deep.equal([minutes(2), minutes(1)]);
    expect(workOf(1)).to.deep.equal([minutes(3), minutes(3)]);
    const bootOf = (index: number) => {
      const [resource] = pipelines[index]?.resources ?? [];
      return resource?.kind === "Ec2Resource" ? [resource.group.boot, resource.runnerInstall] : [];
    };
    const seconds = (value: number) => ({ kind: "constant", value: 1000 * value });
    expect(bootOf(0)).to.deep.equal([seconds(20), seconds(50)]);
    expect(bootOf(1)).to.deep.equal([seconds(10), seconds(40)]);
  });

  it("warns of what matches nothing in any of them, at its place", () => {
    const yaml = `${TWO}
workloads:
  MyShell: { duration: 1 min }
  MyActivity: { duration: 1 min }
  hourly/MyShell: { duration: 1 min }
  Nobody: { duration: 1 min }
`;
    const { diagnostics } = compileAll(yaml, shellPipeline(), emrPipeline());
    const unmatched = diagnostics.filter(({ code }) => code === "SCENARIO_NO_MATCH");
    expect(unmatched.map(({ message, path }) => [message, path])).to.deep.equal([
      ["`hourly/MyShell` matches no activity of the definition.", 'workloads["hourly/MyShell"]'],
      ["`Nobody` matches no activity of the definition.", "workloads.Nobody"],
    ]);
  });

  it("a place of boot must be in one of them", () => {
    const yaml = `${TWO}\nboot: { MyCluster.core: 10 s, Nowhere: 10 s }`;
    const { diagnostics } = compileAll(yaml, shellPipeline(), emrPipeline());
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ path }) => path)).to.deep.equal([
      "boot.Nowhere",
    ]);
  });

  it("says of which file each problem is, once where two pipelines have one definition", () => {
    const broken = [{ id: "A", type: "ShellCommandActivity", command: "x", runsOn: { ref: "Gone" } }];
    const apart = compileAll(TWO, broken, broken).diagnostics.filter(({ code }) => code === "DANGLING_REFERENCE");
    expect(apart.map(({ file }) => file)).to.deep.equal(["0.json", "1.json"]);
    const source = sourceOf("a.json", broken);
    const same = compilePlan({ scenario: scenarioOf(TWO), source: [source, source] });
    expect(same.diagnostics.filter(({ code }) => code === "DANGLING_REFERENCE")).to.have.length(1);
  });

  it("states what holds for all once, and what differs with the pipeline that it is of", () => {
    const yaml = `
pipelines: [{ name: a, pipeline: ./a.json }, { name: b, pipeline: ./b.json }]
activation: { at: 2012-11-23 }
`;
    const single = emrPipeline({ step: "s3://code/only.jar" });
    const { assumptions } = planOfAll(yaml, emrPipeline(), single);
    const ids = assumptions.map(({ id }) => id);
    expect(ids).to.have.length(new Set(ids).size);
    expect(
      assumptions.filter(({ id }) => id.includes("work.")).map(({ id, override }) => [id, override]),
    ).to.deep.equal([
      ["a/work.MyActivity.steps", 'workloads: { "a/MyActivity": { steps: [10 min, 10 min] } }'],
      ["b/work.MyActivity.steps", 'workloads: { "b/MyActivity": { steps: [10 min] } }'],
    ]);
    expect(ids.filter((id) => id.endsWith("boot.m1.small"))).to.deep.equal(["boot.m1.small"]);
  });

  it("names placeholders as the scenario addresses them", () => {
    expect(planOfAll(TWO, shellPipeline(), shellPipeline()).placeholders).to.deep.equal([
      "nightly/MyShell",
      "hourly/MyShell",
    ]);
  });

  it("activates one that nothing dates with the first of the others", () => {
    const yaml =
      "pipelines: [{ name: a, pipeline: a.json }, { name: b, pipeline: b.json, activation: { at: 2016-05-01 } }]";
    const { pipelines, assumptions } = planOfAll(yaml, shellPipeline(), shellPipeline());
    expect(pipelines.map(({ activationMs }) => activationMs)).to.deep.equal([
      Date.UTC(2016, 4, 1),
      Date.UTC(2016, 4, 1),
    ]);
    expect(assumptions.find(({ id }) => id === "activation.at")?.source).to.match(/other pipelines/);
  });

  it("ends after all of them, a week after the last begins where one never ends", () => {
    const yaml = `${TWO}  # arrivals come here\n`;
    const plan = planOfAll(
      yaml.replace("T01:00:00Z }", "T01:00:00Z, arrivals: { every: 1 h } }"),
      shellPipeline(),
      shellPipeline(),
    );
    expect(plan.horizonMs).to.equal(Date.UTC(2014, 0, 8, 1));
    expect(plan.assumptions.find(({ id }) => id === "activation.until")?.value).to.equal("169 h");
  });

  it("2.5 refuses no limit that each of them keeps alone", () => {
    const { plan, diagnostics } = compileAll(`${TWO}\naccount: { ec2InstanceLimit: 3 }`, emrPipeline(), emrPipeline());
    expect(hasErrors(diagnostics)).to.equal(false);
    expect(plan?.limits.ec2Instances).to.equal(3);
  });

  it("8.2 adding one does not change the draws of another", () => {
    const yaml = (list: string) => `
pipelines: [${list}]
activation: { at: 2014-01-01, until: 1 d }
workloads: { "*": { duration: { exponential: { mean: 5 min } } } }
account: { limits: none }
`;
    const random = emrPipeline();
    const one = planOfAll(yaml("{ name: a, pipeline: a.json }"), random);
    const two = planOfAll(yaml("{ name: b, pipeline: b.json }, { name: a, pipeline: a.json }"), random, random);
    const id = one.pipelines[0]?.id;
    const attempts = (plan: typeof one) => recordsOf(plan).attempts.filter(({ pipelineId }) => pipelineId === id);
    expect(attempts(two)).to.deep.equal(attempts(one));
  });
});

describe("overriding several pipelines", () => {
  const definitions = [emrPipeline(), emrPipeline(), shellPipeline()].map(
    (one, index) => sourceOf(`${index}.json`, one).definition,
  );
  const scenario = scenarioOf(
    "pipelines: [{ name: a, pipeline: a.json }, { name: b, pipeline: b.json }, { name: c, pipeline: c.json }]",
  );
  const countsAfter = (...overrides: readonly string[]) => {
    const changed = applyOverridesToPipelines(scenario, definitions, overrides);
    const counts = changed.definitions.map(({ objects }) =>
      objects
        .find(({ id }) => id === "MyCluster")
        ?.fields.get("coreInstanceCount")
        ?.values.map((one) => one.kind === "string" && one.text),
    );
    return { counts, problems: changed.diagnostics.map(({ message }) => message), scenario: changed.scenario };
  };

  it("changes the one that a path is addressed to", () => {
    expect(countsAfter("b/MyCluster.coreInstanceCount=9").counts).to.deep.equal([["2"], ["9"], undefined]);
  });

  it("changes every one that has the object where no name is in front", () => {
    expect(countsAfter("MyCluster.coreInstanceCount=9").counts).to.deep.equal([["9"], ["9"], undefined]);
  });

  it("changes one of the list by its index", () => {
    const { scenario: changed } = countsAfter("pipelines[1].activation.at=2015-02-03");
    expect(changed.pipelines?.[1]?.value.activation.atMs).to.equal(Date.UTC(2015, 1, 3));
  });

  it("says what leads nowhere", () => {
    expect(countsAfter("c/MyCluster.coreInstanceCount=9", "Gone.field=1").problems).to.deep.equal([
      "`MyCluster.coreInstanceCount` is neither a key of the scenario nor a field of an object.",
      "`Gone.field` is neither a key of the scenario nor a field of an object.",
    ]);
  });
});

describe("arrivals out of a file", () => {
  const at = Date.UTC(2014, 0, 1);

  function activationOf(csv: string | undefined, trace = "./a.csv", activation = "at: 2014-01-01, ") {
    const yaml = `activation: { ${activation}arrivals: { trace: ${trace} } }`;
    const read: string[] = [];
    const { plan, diagnostics } = compilePlan({
      scenario: scenarioOf(yaml),
      source: sourceOf("pipeline.json", shellPipeline()),
      readFile: (path) => {
        read.push(path);
        return csv;
      },
    });
    const [activated] = plan?.pipelines ?? [];
    const timesMs = activated?.activation.kind === "times" ? activated.activation.timesMs : undefined;
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    return { plan, timesMs: timesMs?.map((ms) => ms - at), errors, read };
  }

  const FORMS: readonly (readonly [what: string, csv: string, trace: string, timesMs: readonly number[]])[] = [
    ["instants", "time\n2014-01-01T02:00:00Z\n2014-01-01T01:00:00\n", "./a.csv", [HOUR_MS, 2 * HOUR_MS]],
    ["the same twice", "at\n2014-01-02\n2014-01-02\n", "./a.csv", [24 * HOUR_MS, 24 * HOUR_MS]],
    ["durations", "after\n90 s\n0 s\n", "./a.csv", [0, 90_000]],
    ["numbers under a unit", "id,seconds\nx,1.5\ny,60\n", "./a.csv", [1500, 60_000]],
    ["numbers with the scenario's unit", "offset\n2\n", "{ file: ./a.csv, unit: min }", [120_000]],
    ["a named column", "time,started\n9 h,1 h\n", "{ file: ./a.csv, column: started }", [HOUR_MS]],
    ["a file without a header", "1 h\n2 h\n", "./a.csv", [HOUR_MS, 2 * HOUR_MS]],
    ["comments, gaps and Windows' line ends", "\uFEFFtime\r\n# none\r\n\r\n1 h\r\n", "./a.csv", [HOUR_MS]],
  ];
  for (const [what, csv, trace, timesMs] of FORMS) {
    it(`reads ${what}`, () => {
      const { read, errors, ...rest } = activationOf(csv, trace);
      expect([rest.timesMs, errors, read]).to.deep.equal([timesMs, [], ["./a.csv"]]);
    });
  }

  const WRONG: readonly (readonly [what: string, csv: string | undefined, trace: string, message: RegExp])[] = [
    ["a file that is not there", undefined, "./a.csv", /^The file `\.\/a\.csv` cannot be read\.$/],
    ["a word", "time\n1 h\nsoon\n", "./a.csv", /^`\.\/a\.csv`, line 3: expected a time or a duration, got `soon`\.$/],
    ["a number without a unit", "offset\n5\n", "./a.csv", /line 2: expected a time or a duration, got `5`/],
    ["an arrival before the activation", "time\n2014-01-02\n2013-12-31\n", "./a.csv", /line 3: this arrival .* before/],
    ["a column that is not there", "time\n1 h\n", "{ file: ./a.csv, column: tme }", /has no column `tme`/],
    ["a unit that is none", "offset\n5\n", "{ file: ./a.csv, unit: bananas }", /^`bananas` is no unit of time\.$/],
    ["nothing", "time\n", "./a.csv", /holds no arrivals/],
    ["too many", `time\n${"1 h\n".repeat(200_001)}`, "./a.csv", /holds over 200,000 arrivals/],
  ];
  for (const [what, csv, trace, message] of WRONG) {
    it(`refuses ${what}`, () => {
      const { errors } = activationOf(csv, trace);
      expect(errors).to.have.length(1);
      expect(errors[0]).to.match(message);
    });
  }

  it("takes 200,000 arrivals", () => {
    const { timesMs, errors } = activationOf(`time\n${"1 h\n".repeat(200_000)}`);
    expect([timesMs?.length, errors]).to.deep.equal([200_000, []]);
  });

  it("2.7 the first one that has a date is the activation where the scenario gives none", () => {
    const { plan } = activationOf("time\n2014-01-03\n2014-01-02T05:00:00\n", "./a.csv", "");
    expect(plan?.activationMs).to.equal(Date.UTC(2014, 0, 2, 5));
    expect(plan?.assumptions.find(({ id }) => id === "activation.at")?.source).to.equal("the first arrival");
  });
});
