import { expect } from "chai";
import { scenarioDigest } from "../../src/scenario/scenario-digest.ts";
import { scenarioOf } from "./harness.ts";

function digest(yaml: string, readFile?: (path: string) => string | undefined): string {
  return scenarioDigest(scenarioOf(yaml), readFile);
}

describe("the digest of a scenario", () => {
  it("is a SHA-256 that is the same whatever the layout", () => {
    const plain = digest("name: a\naccount: { region: us-east-1, billing: hourly }\n");
    expect(plain).to.match(/^sha256:[0-9a-f]{64}$/);
    expect(digest('{"account": {"billing": "hourly", "region": "us-east-1"}, "name": "a"}')).to.equal(plain);
    expect(digest("# why\naccount:\n  billing: hourly\n  region: us-east-1\nname: a # what")).to.equal(plain);
  });

  it("differs for another value, another order of a list, and a text in place of a number", () => {
    const of = (...names: readonly string[]) => `replications: { of: [${names.join(", ")}] }`;
    const texts = [of("a", "b"), of("b", "a"), of("a", "c"), "seed: 1", 'seed: "1"', "{}"];
    expect(new Set(texts.map((text) => digest(text))).size).to.equal(texts.length);
  });

  it("counts the content of the data files that the scenario names", () => {
    const yaml =
      "boot: { pending: { empirical: a.csv } }\nworkloads: { A: { duration: { empirical: { file: b.csv } } } }";
    const files = (a: string, b: string) => (path: string) => (path === "a.csv" ? a : path === "b.csv" ? b : undefined);
    const base = digest(yaml, files("1 s", "2 s"));
    expect(digest(yaml, files("1 s", "2 s"))).to.equal(base);
    expect(digest(yaml, files("3 s", "2 s"))).to.not.equal(base);
    expect(digest(yaml, files("1 s", "3 s"))).to.not.equal(base);
  });

  it("counts the content of traces of arrivals", () => {
    const yaml = "pipelines: [{ pipeline: a.json, activation: { arrivals: { trace: { file: a.csv } } } }]";
    expect(digest(yaml, () => "1 h")).to.not.equal(digest(yaml, () => "2 h"));
  });
});
