import { expect } from "chai";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { problemsOf, scenarioOf } from "./harness.ts";

describe("reading a scenario", () => {
  it("reads YAML and JSON alike", () => {
    const yaml = "name: a\naccount:\n  region: us-east-1 # a comment\nchecks: [cost.total.mean <= 12 USD]\n";
    const json = '{\n\t"name": "a",\n\t"account": {"region": "us-east-1"},\n\t"checks": ["cost.total.mean <= 12 USD"]}';
    for (const text of [yaml, json, `\uFEFF${yaml}`, yaml.replaceAll("\n", "\r\n")]) {
      const scenario = scenarioOf(text);
      expect([scenario.name, scenario.account.region?.value]).to.deep.equal(["a", "us-east-1"]);
      expect(scenario.checks.map(({ value }) => value.text)).to.deep.equal(["cost.total.mean <= 12 USD"]);
    }
  });

  it("leaves what is not given undefined, an empty text and a key without a value too", () => {
    for (const text of ["", "{}", "# nothing yet", "boot:\n  # m1.small: 95 s\n"]) {
      const scenario = scenarioOf(text);
      expect(scenario.name).to.equal(undefined);
      expect(scenario.boot.pending).to.equal(undefined);
      expect(scenario.workloads).to.deep.equal([]);
    }
  });

  it("reads every section", () => {
    const scenario = scenarioOf(`
$schema: ../schemas/scenario.schema.json
name: nightly
pipeline: ./clickstream.json
parameters: { myBucket: s3://example/in, myCount: 007, myList: [a, b] }
account:
  region: us-west-2
  prices: 2012-11-01
  billing: auto
  emrBillingFrom: ready
  rootVolume: 10 GB
  limits: { activeInstancesPerObject: none, instanceCreation: 1 per 2 minutes }
activation:
  at: 2012-11-23T00:00:00Z
  until: 7 days
  arrivals: { poisson: { rate: 6 per hour, count: 200 } }
workloads:
  "*": { duration: 5 minutes }
  MyEmrActivity:
    preStepCommand: [20 s, 30 s]
    steps:
      - 10 min
      - duration: { empirical: [612 s, 655 s] }
      - scaling: { work: 40 node-hours, reference: m1.small, serial: 4 minutes, overheadPerNode: 3 s }
    postStepCommand: 15 s
boot: { m1.small: 95 s, "MyEmrCluster.core[3]": 300 s, applications: 60 s }
bootstrapActions: { configure-*: 12 s }
taskRunners:
  - { workerGroup: wg-12345, count: 4, tasks: 3, poll: { every: 15 s }, logUri: s3://logs/runners }
  - { workerGroup: other, poll: long }
logs: { perMinuteOfWork: 2 MB, upload: { "*": 8 MB/s }, defaultUri: none, emrPushInterval: 4 min, retention: 10 d }
prices: { ec2: { m1.small: 0.065 USD }, s3Put: 0 USD, dataPipeline: { low: 1 USD } }
replications: { min: 20, max: 200, precision: 2%, of: [cost.total] }
seed: 0042
sweep: { MyEmrCluster.coreInstanceCount: [2, 5], zip: { a: [1] } }
objective: { minimise: cost.total, subjectTo: [P(latency.pipeline <= 2 hours) >= 95%] }
checks: [cost.total.mean <= 12 USD]
`);
    expect([...scenario.parameters]).to.deep.equal([
      ["myBucket", ["s3://example/in"]],
      ["myCount", ["007"]],
      ["myList", ["a", "b"]],
    ]);
    expect(scenario.account).to.deep.include({
      pricesDateMs: Date.UTC(2012, 10, 1),
      billing: "auto",
      emrBillingFrom: "ready",
      rootVolumeBytes: 10e9,
      activeInstancesPerObject: null,
      instanceCreationIntervalMs: 120_000,
    });
    expect(scenario.activation.until?.value).to.deep.equal({ kind: "after", afterMs: 7 * 86_400_000 });
    expect(scenario.activation).to.deep.include({
      atMs: Date.UTC(2012, 10, 23),
      arrivals: { kind: "poisson", meanInterarrivalMs: 600_000, count: 200 },
    });
    expect(scenario.workloads.map(({ pattern }) => pattern)).to.deep.equal(["*", "MyEmrActivity"]);
    expect(scenario.workloads[1]?.value.steps?.value.map(({ kind }) => kind)).to.deep.equal([
      "duration",
      "duration",
      "scaling",
    ]);
    expect([...scenario.boot.byPlace.keys()]).to.deep.equal(["m1.small", "MyEmrCluster.core[3]"]);
    expect(scenario.taskRunners.map(({ value }) => value)).to.deep.equal([
      { workerGroup: "wg-12345", count: 4, tasks: 3, pollEveryMs: 15_000, logUri: "s3://logs/runners" },
      { workerGroup: "other", count: undefined, tasks: undefined, pollEveryMs: null, logUri: undefined },
    ]);
    expect(scenario.logs).to.deep.include({ defaultUri: null, emrPushIntervalMs: 240_000, retentionMs: 864_000_000 });
    expect([...scenario.logs.bytesPerMinute]).to.deep.equal([["taskRunner", 2_000_000]]);
    expect(scenario.replications).to.deep.equal({
      kind: "precision",
      min: 20,
      max: 200,
      precision: 0.02,
      of: ["cost.total"],
    });
    expect(scenario.seed).to.equal("0042");
    expect(scenario.sweep?.axes.map(({ rows }) => rows.length)).to.deep.equal([2, 1]);
  });

  it("finds every problem at once, each at its place, in order of place", () => {
    const problems = problemsOf(`pipline: ./a.json
account: { billing: hourlyy, region: us-east-1 }
boot:
  pending: 300
workloads:
  MyEmrActivity:
    postStepComand: 15 s
replications: 0
`);
    expect(problems).to.deep.equal([
      "1:1 error SCENARIO_UNKNOWN_KEY pipline",
      "2:21 error SCENARIO_VALUE account.billing",
      "4:12 error SCENARIO_UNIT boot.pending",
      "7:5 error SCENARIO_UNKNOWN_KEY workloads.MyEmrActivity.postStepComand",
      "8:15 error SCENARIO_VALUE replications",
    ]);
  });

  it("names the nearest keys, and the accepted forms of a unit", () => {
    const { diagnostics } = readScenario("workload: {}\nlogs: { upload: 8 }\n", { file: "s.yaml" });
    expect(diagnostics.map(({ hint }) => hint)).to.deep.equal(["Did you mean `workloads`?", undefined]);
    expect(diagnostics[1]?.message).to.equal(
      "Expected a transfer rate such as `8 MB/s` or `500 KB per second`, got the number 8.",
    );
  });

  const SAYS: readonly (readonly [yaml: string, message: string, hint?: string])[] = [
    ["pipelines: []", "Expected a list that is not empty."],
    [
      "pipelines: [{ pipeline: a, activtion: {} }]",
      "`pipelines[0]` has no key `activtion`.",
      "Did you mean `activation`?",
    ],
    ["dataNodes: { In: 1 GB }", "Expected a map, got `1 GB`.", "Known here: `size`."],
    ["workloads: { A: { failure: 2% } }", "Expected a map, got `2%`.", "Known here: `probability`, `atFraction`."],
    ["preconditions: { P: { never: false } }", "Expected `true`, got the boolean false."],
    [
      "preconditions: { P: { satisfiedAfter: 5 min, probability: 3% } }",
      "`satisfiedAfter` and `probability` exclude each other.",
      "Take one of the two away.",
    ],
    [
      "workloads: { A: { scaling: { work: 1 node-hour }, duration: 5 min } }",
      "`scaling` and `duration` exclude each other.",
      "Take one of the two away.",
    ],
    [
      "workloads: { A: { steps: [{ duration: 5 min, scaling: { work: 1 node-hour } }] } }",
      "`duration` and `scaling` exclude each other.",
      "Take one of the two away.",
    ],
    [
      "- hosts: all",
      "Expected a map, got a list.",
      "A scenario begins with `pipeline: ./definition.json`; a definition is JSON as get-pipeline-definition answers it, or a CloudFormation template.",
    ],
    ["bootstrapActions: { a.sh: { duratoin: 3 min } }", "`a.sh` has no key `duratoin`.", "Did you mean `duration`?"],
    [
      "bootstrapActions: { a.sh: { lognormla: { mean: 3 min, cv: 1 } } }",
      "`a.sh` has no key `lognormla`.",
      "Did you mean `lognormal`?",
    ],
    [
      "taskRunners: [{ workerGroup: a, count: 99999999999 }]",
      "Expected a whole number from 1 to 999,999,999, got the number 99999999999.",
    ],
    ["account: { limits: { backOff: { first: 70 s, longest: 60 s } } }", "Expected at most `longest`, got `70 s`."],
  ];
  for (const [yaml, message, hint] of SAYS) {
    it(`says what would be right in place of ${yaml}`, () => {
      const { diagnostics } = readScenario(yaml, { file: "s.yaml" });
      expect(diagnostics.map((one) => [one.message, one.hint])).to.deep.include([message, hint]);
    });
  }

  const FORMS: readonly (readonly [yaml: string, problem: string])[] = [
    ["- 1", "1:1 error SCENARIO_SCHEMA"],
    ["hello", "1:1 error SCENARIO_SCHEMA"],
    ["pipelines: [a.json]", "1:13 error SCENARIO_SCHEMA pipelines[0]"],
    ["parameters: 3", "1:13 error SCENARIO_SCHEMA parameters"],
    ["workloads: [a]", "1:12 error SCENARIO_SCHEMA workloads"],
    ["taskRunners: [{ count: 2 }]", "1:15 error SCENARIO_SCHEMA taskRunners[0]"],
    ["taskRunners: [{ workerGroup: a, poll: short }]", "1:39 error SCENARIO_VALUE taskRunners[0].poll"],
    ["taskRunners: [{ workerGroup: a, poll: { every: 0 s } }]", "1:48 error SCENARIO_VALUE taskRunners[0].poll.every"],
    ["activation: { arrivals: { every: 5 min, times: [1 h] } }", "1:41 error SCENARIO_VALUE activation.arrivals.times"],
    ["activation: { arrivals: {} }", "1:25 error SCENARIO_VALUE activation.arrivals"],
    ["activation: { arrivals: { poisson: {} } }", "1:36 error SCENARIO_SCHEMA activation.arrivals.poisson"],
    ["activation: { until: soon }", "1:22 error SCENARIO_UNIT activation.until"],
    ["activation: { at: 7 days }", "1:19 error SCENARIO_UNIT activation.at"],
    ["replications: { min: 9, max: 3 }", "1:15 error SCENARIO_VALUE replications"],
    ["account: { limits: some }", "1:20 error SCENARIO_VALUE account.limits"],
    ["account: { limits: { PollForTask: { rate: 2 } } }", "1:43 error SCENARIO_UNIT account.limits.PollForTask.rate"],
    [
      "account: { limits: { PollForTask: { burst: 0 } } }",
      "1:44 error SCENARIO_VALUE account.limits.PollForTask.burst",
    ],
    [
      "account: { limits: { PollForTask: { rate: 1 per year, burst: 999999999 } } }",
      "1:35 error SCENARIO_VALUE account.limits.PollForTask",
    ],
    ["logs: { upload: 0 B/s }", "1:17 error SCENARIO_VALUE logs.upload"],
    ["prices: { dataPipeline: 1 }", "1:25 error SCENARIO_UNIT prices.dataPipeline"],
    ["workloads: { A: { failure: 2% } }", "1:28 error SCENARIO_SCHEMA workloads.A.failure"],
    ["workloads: { A: { failure: { atFraction: 0.5 } } }", "1:28 error SCENARIO_SCHEMA workloads.A.failure"],
    [
      "workloads: { A: { failure: { probability: 0.02 } } }",
      "1:43 error SCENARIO_UNIT workloads.A.failure.probability",
    ],
    [
      "workloads: { A: { failure: { probability: 2%, atFraction: 1.5 } } }",
      "1:59 error SCENARIO_VALUE workloads.A.failure.atFraction",
    ],
    [
      "workloads: { A: { failure: { probability: 2%, atFraction: { uniform: { min: 0.2, max: 1 } } } } }",
      "1:77 error SCENARIO_UNIT workloads.A.failure.atFraction.uniform.min",
    ],
    ["failures: { taskRunner: { restart: 1 h } }", "1:25 error SCENARIO_SCHEMA failures.taskRunner"],
    ["failures: { lostAnswers: 0.01 }", "1:26 error SCENARIO_UNIT failures.lostAnswers"],
    ["failures: { taskRunner: { rate: 1 per 30 s } }", "1:33 error SCENARIO_VALUE failures.taskRunner.rate"],
    ["failures: { taskRunner: { rate: 0 per day } }", "1:33 error SCENARIO_UNIT failures.taskRunner.rate"],
    ["failures: { taskRunners: { rate: 1 per day } }", "1:13 error SCENARIO_UNKNOWN_KEY failures.taskRunners"],
    ["boot: { launchFailure: 0.01 }", "1:24 error SCENARIO_UNIT boot.launchFailure"],
    ["boot: { launchFailure: 110% }", "1:24 error SCENARIO_UNIT boot.launchFailure"],
    ["bootstrapActions: { a: { duration: 1 s, failure: 0.1 } }", "1:50 error SCENARIO_UNIT bootstrapActions.a.failure"],
    ["bootstrapActions: { a: { failure: 1%, constant: 3 s } }", "1:24 error SCENARIO_VALUE bootstrapActions.a"],
    ["clusters: { C: { bootstrapReplacements: some } }", "1:41 error SCENARIO_VALUE clusters.C.bootstrapReplacements"],
    ["account: { ec2InstanceLimit: some }", "1:30 error SCENARIO_VALUE account.ec2InstanceLimit"],
    ["prices: { ec2: { m1.small: 0.065 } }", '1:28 error SCENARIO_UNIT prices.ec2["m1.small"]'],
  ];
  for (const [yaml, problem] of FORMS) {
    it(`refuses ${yaml}`, () => expect(problemsOf(yaml)).to.include(problem));
  }
});
