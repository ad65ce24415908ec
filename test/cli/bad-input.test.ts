import { expect } from "chai";
import { cli, SMALL } from "./cli.ts";

/** The file, its text, and how the first line on standard error that is no warning begins. */
type Case = readonly [file: string, text: string, error: string];

const inCluster = (fields: string) =>
  `[{"id":"A","type":"EmrActivity","step":"s3://b/x.jar","runsOn":{"ref":"C"}},
{"id":"C","type":"EmrCluster","masterInstanceType":"m1.small"${fields}}]`;

const onSchedule = (schedule: string) =>
  `[{"id":"S","type":"Schedule",${schedule}},
{"id":"A","type":"ShellCommandActivity","command":"x","runsOn":{"ref":"R"},"schedule":{"ref":"S"}},
{"id":"R","type":"Ec2Resource","instanceType":"m1.small","schedule":{"ref":"S"}}]`;

const withActivity = (fields: string, more = "") =>
  `[{"id":"A","type":"ShellCommandActivity","command":"x","runsOn":{"ref":"R"}${fields}},
{"id":"R","type":"Ec2Resource","instanceType":"m1.small"}${more}]`;

const scenario = (text: string) => `pipeline: ./small.json\n${text}\n`;

const TEN_YEARS = '"startDateTime":"2012-01-01T00:00:00","endDateTime":"2022-01-01T00:00:00"';

const DAMAGED: readonly Case[] = [
  ["p.json", "", "p.json:1:1: error NO_OBJECTS: The text is empty."],
  ["p.json", " \n\t\n ", "p.json:1:1: error NO_OBJECTS: The text is empty."],
  ["p.json", "null", "p.json:1:1: error NO_OBJECTS"],
  ["p.json", "42", "p.json:1:1: error NO_OBJECTS"],
  ["p.json", "{}", "p.json:1:1: error MISSING_ID"],
  ["p.json", "\0".repeat(100), "p.json:1:1: error NO_OBJECTS"],
  ["p.json", SMALL.slice(0, 40), "p.json:1:"],
  ["p.json", '{"id": "A", ...}', "p.json:1:13: error SYNTAX: Expected a field, its name"],
  ["p.json", '{"objects": [{"id": "A"}, ...]}', 'p.json:1:27: error SYNTAX: Expected a value, got "..."'],
  ["p.json", '"id": "A", "type": "X"', "p.json:1:1: error NO_OBJECTS"],
  ["p.json", '{"id": "A" "type": "X"}', "p.json:1:12: error SYNTAX: Expected , or }"],
  ["p.json", "[".repeat(10_000_000), "p.json:1:"],
  ["p.json", "[".repeat(100_000) + "]".repeat(100_000), "p.json:1:"],
  ["p.json", '{"a":'.repeat(100_000), "p.json:1:"],
  ["p.json", `{"id":"A","x":${"[".repeat(100_000)}`, "p.json:1:"],
  ["s.yaml", "", "s.yaml:1:1: error SCENARIO_FILE: The scenario names no pipeline."],
  ["s.yaml", "# nothing\n", "s.yaml:1:1: error SCENARIO_FILE: The scenario names no pipeline."],
  ["s.yaml", "name: x\n", "s.yaml:1:1: error SCENARIO_FILE: The scenario names no pipeline."],
  ["s.yaml", "- a\n- b\n", "s.yaml:1:1: error SCENARIO_"],
  ["s.yaml", "pipeline: ./small.json\n\tname: x\n", "s.yaml:2:1: error SYNTAX: Not readable as YAML or JSON: Tabs"],
  ["s.yaml", "pipeline: a\n---\npipeline: b\n", "s.yaml:2:1: error SYNTAX: A scenario file holds one document"],
  ["s.yaml", "pipeline: a\npipeline: b\n", "s.yaml:2:1: error SYNTAX: `pipeline` is given twice"],
  ["s.yaml", "pipeline: !!js/function x\n", "s.yaml:1:11: error SYNTAX: "],
  ["s.yaml", "[".repeat(10_000_000), "s.yaml:1:1: error SCENARIO_LIMIT"],
  ["s.yaml", "[".repeat(100_000) + "]".repeat(100_000), "s.yaml:1:1: error SCENARIO_LIMIT"],
  ["s.yaml", aliasBomb(), "s.yaml:"],
  ["s.yaml", scenario("__proto__: { a: 1 }"), "s.yaml:2:1: error SCENARIO_UNKNOWN_KEY"],
  ["s.yaml", scenario("workload: 5"), "s.yaml:2:1: error SCENARIO_UNKNOWN_KEY"],
];

