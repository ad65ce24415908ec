import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readDefinition } from "../../src/definition/read-definition.ts";
import { compilePlan, type PlanCompilation } from "../../src/scenario/compile/compile-plan.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { scenariosOfPipelines } from "../../src/scenario/scenarios-of-pipelines.ts";

const NAMES = readdirSync("scenarios", { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

function compileShipped(name: string): PlanCompilation {
  const { scenario, diagnostics } = readScenario(readFileSync(`scenarios/${name}/scenario.yaml`, "utf8"), {
    file: "scenario.yaml",
    readProfile: (path) => ({ file: path, text: readFileSync(join("scenarios", name, path), "utf8") }),
  });
  expect(diagnostics).to.deep.equal([]);
  const source = scenariosOfPipelines(scenario).map(({ scenario: { pipeline } }) => {
    const file = pipeline?.value ?? "";
    const text = readFileSync(join("scenarios", name, file), "utf8");
    return { text, definition: readDefinition(text, { file }) };
  });
  return compilePlan({ scenario, source, readFile: (path) => readFileSync(join("scenarios", name, path), "utf8") });
}

describe("the shipped scenarios compile", () => {
  it("are at least eight questions", () => expect(NAMES).to.have.length.greaterThan(7));

  for (const name of NAMES) {
    it(`${name} begins with its question and gives a plan of its name without placeholders`, () => {
      const text = readFileSync(`scenarios/${name}/scenario.yaml`, "utf8");
      const comment = text
        .split("\n")
        .filter((line) => line.startsWith("#"))
        .join(" ");
      expect(comment).to.match(/\$schema=\.\.\/\.\.\/schemas\/scenario\.schema\.json # # [A-Z].*\?/);
      const { plan, diagnostics } = compileShipped(name);
      expect(diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([]);
      expect(plan?.name).to.equal(name);
      expect(plan?.placeholders).to.deep.equal([]);
      expect(JSON.parse(JSON.stringify(plan))).to.deep.equal(plan);
    });
  }

  it("emr-excerpt: 2 steps, 2 bootstrap actions, 21 instances of 2 types, two missing data nodes and the key in lower case", () => {
    const { plan, diagnostics } = compileShipped("emr-excerpt");
    const { activities = [], resources = [] } = plan?.pipelines[0] ?? {};
    const [cluster] = resources;
    if (cluster?.kind !== "EmrCluster") throw new Error("no cluster");
    expect(activities[0]?.work.map(({ role }) => role)).to.deep.equal([
      "preStepCommand",
      "step",
      "step",
      "postStepCommand",
    ]);
    expect(cluster.bootstrapActions.map(({ name }) => name)).to.deep.equal([
      "configure-hadoop",
      "configure-other-stuff",
    ]);
    expect(cluster.groups.reduce((sum, { count }) => sum + count, 0)).to.equal(21);
    expect(Object.keys(plan?.instanceTypes ?? {})).to.deep.equal(["m1.xlarge", "m1.small"]);
    expect(diagnostics.map(({ severity, path }) => `${severity} ${path}`)).to.deep.equal([
      "warning MyEmrActivity.input",
      "warning MyEmrActivity.output",
      "warning MyEmrCluster.keyPair",
    ]);
  });

  it("the worked example and its changes differ only in what they say", () => {
    const base = readFileSync("scenarios/worked-example/pipeline.json", "utf8");
    expect(readFileSync("scenarios/emr-excerpt/pipeline.json", "utf8")).to.equal(base);
    const changed = (name: string) => compileShipped(`worked-example-${name}`).plan;
    const plain = compileShipped("worked-example").plan;
    const cluster = (plan: typeof plain) => {
      const [resource] = plan?.pipelines[0]?.resources ?? [];
      if (resource?.kind !== "EmrCluster") throw new Error("no cluster");
      return resource;
    };
    expect(changed("per-second")?.billing).to.deep.equal({ ...plain?.billing, mode: "per-second" });
    expect(cluster(changed("slow-task-nodes")).groups[2]?.boot).to.deep.equal({ kind: "constant", value: 400_000 });
    expect(cluster(changed("slow-core-node")).groups[1]?.instanceBoots).to.deep.equal([
      { index: 3, boot: { kind: "constant", value: 300_000 } },
    ]);
    expect(cluster(changed("terminate-after")).terminateAfterMs).to.equal(900_000);
  });

  it("hold nothing but their files", () => {
    for (const name of NAMES) {
      const { scenario } = readScenario(readFileSync(`scenarios/${name}/scenario.yaml`, "utf8"), { file: "s.yaml" });
      const definitions = scenariosOfPipelines(scenario).map(({ scenario: { pipeline } }) => pipeline?.value ?? "");
      const others = readdirSync(`scenarios/${name}`).filter((file) => !definitions.includes(`./${file}`));
      // profiles, and the history that they were made of
      const profiles = ["calibrated.yaml", "history"];
      const isKnown = (file: string) => file === "scenario.yaml" || file.endsWith(".csv") || profiles.includes(file);
      expect(
        others.filter((file) => !isKnown(file)),
        name,
      ).to.deep.equal([]);
    }
  });
});
