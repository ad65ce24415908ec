import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { collectProfiles } from "../../../src/planner/calibrate/collect-profiles.ts";
import { type FragmentOptions, writeFragment } from "../../../src/planner/calibrate/write-fragment.ts";
import { readScenario } from "../../../src/scenario/read-scenario.ts";
import { CORPUS, hasCorpus, SKIPPED_WITHOUT_CORPUS } from "../../golden/corpus-files.ts";
import { readHistory } from "./read/read-history.ts";

function fragmentOf(files: Readonly<Record<string, string>>, options: Partial<FragmentOptions> = {}): string {
  return writeFragment(collectProfiles(readHistory(files)), { targets: [], schema: "schema.json", ...options });
}

/** Without comments and empty lines. */
function figures(fragment: string): string[] {
  return fragment.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
}

function comments(fragment: string): string {
  return fragment
    .split("\n")
    .filter((line) => line.trim().startsWith("#"))
    .join("\n");
}

const SAME =
  "name,start,end,status\na,2014-01-01T00:00:00,2014-01-01T00:10:00,ok\na,2014-01-02T00:00:00,2014-01-02T00:10:00,ok\na,2014-01-03T00:00:00,2014-01-03T00:01:00,failed\n";

describe("a fragment of profiles", () => {
  // two runs of 10 minutes and one failure: 1 of 3 is 33.3 %; from the first start to the last end
  it("says what was measured, and on what", () => {
    const fragment = fragmentOf({ "runs.csv": SAME });
    expect(figures(fragment)).to.deep.equal([
      "calibration:",
      "  observations: 3",
      "  from: 2014-01-01T00:00:00.000Z",
      "  to: 2014-01-03T00:01:00.000Z",
      '  files: ["runs.csv"]',
      "workloads:",
      "  a:",
      "    duration: 10 min",
      "    failure: { probability: 33.3% }",
    ]);
    expect(comments(fragment))
      .to.include("a: 3 runs, 2014-01-01 to 2014-01-03, in runs.csv")
      .and.include("all 2 are equal")
      .and.include("1 of 3 attempts failed: 33 % (95 % interval 6.1 % to 79 %)");
  });

  it("says that there is too little to know", () => {
    const one = fragmentOf({ "runs.csv": "name,duration\nb,90\n" });
    expect(comments(one)).to.include("the only value: nothing is known of its spread");
    const none = fragmentOf({ "runs.csv": "name,duration,status\nb,90,failed\n" });
    expect(comments(none)).to.include("b: no run of it succeeded, so that nothing is known of its work");
    expect(figures(none).join("\n")).to.not.include("workloads");
  });

  it("gives runs to the steps of an activity, in the order of the targets", () => {
    const csv = "name,duration\nload,60\nclean,30\nother,5\n";
    const targets = [
      { name: "clean", activityId: "Nightly", part: "steps" },
      { name: "load", activityId: "Nightly", part: "steps" },
    ] as const;
    expect(figures(fragmentOf({ "a.csv": csv }, { targets })).slice(3)).to.deep.equal([
      "workloads:",
      "  Nightly:",
      "    steps:",
      "      - 30 s",
      "      - 1 min",
      "  other:",
      "    duration: 5 s",
    ]);
  });

  // T(n) = 60 + 3600 / n exactly: 1860, 960, 660 s on 2, 4, 6 nodes
  it("finds the law of runs on clusters of several sizes", () => {
    const rows = [
      [2, 1860],
      [4, 960],
      [6, 660],
    ].map(([nodes, seconds]) => `step,${seconds},${nodes},m1.large`);
    const fragment = fragmentOf({ "a.csv": ["name,duration,nodes,type", ...rows].join("\n") });
    expect(figures(fragment).slice(4)).to.deep.equal([
      "  step:",
      "    scaling:",
      "      work: 1 node-hours",
      "      reference: m1.large",
      "      serial: 1 min",
    ]);
    expect(comments(fragment)).to.include("scaling law of 3 runs by nodes: 2: 31 min (law 31 min)");
  });

  it("takes two sizes for too few, and says the distribution instead", () => {
    const csv = "name,duration,nodes,type\nstep,100,2,m1.large\nstep,60,4,m1.large\n";
    expect(figures(fragmentOf({ "a.csv": csv })).join("\n")).to.include("duration: { empirical: [1 min, 100 s] }");
  });

  // from launch to ready 200 s each; the cluster 40 s after the last of them
  it("has the boots of instances, without what EMR has counted already", () => {
    const time = (created: number, ready: number) => ({ CreationDateTime: 1e9 + created, ReadyDateTime: 1e9 + ready });
    const cluster = {
      Cluster: {
        Id: "j-1",
        Status: { Timeline: time(0, 250) },
        InstanceGroups: [
          { Id: "ig-1", InstanceGroupType: "CORE", InstanceType: "m1.large", RequestedInstanceCount: 2 },
        ],
      },
    };
    const instances = {
      Instances: [
        { Ec2InstanceId: "i-1", InstanceGroupId: "ig-1", Status: { Timeline: time(5, 205) } },
        { Ec2InstanceId: "i-2", InstanceGroupId: "ig-1", Status: { Timeline: time(10, 210) } },
      ],
    };
    const files = { "c.json": JSON.stringify(cluster), "i.json": JSON.stringify(instances) };
    expect(figures(fragmentOf(files)).slice(5)).to.deep.equal([
      "boot:",
      "  m1.large: 200 s",
      "  applications: 40 s",
      "bootstrapActions:",
      '  "*": 0 s',
    ]);
  });

  it("cannot be broken by a name", () => {
    const name = '"x: {[#\'\u0007 workloads:"';
    const read = readHistory({ "a.csv": `name,duration\n${name},5\n__proto__,6\n` });
    const profiles = collectProfiles(read, { exactNames: true });
    const fragment = writeFragment(profiles, { targets: [], schema: "schema.json" });
    const { scenario, diagnostics } = readScenario(fragment, { file: "f.yaml" });
    expect(diagnostics).to.deep.equal([]);
    expect(scenario.workloads.map(({ pattern }) => pattern)).to.have.members(["x: {[#'\u0007 workloads:", "__proto__"]);
  });

  it(`of every history of the corpus is a scenario without a fault ${SKIPPED_WITHOUT_CORPUS}`, function () {
    if (!hasCorpus()) this.skip();
    for (const folder of ["emr-cli", "jhist", "yarn-sls"]) {
      const files = Object.fromEntries(
        readdirSync(`${CORPUS}/${folder}`).map((file) => [file, readFileSync(`${CORPUS}/${folder}/${file}`, "utf8")]),
      );
      const { diagnostics } = readScenario(fragmentOf(files), { file: folder });
      expect(diagnostics).to.deep.equal([]);
    }
  });
});
