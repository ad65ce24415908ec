import { readFileSync } from "node:fs";
import { expect } from "chai";
import { loadInput } from "../../../src/cli/load-input.ts";
import { PointRunner } from "../../../src/cli/sweep/point-runner.ts";
import { recordingIo } from "../../../src/cli/sweep/sweep-job.ts";
import { memoryIo } from "../../support/memory-io.ts";

const OPTIONS = { set: [], param: [], paramFile: [] };
const FILES = {
  "s/scenario.yaml":
    "pipeline: ./pipeline.json\nreplications: 2\nworkloads: { MyEmrActivity: { steps: [{ empirical: ./times.csv }, 5 min] } }\n",
  "s/pipeline.json": readFileSync("scenarios/emr-excerpt/pipeline.json", "utf8"),
  "s/times.csv": "600 s\n700 s\n",
};

/** A job whose files are gone by the time that its points are computed. */
function runnerOf(files: Readonly<Record<string, string>>): PointRunner {
  const { io, texts } = recordingIo(memoryIo({ files }));
  loadInput("s/scenario.yaml", OPTIONS, io);
  return new PointRunner({ file: "s/scenario.yaml", options: OPTIONS, texts: texts() });
}

describe("PointRunner", () => {
  const runner = runnerOf(FILES);
  const pointOf = (text: string, path = "MyEmrCluster.coreInstanceCount") => ({ index: 3, values: [{ path, text }] });

  it("computes a point from the texts of its job alone", () => {
    const outcome = runner.run(pointOf("4"));
    expect(outcome).to.include({ kind: "result", index: 3, replications: 2 });
    if (outcome.kind !== "result") return;
    expect(Object.keys(outcome.measures)).to.include.members(["cost.total", "latency.pipeline"]);
  });

  it("8.2 gives points the same random numbers: what a point does not change does not vary", () => {
    const boots = ["4", "5"].map((text) => {
      const outcome = runner.run(pointOf(text));
      return outcome.kind === "result" ? outcome.measures["cost.total"]?.mean : undefined;
    });
    expect(boots[1]).to.be.above(boots[0] ?? Number.NaN);
    expect(runner.run(pointOf("4"))).to.deep.equal(runner.run(pointOf("4")));
  });

  it("makes what is wrong with a point its outcome", () => {
    const outcome = runner.run(pointOf("many"));
    expect(outcome.kind).to.equal("failure");
    expect(outcome.kind === "failure" && outcome.message).to.match(/^--set:1:1: Expected .*coreInstanceCount/);
  });
});
