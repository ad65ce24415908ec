import { expect } from "chai";
import type { WorkPlan } from "../../src/model/plan.ts";
import { scenarioDigest } from "../../src/scenario/scenario-digest.ts";
import { compile, emrPipeline, problemsOf, scenarioOf, shortForm } from "./harness.ts";

const MEASURED = "points: [{ nodes: 2, time: 100 s }, { nodes: 4, time: 60 s }]";

function scaling(inner: string, file?: string) {
  const yaml = `workloads: { MyActivity: { scaling: { ${inner} } } }`;
  return compile(emrPipeline(), yaml, (path) => (path === "runs.csv" ? file : undefined));
}

function planOf(inner: string, file?: string): WorkPlan | undefined {
  const { plan, diagnostics } = scaling(inner, file);
  expect(diagnostics.map(({ message }) => message)).to.deep.equal([]);
  return plan?.pipelines[0]?.activities[0]?.work[0]?.work;
}

function assumed(inner: string): Record<string, string> {
  const all = scaling(inner).plan?.assumptions ?? [];
  const own = all.filter(({ id }) => id.startsWith("work.scaling."));
  return Object.fromEntries(own.map(({ id, value }) => [id.replace(/\.workloads.*/, ""), value]));
}

describe("work by a scaling law", () => {
  it("5.4 takes the terms that it is given", () => {
    const law =
      "work: 2 node-hours, reference: m1.large, serial: 40 s, communication: 5 node-minutes, log: 12 s, overheadPerNode: 3 s";
    expect(planOf(law)).to.deep.equal({
      kind: "scaling",
      work: { kind: "constant", value: 7_200_000 },
      referenceSpeed: 4,
      serialMs: 40_000,
      overheadPerNodeMs: 3000,
      logMs: 12_000,
      communicationMs: 300_000,
    });
  });

  // 250 GB are 2.5 times 100 GB: work and communication grow, the rest does not
  it("5.4 grows with the data", () => {
    const law =
      "work: 2 node-hours, reference: m1.small, serial: 40 s, communication: 4 node-minutes, referenceSize: 100 GB, size: 250 GB";
    expect(planOf(law)).to.deep.include({
      work: { kind: "constant", value: 18_000_000 },
      serialMs: 40_000,
      communicationMs: 600_000,
    });
  });

  // sigma^2 = log(1.0064) for 8 %, mu = log(1,000,000) - sigma^2 / 2
  it("8.2 draws a factor of mean 1 for the error of the law", () => {
    const law = "work: 2 node-hours, reference: m1.small, error: 8%";
    expect(planOf(law)).to.deep.include({ factor: { kind: "lognormal", mu: 13.812321, sigma: 0.079872 } });
    expect(assumed(law)).to.deep.equal({ "work.scaling.error": "8%" });
    expect(planOf("work: 2 node-hours, reference: m1.small, error: 0%")).not.to.have.property("factor");
  });

  // 100 = s + w/2, 60 = s + w/4: w = 160 s, s = 20 s; each forecast from the other is off by a factor of 1.2, a deviation of
  // 0.1823 of the logarithm, which is a variation of 18.4 %
  it("5.4 fits Amdahl's law to two measured configurations", () => {
    const inner = `reference: m1.small, ${MEASURED}`;
    const plan = planOf(inner);
    expect(plan).to.deep.include({
      work: { kind: "constant", value: 160_000 },
      serialMs: 20_000,
      overheadPerNodeMs: 0,
    });
    expect(assumed(inner)).to.deep.equal({
      "work.scaling.law": "2.7 node-minutes of m1.small shared by the nodes, 20 s serial",
      "work.scaling.error": "18.4%",
    });
  });

  it("8.2 takes the error that is given before that of the fit", () => {
    expect(assumed(`reference: m1.small, ${MEASURED}, error: 5%`)).to.include({ "work.scaling.error": "5%" });
  });

  it("5.4 says that one configuration is taken for perfect scaling", () => {
    const inner = "reference: m1.small, points: [{ nodes: 2, time: 100 s }]";
    expect(planOf(inner)).to.deep.include({ work: { kind: "constant", value: 200_000 }, serialMs: 0 });
    expect(planOf(inner)).not.to.have.property("factor");
    const law = scaling(inner).plan?.assumptions.find(({ id }) => id.startsWith("work.scaling.law"));
    expect(law?.source).to.include("one configuration: perfect scaling is assumed, and its error is not known");
  });

  // m1.large has 4 ECU: 2 of them do what 8 of m1.small do; the first type that a point names is the reference
  it("5.4 measured on one type, it holds on another by their speeds", () => {
    const inner = "points: [{ nodes: 2, time: 100 s, type: m1.large }, { nodes: 16, time: 60 s, type: m1.small }]";
    // s + w/2 = 100, s + w/4 = 60 in seconds of m1.large
    expect(planOf(inner)).to.deep.include({
      referenceSpeed: 4,
      serialMs: 20_000,
      work: { kind: "constant", value: 160_000 },
    });
  });

  // the cluster's core nodes are m1.small; as exact as two points are for one type, and 24 % for another
  it("5.4 takes runs without a type for the cluster's own, and says so", () => {
    expect(assumed(MEASURED)).to.deep.equal({
      "work.scaling.measuredOn": "m1.small",
      "work.scaling.law": "2.7 node-minutes of m1.small shared by the nodes, 20 s serial",
      "work.scaling.error": "18.4%",
    });
  });

  // the variances of the logarithms add up: sqrt(exp(0.1823^2 + 0.24^2) - 1) = 30.8 %; alone sqrt(exp(0.24^2) - 1) = 24.3 %
  it("5.4 is less sure where no run was measured on the cluster's type", () => {
    expect(assumed(`reference: m1.large, ${MEASURED}`)).to.include({ "work.scaling.error": "30.8%" });
    expect(assumed("reference: m1.large, points: [{ nodes: 2, time: 100 s }]")).to.include({
      "work.scaling.error": "24.3%",
    });
    expect(assumed(`reference: m1.large, ${MEASURED}, error: 5%`)).to.include({ "work.scaling.error": "5%" });
  });

  // w * s / n: 100 s on 2 nodes for 10 GB, 100 s on 4 for 20 GB; for 30 GB it is 600 node-seconds
  it("5.4 reads runs from a file, with their data", () => {
    const file = "# measured in May\nnodes,seconds,gigabytes,type\n2,100,10,m1.small\n4,100,20,\n";
    expect(planOf("points: runs.csv, size: 30 GB", file)).to.deep.include({
      work: { kind: "constant", value: 600_000 },
      serialMs: 0,
    });
    expect(
      planOf("points: runs.csv, size: 30 GB", "type,nodes,time,size\nm1.small,2,100 s,10 GB\n,4,100 s,20 GB\n"),
    ).to.deep.equal(planOf("points: runs.csv, size: 30 GB", file));
  });

  it("takes the measured runs of a file into the digest of the scenario", () => {
    const scenario = scenarioOf("workloads: { A: { steps: [{ scaling: { points: runs.csv } }] } }");
    expect(scenarioDigest(scenario, () => "nodes,seconds\n2,100\n")).not.to.equal(
      scenarioDigest(scenario, () => "nodes,seconds\n2,101\n"),
    );
  });

  const REFUSED: readonly (readonly [inner: string, problem: string, file?: string])[] = [
    ["work: 1 node-hour, size: 3 GB", "`size` needs the `referenceSize` of the data that `work` is for"],
    [`${MEASURED}, size: 3 GB`, "To forecast for another `size` each measured run needs its `size`"],
    [
      "points: [{ nodes: 2, time: 9 s, size: 1 GB }, { nodes: 2, time: 9 s, size: 2 GB }]",
      "The measured runs had different amounts of data",
    ],
    ["points: [{ nodes: 2, time: 9 s, type: m1.smal }]", "There is no instance type `m1.smal`"],
    ["points: other.csv", "The file `other.csv` cannot be read"],
    ["points: runs.csv", "`runs.csv` has no columns `nodes` and `time`", "2,100\n"],
    ["points: runs.csv", "`runs.csv` holds no measured runs", "nodes,time\n"],
    ["points: runs.csv", "`runs.csv`, line 2: expected a whole number of nodes, got `0`", "nodes,time\n0,9 s\n"],
    ["points: runs.csv", "`runs.csv`, line 2: expected a duration above 0, got `100`", "nodes,time\n2,100\n"],
    ["points: runs.csv", "`runs.csv`, line 3: expected a size above 0, got ``", "nodes,time,size\n2,1 s,1 GB\n4,1 s\n"],
  ];
  for (const [inner, problem, file] of REFUSED) {
    it(`refuses ${inner}: ${problem}`, () => {
      expect(
        scaling(inner, file)
          .diagnostics.map(({ message }) => message)
          .join("\n"),
      ).to.include(problem);
    });
  }

  it("refuses points beside the terms of a law, and runs that say too little", () => {
    const inner = (text: string) => problemsOf(`workloads: { A: { scaling: { ${text} } } }`);
    expect(inner("points: [{ nodes: 2, time: 9 s }], serial: 3 s")).to.deep.equal([
      "1:65 error SCENARIO_VALUE workloads.A.scaling.serial",
    ]);
    expect(inner("serial: 3 s")).to.have.length(1);
    expect(inner("points: [{ nodes: 2 }]")).to.have.length(1);
    expect(inner("points: []").length).to.be.above(0);
    expect(inner("points: [{ nodes: 0, time: 9 s }]").length).to.be.above(0);
  });

  it("reports an unknown reference type at its place", () => {
    expect(scaling(`reference: m1.smal, ${MEASURED}`).diagnostics.map(shortForm)).to.deep.equal([
      "1:50 error PLAN_INSTANCE_TYPE workloads.MyActivity.scaling.reference",
    ]);
  });
});
