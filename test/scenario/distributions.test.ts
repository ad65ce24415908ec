import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import { describeDistribution, formatDistribution } from "../../src/scenario/distribution/describe-distribution.ts";
import { resolveDistribution } from "../../src/scenario/distribution/empirical-file.ts";
import { Problems } from "../../src/scenario/source/problems.ts";
import { DURATION } from "../../src/scenario/units/duration.ts";
import { problemsOf, scenarioOf, shortForm } from "./harness.ts";

/** The distribution that `boot.pending` reads as. */
function read(yaml: string): Distribution {
  const { pending } = scenarioOf(`boot: { pending: ${yaml} }`).boot;
  if (pending === undefined || pending.value.kind === "empirical-file") throw new Error("no distribution");
  return pending.value;
}

describe("distributions of the scenario file", () => {
  // lognormal by mean and cv: sigma^2 = ln(1 + cv^2), mu = ln(mean) - sigma^2 / 2, by median and p95:
  // sigma = ln(p95 / median) / 1.644854; gamma by mean and cv: shape = 1 / cv^2, scale = mean * cv^2.
  const sigma2 = Math.log(1.04);
  const CASES: readonly (readonly [yaml: string, Distribution])[] = [
    ["95 s", { kind: "constant", value: 95_000 }],
    ["{ constant: 95 s }", { kind: "constant", value: 95_000 }],
    ["{ uniform: { min: 1 s, max: 2 s } }", { kind: "uniform", min: 1000, max: 2000 }],
    ["{ exponential: { mean: 30 min } }", { kind: "exponential", mean: 1_800_000 }],
    ["{ normal: { mean: 100 s, sd: 5 s } }", { kind: "normal", mean: 100_000, sd: 5000 }],
    ["{ normal: { mean: 100 s, cv: 0.05 } }", { kind: "normal", mean: 100_000, sd: 5000 }],
    [
      "{ lognormal: { mean: 95 s, cv: 0.2 } }",
      { kind: "lognormal", mu: Math.log(95_000) - sigma2 / 2, sigma: Math.sqrt(sigma2) },
    ],
    [
      "{ lognormal: { mean: 95 s, sd: 19 s } }",
      { kind: "lognormal", mu: Math.log(95_000) - sigma2 / 2, sigma: Math.sqrt(sigma2) },
    ],
    [
      "{ lognormal: { median: 60 s, p95: 120 s } }",
      { kind: "lognormal", mu: Math.log(60_000), sigma: Math.LN2 / 1.6448536269514722 },
    ],
    ["{ lognormal: { median: 60 s, sigma: 0.5 } }", { kind: "lognormal", mu: Math.log(60_000), sigma: 0.5 }],
    ["{ lognormal: { mu: 4, sigma: 0.5 } }", { kind: "lognormal", mu: 4 + Math.log(1000), sigma: 0.5 }],
    ["{ gamma: { shape: 4, scale: 10 s } }", { kind: "gamma", shape: 4, scale: 10_000 }],
    ["{ gamma: { mean: 40 s, cv: 0.5 } }", { kind: "gamma", shape: 4, scale: 10_000 }],
    ["{ weibull: { shape: 1.5, scale: 10 s } }", { kind: "weibull", shape: 1.5, scale: 10_000 }],
    ["{ triangular: { min: 1 s, mode: 2 s, max: 4 s } }", { kind: "triangular", min: 1000, mode: 2000, max: 4000 }],
    ["{ pert: { min: 1 s, mode: 1 s, max: 4 s } }", { kind: "pert", min: 1000, mode: 1000, max: 4000 }],
    ["{ pareto: { min: 10 s, alpha: 2.5 } }", { kind: "pareto", min: 10_000, alpha: 2.5 }],
    ["{ empirical: [1 s, 3 s, 2 s] }", { kind: "empirical", values: [1000, 3000, 2000] }],
  ];
  for (const [yaml, expected] of CASES) {
    it(`reads ${yaml}`, () => {
      const found = read(yaml);
      expect(found.kind).to.equal(expected.kind);
      expect(Object.keys(found)).to.deep.equal(Object.keys(expected));
      for (const [name, value] of Object.entries(expected)) {
        const actual = Object.entries(found).find(([key]) => key === name)?.[1];
        if (typeof value === "number") expect(actual, name).to.be.closeTo(value, 1e-9);
        else expect(actual, name).to.deep.equal(value);
      }
    });
  }

  // Column 17 is where the value of `boot: { pending: ` begins.
  const REFUSED: readonly (readonly [yaml: string, problem: string])[] = [
    ["95", "1:18 error SCENARIO_UNIT boot.pending"],
    ["fast", "1:18 error SCENARIO_UNIT boot.pending"],
    ["[1 s]", "1:18 error SCENARIO_UNIT boot.pending"],
    ["{}", "1:18 error SCENARIO_UNIT boot.pending"],
    ["{ uniform: { min: 1 s, max: 2 s }, constant: 3 s }", "1:53 error SCENARIO_VALUE boot.pending.constant"],
    ["{ unifrom: { min: 1 s, max: 2 s } }", "1:29 error SCENARIO_DISTRIBUTION boot.pending.unifrom"],
    ["{ uniform: { min: 3 s, max: 2 s } }", "1:29 error SCENARIO_DISTRIBUTION boot.pending.uniform"],
    ["{ uniform: { min: 3 s } }", "1:29 error SCENARIO_DISTRIBUTION boot.pending.uniform"],
    ["{ uniform: { min: 3, max: 5 s } }", "1:36 error SCENARIO_UNIT boot.pending.uniform.min"],
    ["{ exponential: { mean: 0 s } }", "1:33 error SCENARIO_DISTRIBUTION boot.pending.exponential"],
    ["{ normal: { mean: 1 s, sd: -1 s } }", "1:45 error SCENARIO_UNIT boot.pending.normal.sd"],
    ["{ normal: { mean: 1 s, cv: -1 } }", "1:28 error SCENARIO_DISTRIBUTION boot.pending.normal"],
    ["{ lognormal: { mean: 1 s, cv: 0 } }", "1:31 error SCENARIO_DISTRIBUTION boot.pending.lognormal"],
    ["{ lognormal: { mean: 1 s, p95: 2 s } }", "1:31 error SCENARIO_DISTRIBUTION boot.pending.lognormal"],
    ["{ lognormal: { median: 2 s, p95: 2 s } }", "1:31 error SCENARIO_DISTRIBUTION boot.pending.lognormal"],
    ["{ lognormal: { mu: 31, sigma: 1 } }", "1:31 error SCENARIO_DISTRIBUTION boot.pending.lognormal"],
    ["{ gamma: { shape: 0, scale: 1 s } }", "1:27 error SCENARIO_DISTRIBUTION boot.pending.gamma"],
    ["{ gamma: { shape: 2 s, scale: 1 s } }", "1:36 error SCENARIO_VALUE boot.pending.gamma.shape"],
    ["{ weibull: { shape: 1, scale: 0 s } }", "1:29 error SCENARIO_DISTRIBUTION boot.pending.weibull"],
    ["{ triangular: { min: 2 s, mode: 1 s, max: 4 s } }", "1:32 error SCENARIO_DISTRIBUTION boot.pending.triangular"],
    ["{ pert: { min: 2 s, mode: 2 s, max: 2 s } }", "1:26 error SCENARIO_DISTRIBUTION boot.pending.pert"],
    ["{ pareto: { min: 2 s, alpha: 1 } }", "1:28 error SCENARIO_DISTRIBUTION boot.pending.pareto"],
    ["{ empirical: [] }", "1:31 error SCENARIO_DISTRIBUTION boot.pending.empirical"],
    ["{ empirical: [1 s, 2] }", "1:37 error SCENARIO_UNIT boot.pending.empirical[1]"],
    ["{ empirical: { column: a } }", "1:31 error SCENARIO_VALUE boot.pending.empirical"],
  ];
  for (const [yaml, problem] of REFUSED) {
    it(`refuses ${yaml}`, () => expect(problemsOf(`boot: { pending: ${yaml} }`)).to.deep.equal([problem]));
  }

  it("says what a distribution is for a person, and for a scenario so that it reads back", () => {
    const normal: Distribution = { kind: "normal", mean: 100_000, sd: 5000 };
    expect(describeDistribution(normal, DURATION)).to.equal("normal, mean 100 s, sd 5 s");
    for (const [yaml] of CASES) {
      const distribution = read(yaml);
      const again = read(formatDistribution(distribution, DURATION));
      expect(again.kind, yaml).to.equal(distribution.kind);
      expect(describeDistribution(again, DURATION), yaml).to.equal(describeDistribution(distribution, DURATION));
    }
  });
});