const IMPOSSIBLE: readonly Case[] = [
  ["p.json", inCluster(',"coreInstanceType":"m1.small","coreInstanceCount":"0"'), "p.json:2:"],
  ["p.json", inCluster(',"coreInstanceType":"m1.small","coreInstanceCount":"-5"'), "p.json:2:"],
  ["p.json", inCluster(',"coreInstanceType":"m1.small","coreInstanceCount":"1000000000"'), "p.json:2:"],
  ["p.json", inCluster(',"coreInstanceType":"m1.small","coreInstanceCount":1e400'), "p.json:2:"],
  ["p.json", inCluster(',"coreInstanceType":"m1.small","coreInstanceCount":"NaN"'), "p.json:2:"],
  ["p.json", inCluster(',"coreInstanceType":"m1.small","coreInstanceCount":"Infinity"'), "p.json:2:"],
  ["p.json", onSchedule(`"period":"15 minutes",${TEN_YEARS}`), "p.json:1:1: error SCENARIO_LIMIT: A run would record"],
  ["p.json", onSchedule(`"period":"0 minutes",${TEN_YEARS}`), "p.json:1:"],
  ["p.json", onSchedule(`"period":"1 second",${TEN_YEARS}`), "p.json:1:"],
  ["p.json", onSchedule('"period":"1 day","startAt":"FIRST_ACTIVATION_DATE_TIME","occurrences":"-1"'), "p.json:1:"],
  ["p.json", withActivity(',"dependsOn":{"ref":"A"}'), "p.json:1:2: error PLAN_DEPENDENCY_CYCLE"],
  ["p.json", withActivity(',"runsOn":{"ref":"A"}'), "p.json:1:"],
  ["p.json", withActivity(',"parent":{"ref":"A"}'), "p.json:1:"],
  ["p.json", withActivity("", ',{"id":"A","type":"ShellCommandActivity"}'), "p.json:2:"],
  [
    "s.yaml",
    scenario("workloads:\n  A: { duration: -5 min }"),
    "s.yaml:3:18: error SCENARIO_UNIT: Expected a duration",
  ],
  ["s.yaml", scenario("workloads:\n  A: { duration: .nan }"), "s.yaml:3:18: error "],
  ["s.yaml", scenario("workloads:\n  A: { duration: .inf }"), "s.yaml:3:18: error "],
  ["s.yaml", scenario("workloads:\n  A: { duration: 5 }"), "s.yaml:3:18: error SCENARIO_UNIT: Expected a duration"],
  ["s.yaml", scenario("workloads:\n  A: { duration: 1000000 years }"), "s.yaml:3:18: error SCENARIO_UNIT"],
  [
    "s.yaml",
    scenario("activation: { arrivals: { poisson: { rate: 0 per hour } } }"),
    "s.yaml:2:44: error SCENARIO_UNIT",
  ],
  ["s.yaml", scenario("activation: { arrivals: { every: 0 s } }"), "s.yaml:2:34: error SCENARIO_VALUE"],
  ["s.yaml", scenario("activation: { arrivals: { every: 1 ms } }"), "s.yaml:1:1: error SCENARIO_LIMIT"],
  ["s.yaml", scenario("activation: { arrivals: { times: [] } }"), "s.yaml:2:"],
  [
    "s.yaml",
    scenario("activation: { at: 2012-11-23, until: 2000-01-01 }"),
    "s.yaml:2:38: error SCENARIO_VALUE: The end",
  ],
  [
    "s.yaml",
    scenario("activation: { at: 2012-11-23, arrivals: { times: [2012-11-24, 2000-01-01] } }"),
    "s.yaml:2:63: error SCENARIO_VALUE: This arrival",
  ],
  ["s.yaml", scenario("replications: 0"), "s.yaml:2:15: error SCENARIO_VALUE"],
  ["s.yaml", scenario("logs: { upload: 0 MB/s }"), "s.yaml:2:17: error SCENARIO_VALUE"],
  ["s.yaml", scenario("prices: { ec2: { m1.small: -1 USD } }"), "s.yaml:2:28: error SCENARIO_UNIT"],
];

