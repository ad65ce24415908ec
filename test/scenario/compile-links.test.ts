import { expect } from "chai";
import { compile, emrPipeline, planOf, shellPipeline, shortForm, type TestObject } from "./harness.ts";

/** A shell activity of a worker group. */
function activity(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  return { id, type: "ShellCommandActivity", workerGroup: "wg", command: "x", ...fields };
}

function node(id: string): TestObject {
  return { id, type: "S3DataNode", directoryPath: "s3://a/b" };
}

/** `C: A by dependsOn, B by Data`: what each activity waits for. */
function dependencyTexts(objects: readonly TestObject[]): string[] {
  const { activities = [] } = planOf(objects).pipelines[0] ?? {};
  return activities
    .filter(({ dependsOn }) => dependsOn.length > 0)
    .map(({ id, dependsOn }) => `${id}: ${dependsOn.map((one) => `${one.activityId} by ${one.via}`).join(", ")}`);
}

describe("3.1 dependencies", () => {
  it("come from dependsOn and through data nodes, each activity once", () => {
    const objects = [
      activity("A", { output: { ref: "Data" } }),
      activity("B", { output: [{ ref: "Data" }, { ref: "More" }] }),
      activity("C", { dependsOn: [{ ref: "A" }], input: [{ ref: "Data" }, { ref: "More" }] }),
      node("Data"),
      node("More"),
    ];
    expect(dependencyTexts(objects)).to.deep.equal(["C: A by dependsOn, B by Data"]);
  });

  it("leave out data nodes that nobody writes and an activity's own output", () => {
    const objects = [
      activity("A", { input: [{ ref: "Data" }, { ref: "Own" }], output: { ref: "Own" } }),
      node("Data"),
      node("Own"),
    ];
    expect(dependencyTexts(objects)).to.deep.equal([]);
  });

  it("leave out inputs and outputs that are not in the text, with a warning each", () => {
    const { plan, diagnostics } = compile(emrPipeline({ input: { ref: "MyS3Input" }, output: { ref: "MyS3Output" } }));
    expect(plan?.pipelines[0]?.activities[0]?.dependsOn).to.deep.equal([]);
    expect(diagnostics.map(({ severity, path }) => `${severity} ${path}`)).to.deep.equal([
      "warning MyActivity.input",
      "warning MyActivity.output",
    ]);
  });

  it("refuse a circle and name it", () => {
    const objects = [
      activity("A", { dependsOn: { ref: "C" } }),
      activity("B", { dependsOn: { ref: "A" } }),
      activity("C", { dependsOn: { ref: "B" } }),
      activity("D", { dependsOn: { ref: "C" } }),
    ];
    const { plan, diagnostics } = compile(objects);
    const problems = diagnostics.filter(({ code }) => code === "PLAN_DEPENDENCY_CYCLE");
    expect(plan).to.equal(undefined);
    expect(problems.map(({ message }) => message.split(": ")[1])).to.deep.equal(["A -> C -> B -> A."]);
  });

  it("take no longer for a thousand activities in a row or in layers", () => {
    const row = Array.from({ length: 1000 }, (_, index) =>
      activity(`A${index}`, index === 0 ? {} : { dependsOn: { ref: `A${index - 1}` } }),
    );
    const layer = (name: string, before: string) =>
      Array.from({ length: 20 }, (_, index) =>
        activity(`${name}${index}`, {
          dependsOn: Array.from({ length: 20 }, (__, other) => ({ ref: `${before}${other}` })),
        }),
      );
    const first = Array.from({ length: 20 }, (_, index) => activity(`L0_${index}`));
    const layers = Array.from({ length: 10 }, (_, index) => layer(`L${index + 1}_`, `L${index}_`)).flat();
    expect(planOf(row).pipelines[0]?.activities).to.have.length(1000);
    expect(planOf([...first, ...layers]).pipelines[0]?.activities).to.have.length(220);
  });

  it("3.5 keep the mode of failure", () => {
    const mode = (failureAndRerunMode?: string) =>
      planOf([activity("A", { failureAndRerunMode })]).pipelines[0]?.activities[0]?.failureAndRerunMode;
    expect([mode(), mode("CASCADE"), mode("none")]).to.deep.equal(["none", "cascade", "none"]);
  });
});

describe("4.1 runners", () => {
  const RUNNERS = "taskRunners: [{ workerGroup: wg }]";

  it("runsOn wins over workerGroup, and neither is nobody", () => {
    const runner = (objects: readonly TestObject[]) => planOf(objects, RUNNERS).pipelines[0]?.activities[0]?.runner;
    expect(runner(emrPipeline({ workerGroup: "wg" }))).to.deep.equal({ kind: "resource", resourceId: "MyCluster" });
    expect(runner(shellPipeline())).to.deep.equal({ kind: "workerGroup", workerGroup: "wg" });
    expect(runner(shellPipeline({ workerGroup: undefined }))).to.deep.equal({ kind: "none" });
  });

  it("warn where no Task Runner of the scenario polls for the group, in exactly its letters", () => {
    const problems = (group: string) =>
      compile(shellPipeline({ workerGroup: group }), RUNNERS).diagnostics.map(
        ({ code, severity }) => `${severity} ${code}`,
      );
    expect(problems("wg")).to.deep.equal([]);
    expect(problems("WG")).to.deep.equal(["warning PLAN_RUNNER"]);
  });

  it("refuse a resource that is not there", () => {
    const { plan, diagnostics } = compile(shellPipeline({ workerGroup: undefined, runsOn: { ref: "Nowhere" } }));
    expect(plan).to.equal(undefined);
    expect(diagnostics.map(shortForm).filter((problem) => problem.includes("MyShell.runsOn"))).to.have.length(1);
  });

  it("4.1 4.2 4.3 the scenario's own, one by one", () => {
    const yaml = `taskRunners:
  - { workerGroup: wg, count: 2, logUri: s3://logs/wg }
  - { workerGroup: wg, tasks: 4, poll: { every: 15 s } }
  - { workerGroup: other, poll: long }
`;
    expect(planOf(shellPipeline(), yaml).taskRunners).to.deep.equal([
      { id: "wg/0", workerGroup: "wg", tasks: 2, poll: { kind: "long", holdMs: 90_000 }, logUri: "s3://logs/wg" },
      { id: "wg/1", workerGroup: "wg", tasks: 2, poll: { kind: "long", holdMs: 90_000 }, logUri: "s3://logs/wg" },
      { id: "wg/2", workerGroup: "wg", tasks: 4, poll: { kind: "interval", intervalMs: 15_000 }, logUri: null },
      { id: "other/0", workerGroup: "other", tasks: 2, poll: { kind: "long", holdMs: 90_000 }, logUri: null },
    ]);
  });
});
