import { expect } from "chai";
import { pointsOf } from "../../src/planner/points.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";

function read(text: string) {
  return readScenario(text, { file: "s.yaml" });
}

/** `a=1 b=x`, point by point. */
function pointTexts(text: string): string[] {
  const { scenario, diagnostics } = read(text);
  expect(diagnostics).to.deep.equal([]);
  if (scenario.sweep === undefined) return [];
  return [...pointsOf(scenario.sweep)].map(
    ({ index, values }) => `${index}: ${values.map((value) => `${value.path}=${value.text}`).join(" ")}`,
  );
}

function problemsOf(text: string): string[] {
  return read(text).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("a sweep", () => {
  it("combines all values, the last path fastest", () => {
    expect(
      pointTexts("sweep: { C.coreInstanceCount: [2, 5], C.coreInstanceType: [m1.small, m1.xlarge] }"),
    ).to.deep.equal([
      "0: C.coreInstanceCount=2 C.coreInstanceType=m1.small",
      "1: C.coreInstanceCount=2 C.coreInstanceType=m1.xlarge",
      "2: C.coreInstanceCount=5 C.coreInstanceType=m1.small",
      "3: C.coreInstanceCount=5 C.coreInstanceType=m1.xlarge",
    ]);
  });

  it("counts from, to and step in numbers and in units, without the errors of binary fractions", () => {
    expect(pointTexts("sweep: { a: { from: 0, to: 20, step: 5 } }")).to.have.lengthOf(5);
    expect(pointTexts("sweep: { a: { from: 0.1, to: 0.5, step: 0.1 } }")).to.deep.equal(
      ["0.1", "0.2", "0.3", "0.4", "0.5"].map((text, index) => `${index}: a=${text}`),
    );
    expect(pointTexts("sweep: { a: { from: 5 min, to: 14 min, step: 5 min } }")).to.deep.equal([
      "0: a=5 min",
      "1: a=10 min",
    ]);
  });

  it("moves zipped values together, and leaves out what is excluded without counting anew", () => {
    const text = `sweep:
  a: [1, 2]
  zip: { b: [x, y], c: [10 min, 20 min] }
  exclude: [{ a: 1, b: y }]
`;
    expect(pointTexts(text)).to.deep.equal(["0: a=1 b=x c=10 min", "2: a=2 b=x c=10 min", "3: a=2 b=y c=20 min"]);
  });

  it("combines several groups of zipped values", () => {
    expect(pointTexts("sweep: { zip: [{ a: [1, 2], b: [3, 4] }, { c: [5, 6] }] }")).to.deep.equal([
      "0: a=1 b=3 c=5",
      "1: a=1 b=3 c=6",
      "2: a=2 b=4 c=5",
      "3: a=2 b=4 c=6",
    ]);
  });

  it("gives values back as YAML that reads as the same value", () => {
    expect(
      pointTexts(`sweep: { a: ["007", 7, "true", true, { lognormal: { mean: 55 s, cv: 0.3 } }, [1, "2"]] }`),
    ).to.deep.equal([
      '0: a="007"',
      "1: a=7",
      '2: a="true"',
      "3: a=true",
      '4: a={"lognormal":{"mean":"55 s","cv":0.3}}',
      '5: a=[1,"2"]',
    ]);
  });

  it("says at its place what is wrong", () => {
    expect(problemsOf("sweep: { a: [] }")).to.deep.equal([
      "1:13 Expected a list of values, or `{ from: 0, to: 20, step: 5 }`, got a list.",
    ]);
    expect(problemsOf("sweep: { a: { from: 0, to: 20 } }")[0]).to.match(
      /^1:13 Expected `from`, `to` and `step` of one unit/,
    );
    expect(problemsOf("sweep: { a: { from: 0, to: 20, step: 0 } }")[0]).to.match(/^1:13 Expected a `step` above 0/);
    expect(problemsOf("sweep: { a: { from: 0 min, to: 1 h, step: 5 min } }")[0]).to.match(/of one unit/);
    expect(problemsOf("sweep: { a: { from: 0, to: 1e9, step: 0.001 } }")).to.have.lengthOf(1);
    expect(problemsOf("sweep: { zip: { a: [1, 2], b: [1] } }")).to.deep.equal([
      "1:31 `b` has 1 values, `a` has 2: values that move together are equally many.",
    ]);
    expect(problemsOf("sweep: { a: [1], zip: { a: [2] } }")).to.deep.equal(["1:8 `a` is swept twice."]);
    expect(problemsOf("sweep: { a: [1], exclude: [{ b: 1 }] }")).to.deep.equal([
      "1:33 The sweep has no values for `b`.",
    ]);
  });
});