const ELSEWHERE: readonly Case[] = [
  ["s.yaml", "pipeline: ./s.yaml\n", "s.yaml:1:11: error SCENARIO_FILE: ./s.yaml is a scenario; expected a pipeline"],
  ["s.yaml", "pipeline: /etc/passwd\n", "s.yaml:1:11: error SCENARIO_FILE: /etc/passwd lies outside"],
  ["s.yaml", "pipeline: ../../etc/passwd\n", "s.yaml:1:11: error SCENARIO_FILE: ../../etc/passwd lies outside"],
  ["s.yaml", "pipeline: ./nope.json\n", "s.yaml:1:11: error SCENARIO_FILE: ./nope.json cannot be read: there is no"],
  ["s.yaml", "pipeline: .\n", "s.yaml:1:11: error SCENARIO_FILE: . cannot be read: it is a folder"],
  ["s.yaml", 'pipeline: ""\n', 's.yaml:1:11: error SCENARIO_FILE: Expected the path of a file, got "".'],
  ["s.yaml", 'pipeline: "a\\0b"\n', "s.yaml:1:11: error SCENARIO_FILE: Expected the path of a file"],
  ["s.yaml", "pipeline: https://example.com/x.json\n", "s.yaml:1:11: error SCENARIO_FILE: Expected the path of a file"],
  ["s.yaml", scenario("workloads:\n  A: { duration: { empirical: /etc/passwd } }"), "s.yaml:3:"],
];

/** Nine levels of ten aliases each. */
function aliasBomb(): string {
  const level = (name: string, below: string) => `${name}: &${name} [${Array(10).fill(`*${below}`).join(", ")}]\n`;
  const names = [..."bcdefghij"];
  return `a: &a [x]\n${names.map((name, index) => level(name, index === 0 ? "a" : (names[index - 1] ?? ""))).join("")}`;
}

describe("bad input: no crash, no hang, always a place and what would be right", () => {
  for (const [subject, cases] of Object.entries({ DAMAGED, IMPOSSIBLE, ELSEWHERE })) {
    for (const [index, [file, text, error]] of cases.entries()) {
      it(`${subject.toLowerCase()} ${index + 1}: ${text.slice(0, 60).replace(/\s+/g, " ")}`, async () => {
        const files = { [file]: text, "small.json": SMALL };
        const { status, out, err } = await cli(["run", file, "--format", "json"], { files });
        expect([status, out], err).to.deep.equal([2, ""]);
        const first = err.split("\n").find((line) => /^\S+:\d+:\d+: error/.test(line));
        expect(first?.slice(0, error.length), err.slice(0, 2000)).to.equal(error);
        expect(err).not.to.match(/^ {4}at /m);
        expect(err).to.match(/stepcast: \S+: cannot be simulated: \d+ errors?\n$/);
      }).timeout(10_000);
    }
  }

  const odd: readonly (readonly [string, string])[] = [
    ["a byte-order mark", `\uFEFF${SMALL}`],
    ["expressions that run away", withActivity(',"stdout":"#{9^9^9^9}","stderr":"#{stderr}","myA":"#{myA}"')],
    ["an expression nested 50,000 deep", withActivity(`,"stdout":"#{${"(".repeat(50_000)}1"`)],
    [
      "names that objects have in JavaScript",
      SMALL.replaceAll('"A"', '"__proto__"').replaceAll('"R"', '"constructor"'),
    ],
    ["100,000 instances' worth of arrivals that never come", SMALL],
  ];
  for (const [what, text] of odd) {
    it(`${what} can be simulated`, async () => {
      const files = {
        "p.json": text,
        "s.yaml":
          "pipeline: ./p.json\nactivation: { arrivals: { poisson: { rate: 0.000000000001 per hour, count: 9 } } }\n",
      };
      const { status, err } = await cli(["run", what.startsWith("100,000") ? "s.yaml" : "p.json"], { files });
      expect(status, err).to.equal(0);
    }).timeout(10_000);
  }
});
