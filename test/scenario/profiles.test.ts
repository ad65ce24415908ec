import { expect } from "chai";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { scenarioDigest } from "../../src/scenario/scenario-digest.ts";
import { emrPipeline, shortForm, sourceOf } from "./harness.ts";

const PROFILE = `calibration:
  observations: 14
  from: 2014-01-01T00:00:00Z
  to: 2014-01-31
  files: [a.json, b.json, c.json, d.json]
  replay: { jobs: 12, medianError: 0.04, p90Error: 0.11 }
workloads:
  MyActivity:
    steps: [5 min, 7 min]
    failure: { probability: 10% }
  Other: { duration: 1 min }
boot: { m1.small: 80 s, applications: 30 s }
`;

function read(yaml: string, files: Readonly<Record<string, string>> = { "./p.yaml": PROFILE }) {
  return readScenario(yaml, {
    file: "scenario.yaml",
    readProfile: (path) => {
      const text = files[path];
      return text === undefined ? { problem: `${path} cannot be read` } : { file: path.slice(2), text };
    },
  });
}

function planOf(yaml: string, files?: Readonly<Record<string, string>>) {
  const { scenario, diagnostics } = read(yaml, files);
  const compiled = compilePlan({ scenario, source: sourceOf(emrPipeline()) });
  return {
    ...compiled,
    diagnostics: [...diagnostics, ...compiled.diagnostics].map((one) => `${one.file} ${shortForm(one)}`),
  };
}

/** The steps of MyActivity, in seconds. */
function stepsOf(yaml: string, files?: Readonly<Record<string, string>>): unknown[] {
  const work = planOf(yaml, files).plan?.pipelines[0]?.activities[0]?.work ?? [];
  return work.flatMap(({ role, work: one }) =>
    role === "step" && one.kind === "duration" && one.duration.kind === "constant" ? [one.duration.value / 1000] : [],
  );
}

describe("profiles of a scenario", () => {
  it("say what the scenario does not", () => {
    expect(stepsOf("profiles: ./p.yaml")).to.deep.equal([300, 420]);
    const { plan, diagnostics } = planOf("profiles: ./p.yaml");
    expect(plan?.pipelines[0]?.activities[0]?.failure?.probability).to.equal(0.1);
    const [cluster] = plan?.pipelines[0]?.resources ?? [];
    expect(cluster?.kind === "EmrCluster" ? cluster.applications : undefined).to.deep.equal({
      kind: "constant",
      value: 30_000,
    });
    // that it knows another activity is no fault
    expect(diagnostics).to.deep.equal([]);
  });

  it("come after what the scenario says itself, part by part", () => {
    const yaml =
      "profiles: ./p.yaml\nworkloads: { MyActivity: { steps: [1 min, 2 min] } }\nboot: { applications: 9 s }\n";
    expect(stepsOf(yaml)).to.deep.equal([60, 120]);
    const { plan } = planOf(yaml);
    expect(plan?.pipelines[0]?.activities[0]?.failure?.probability).to.equal(0.1);
    const [cluster] = plan?.pipelines[0]?.resources ?? [];
    expect(cluster?.kind === "EmrCluster" ? cluster.applications : undefined).to.deep.equal({
      kind: "constant",
      value: 9000,
    });
  });

  it("are more specific than a pattern for all", () => {
    expect(stepsOf('profiles: ./p.yaml\nworkloads: { "*": { duration: 1 min } }\n')).to.deep.equal([300, 420]);
  });

  it("of several files the first one wins", () => {
    const files = {
      "./p.yaml": PROFILE,
      "./q.yaml": "workloads: { MyActivity: { steps: [1 s, 2 s] } }",
    };
    expect(stepsOf("profiles: [./q.yaml, ./p.yaml]", files)).to.deep.equal([1, 2]);
    expect(stepsOf("profiles: [./p.yaml, ./q.yaml]", files)).to.deep.equal([300, 420]);
  });

  it("are an assumption of every forecast, with the error of their replay", () => {
    const { plan } = planOf("profiles: ./p.yaml");
    expect(plan?.calibrations).to.deep.equal([
      {
        observations: 14,
        fromAtMs: Date.UTC(2014, 0, 1),
        toAtMs: Date.UTC(2014, 0, 31),
        replay: { jobs: 12, medianError: 0.04, p90Error: 0.11 },
      },
    ]);
    expect(plan?.assumptions.find(({ id }) => id === "calibration")).to.include({
      value: "14 observations; replay error of 12 runs: median 4 %, p90 11 %",
      source: "p.yaml, from a.json, b.json, c.json and 1 more",
    });
  });

  it("count in the scenario's digest", () => {
    const digest = (profile: string) => scenarioDigest(read("profiles: ./p.yaml", { "./p.yaml": profile }).scenario);
    expect(digest(PROFILE)).to.equal(digest(`# a comment\n${PROFILE}`));
    expect(digest(PROFILE)).to.not.equal(digest(PROFILE.replace("7 min", "8 min")));
  });

  const faults = [
    ["profiles: ./gone.yaml", PROFILE, "scenario.yaml 1:11 error SCENARIO_FILE profiles"],
    ["profiles: ./p.yaml", "pipeline: ./a.json", "p.yaml 1:1 error SCENARIO_FILE pipeline"],
    ["profiles: ./p.yaml", "[1, 2]", "p.yaml 1:1 error SCENARIO_FILE"],
    ["profiles: ./p.yaml", "workloads: { A: { duration: 5 } }", "p.yaml 1:29 error SCENARIO_UNIT workloads.A.duration"],
    [
      "profiles: ./p.yaml",
      "workloads: { A: { durations: 5 s } }",
      "p.yaml 1:19 error SCENARIO_UNKNOWN_KEY workloads.A.durations",
    ],
    ["profiles: ./p.yaml", "a: b: c", "p.yaml 1:4 error SYNTAX"],
    ["profiles: { a: 1 }", PROFILE, "scenario.yaml 1:11 error SCENARIO_SCHEMA profiles"],
    ["profiles: ./p.yaml", "workloads: { A: { duration: 5 s } }", "p.yaml 1:17 warning SCENARIO_NO_MATCH"],
    ["calibration: { observations: -1 }", "", "scenario.yaml 1:30 error SCENARIO_VALUE calibration.observations"],
  ] as const;
  for (const [yaml, profile, place] of faults) {
    it(`are told of at their place: ${yaml}, ${profile.split("\n")[0]}`, () => {
      expect(planOf(yaml, { "./p.yaml": profile }).diagnostics).to.include(place);
    });
  }
});
