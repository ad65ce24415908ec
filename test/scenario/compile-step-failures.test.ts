import { expect } from "chai";
import { compile, emrPipeline, planOf, problemsOf, shellPipeline, shortForm } from "./harness.ts";

const PIPELINE = emrPipeline();
const uniform = { kind: "uniform", min: 0, max: 1 };

function failuresOf(yaml: string) {
  const [activity] = planOf(PIPELINE, yaml).pipelines[0]?.activities ?? [];
  return activity?.work.map(({ failure }) => failure?.probability);
}

describe("failures of steps and uploads", () => {
  it("4.6 a probability holds for all steps, or for those of an activity, an index or a label, the narrowest first", () => {
    expect(failuresOf("failures: { steps: 1% }")).to.deep.equal([0.01, 0.01]);
    expect(failuresOf("failures: { steps: { MyActivity: 2%, 'MyActivity[1]': 3% } }")).to.deep.equal([0.02, 0.03]);
    expect(failuresOf("failures: { steps: { '*': 1%, '*second*': 4% } }")).to.deep.equal([0.01, 0.04]);
    expect(failuresOf("failures: { steps: { 'MyActivity[0]': 0%, '*': 1% } }")).to.deep.equal([undefined, 0.01]);
    expect(failuresOf("")).to.deep.equal([undefined, undefined]);
  });

  it("3.3 where in the step it fails is uniform unless it is said, and the activity is tried again", () => {
    const [activity] = planOf(PIPELINE, "failures: { steps: 1% }").pipelines[0]?.activities ?? [];
    expect(activity?.work[0]?.failure).to.deep.equal({ probability: 0.01, atFraction: uniform });
    expect(activity?.retry).to.deep.equal({ maximum: 2, delayMs: 600_000 });
    expect(activity?.failure).to.equal(undefined);
    const late = planOf(PIPELINE, "failures: { steps: { '*': { probability: 1%, atFraction: 0.9 } } }");
    expect(late.pipelines[0]?.activities[0]?.work[0]?.failure?.atFraction).to.deep.equal({
      kind: "constant",
      value: 0.9,
    });
  });

  it("warns of a step that there is none of", () => {
    const { diagnostics } = compile(PIPELINE, "failures: { steps: { 'MyActivity[2]': 1% } }");
    expect(diagnostics.filter(({ code }) => code === "SCENARIO_NO_MATCH").map(shortForm)).to.deep.equal([
      '1:39 warning SCENARIO_NO_MATCH failures.steps["MyActivity[2]"]',
    ]);
  });

  it("6.6 uploads are tried four times unless it is said", () => {
    const uploadsOf = (yaml: string) => {
      const { logs, assumptions } = planOf(shellPipeline(), yaml);
      return [logs.uploadFailure, assumptions.some(({ id }) => id === "logs.uploadTries")];
    };
    const waits = { firstWaitMs: 100, longestWaitMs: 20_000 };
    expect(uploadsOf("")).to.deep.equal([undefined, false]);
    expect(uploadsOf("failures: { uploads: 0% }")).to.deep.equal([undefined, false]);
    expect(uploadsOf("failures: { uploads: 1% }")).to.deep.equal([{ probability: 0.01, tries: 4, ...waits }, true]);
    expect(uploadsOf("failures: { uploads: { probability: 5%, tries: 2 } }")).to.deep.equal([
      { probability: 0.05, tries: 2, ...waits },
      false,
    ]);
  });

  it("says what is wrong with a probability", () => {
    expect(problemsOf("failures: { steps: 2 }")).to.deep.equal(["1:20 error SCENARIO_UNIT failures.steps"]);
    expect(problemsOf("failures: { steps: { A: often } }")).to.deep.equal([
      "1:25 error SCENARIO_UNIT failures.steps.A",
    ]);
    expect(problemsOf("failures: { uploads: 200% }")).to.deep.equal(["1:22 error SCENARIO_UNIT failures.uploads"]);
  });
});