describe("measured values in a file", () => {
  function resolve(empirical: string, text: string | undefined) {
    const { pending } = scenarioOf(`boot: { pending: { empirical: ${empirical} } }`).boot;
    if (pending === undefined) throw new Error("no distribution");
    const problems = new Problems();
    const asked: string[] = [];
    const distribution = resolveDistribution(
      pending,
      (path) => {
        asked.push(path);
        return text;
      },
      problems,
    );
    return { distribution, asked, problems: problems.diagnostics.map(({ code, message }) => `${code} ${message}`) };
  }

  it("takes the first column, its header, comments and empty lines left out", () => {
    const { distribution, asked } = resolve(
      "./a.csv",
      '\uFEFFduration,note\r\n10 s,"a, b"\r\n\r\n# later\r\n20 s,c\r\n',
    );
    expect(distribution).to.deep.equal({ kind: "empirical", values: [10_000, 20_000] });
    expect(asked).to.deep.equal(["./a.csv"]);
  });

  it("takes the column that is named and the unit that is given for bare numbers", () => {
    const { distribution } = resolve("{ file: a.csv, column: seconds, unit: s }", 'run,seconds\n"1","10"\n2,20.5\n');
    expect(distribution).to.deep.equal({ kind: "empirical", values: [10_000, 20_500] });
  });

  const WRONG: readonly (readonly [title: string, empirical: string, text: string | undefined, problem: string])[] = [
    ["is not there", "a.csv", undefined, "The file `a.csv` cannot be read."],
    ["holds no values", "a.csv", "duration\n", "`a.csv` holds no values."],
    ["holds something else", "a.csv", "d\n1 s\nfast\n", "`a.csv`, line 3: expected a duration, got `fast`."],
    ["has no such column", "{ file: a.csv, column: secs }", "run,seconds\n1,2\n", "`a.csv` has no column `secs`."],
    ["has bare numbers and no unit", "a.csv", "1\n2\n", "`a.csv`, line 2: expected a duration, got `2`."],
  ];
  for (const [title, empirical, text, problem] of WRONG) {
    it(`refuses a file that ${title}`, () => {
      const { distribution, problems } = resolve(empirical, text);
      expect(distribution).to.equal(undefined);
      expect(problems).to.deep.equal([`SCENARIO_FILE ${problem}`]);
    });
  }

  it("keeps the place of the distribution for what is wrong with its file", () => {
    const { pending } = scenarioOf("boot:\n  pending: { empirical: a.csv }").boot;
    if (pending === undefined) throw new Error("no distribution");
    const problems = new Problems();
    resolveDistribution(pending, () => undefined, problems);
    expect(problems.diagnostics.map(shortForm)).to.deep.equal(["2:12 error SCENARIO_FILE boot.pending"]);
  });
});
