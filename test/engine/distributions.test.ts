import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import { momentsOf } from "../../src/engine/moments.ts";
import { RandomStreams } from "../../src/engine/random-streams.ts";
import { integerSampler, sampler } from "../../src/engine/sampler.ts";

interface Case {
  readonly distribution: Distribution;
  /** Smallest and largest value that can be. */
  readonly support: readonly [number, number];
  /** The exact quantiles at 0.1, 0.5 and 0.9; none where the distribution has no density. */
  readonly quantiles?: readonly [number, number, number];
}

const INFINITE = Number.POSITIVE_INFINITY;

// Quantiles: in closed form where there is one (exponential, weibull, pareto, triangular, uniform), else from tables:
// gamma(2.5, 4) is twice a chi-square with 5 degrees of freedom (1.61031, 4.35146, 9.23636), gamma(0.5, 3) 1.5 times one
// with 1 (0.0157908, 0.454936, 2.70554), normal and lognormal by z = -1.28155, 0, 1.28155; the others by inverting the
// distribution function with 25 digits.
const CASES: readonly Case[] = [
  { distribution: { kind: "constant", value: 7 }, support: [7, 7] },
  { distribution: { kind: "uniform", min: 2, max: 12 }, support: [2, 12], quantiles: [3, 7, 11] },
  { distribution: { kind: "exponential", mean: 4 }, support: [0, INFINITE], quantiles: [0.421442, 2.772589, 9.21034] },
  {
    distribution: { kind: "normal", mean: 100, sd: 10 },
    support: [0, INFINITE],
    quantiles: [87.18448, 100, 112.81552],
  },
  {
    distribution: { kind: "normal", mean: 1, sd: 2 },
    support: [0, INFINITE],
    quantiles: [0.376861, 1.793742, 3.964359],
  },
  {
    distribution: { kind: "normal", mean: -6, sd: 2 },
    support: [0, INFINITE],
    quantiles: [0.0638945, 0.4103098, 1.2850446],
  },
  {
    distribution: { kind: "lognormal", mu: 2, sigma: 0.5 },
    support: [0, INFINITE],
    quantiles: [3.893172, 7.389056, 14.024079],
  },
  {
    distribution: { kind: "gamma", shape: 2.5, scale: 4 },
    support: [0, INFINITE],
    quantiles: [3.220616, 8.70292, 18.472714],
  },
  {
    distribution: { kind: "gamma", shape: 0.5, scale: 3 },
    support: [0, INFINITE],
    quantiles: [0.0236862, 0.6824046, 4.0583152],
  },
  {
    distribution: { kind: "weibull", shape: 2, scale: 5 },
    support: [0, INFINITE],
    quantiles: [1.622964, 4.162773, 7.587136],
  },
  {
    distribution: { kind: "weibull", shape: 0.7, scale: 5 },
    support: [0, INFINITE],
    quantiles: [0.2008147, 2.9619506, 16.4596649],
  },
  {
    distribution: { kind: "triangular", min: 1, mode: 2, max: 5 },
    support: [1, 5],
    quantiles: [1.6324555, 2.5505103, 3.9045549],
  },
  {
    distribution: { kind: "triangular", min: 1, mode: 5, max: 5 },
    support: [1, 5],
    quantiles: [1 + 4 * Math.sqrt(0.1), 1 + 4 * Math.sqrt(0.5), 1 + 4 * Math.sqrt(0.9)],
  },
  {
    distribution: { kind: "pert", min: 2, mode: 3, max: 8 },
    support: [2, 8],
    quantiles: [2.455958, 3.5117239, 5.1116093],
  },
  {
    distribution: { kind: "pareto", min: 2, alpha: 5 },
    support: [2, INFINITE],
    quantiles: [2.0425914, 2.2973967, 3.1697864],
  },
  // infinite variance, then infinite mean
  {
    distribution: { kind: "pareto", min: 2, alpha: 1.5 },
    support: [2, INFINITE],
    quantiles: [2 * 0.9 ** (-1 / 1.5), 2 * 0.5 ** (-1 / 1.5), 2 * 0.1 ** (-1 / 1.5)],
  },
  { distribution: { kind: "pareto", min: 2, alpha: 1 }, support: [2, INFINITE], quantiles: [2 / 0.9, 4, 20] },
  { distribution: { kind: "empirical", values: [1, 1, 2, 10] }, support: [1, 10] },
  // degenerate ones
  { distribution: { kind: "exponential", mean: 0 }, support: [0, 0] },
  { distribution: { kind: "normal", mean: -5, sd: 0 }, support: [0, 0] },
  { distribution: { kind: "uniform", min: 3, max: 3 }, support: [3, 3] },
  { distribution: { kind: "triangular", min: 3, mode: 3, max: 3 }, support: [3, 3] },
  { distribution: { kind: "pert", min: 3, mode: 3, max: 3 }, support: [3, 3] },
];

const COUNT = 20_000;
/** How many standard errors a figure may be off; the seed is fixed, so it either always holds or never. */
const TOLERANCE = 4;

const streamOf = ({ kind }: Distribution) => new RandomStreams("distributions", 0).stream(kind);

for (const { distribution, support, quantiles } of CASES) {
  describe(`distribution: ${JSON.stringify(distribution)}`, () => {
    const draw = sampler(distribution, streamOf(distribution));
    const samples = Array.from({ length: COUNT }, draw);
    const average = (of: (sample: number) => number) => samples.reduce((sum, sample) => sum + of(sample), 0) / COUNT;
    const { mean, variance } = momentsOf(distribution);

    it("stays within its support", () => {
      expect(Math.min(...samples)).to.be.at.least(support[0]);
      expect(Math.max(...samples)).to.be.at.most(support[1]);
    });

    it("8.2 is drawn from its stream alone", () => {
      const again = sampler(distribution, streamOf(distribution));
      expect(Array.from({ length: 100 }, again)).to.deep.equal(samples.slice(0, 100));
    });

    if (Number.isFinite(variance)) {
      it("has its mean and variance", () => {
        const spread = average((sample) => (sample - mean) ** 2);
        const fourth = average((sample) => (sample - mean) ** 4);
        const meanError = Math.sqrt(variance / COUNT);
        const varianceError = Math.sqrt((fourth - spread ** 2) / COUNT);
        expect(average((sample) => sample)).to.be.closeTo(mean, TOLERANCE * meanError + 1e-12 * mean);
        expect(spread).to.be.closeTo(variance, TOLERANCE * varianceError + 1e-12 * variance);
      });
    }

    if (quantiles !== undefined) {
      it("lies below each quantile as often as it should", () => {
        for (const [index, p] of [0.1, 0.5, 0.9].entries()) {
          const below = average((sample) => (sample <= (quantiles[index] ?? Number.NaN) ? 1 : 0));
          expect(below, `at ${p}`).to.be.closeTo(p, TOLERANCE * Math.sqrt((p * (1 - p)) / COUNT));
        }
      });
    }
  });
}

describe("sampler", () => {
  it("draws each value of an empirical distribution equally often", () => {
    const distribution: Distribution = { kind: "empirical", values: [1, 1, 2, 10] };
    const draw = sampler(distribution, streamOf(distribution));
    const samples = Array.from({ length: COUNT }, draw);
    const share = (value: number) => samples.filter((sample) => sample === value).length / COUNT;
    for (const [value, p] of [
      [1, 0.5],
      [2, 0.25],
      [10, 0.25],
    ] as const) {
      expect(share(value)).to.be.closeTo(p, TOLERANCE * Math.sqrt((p * (1 - p)) / COUNT));
    }
  });

  it("does not draw for ever when hardly any of a normal distribution lies above 0", () => {
    const distribution: Distribution = { kind: "normal", mean: -1e6, sd: 1 };
    const draw = sampler(distribution, streamOf(distribution));
    const samples = Array.from({ length: 1000 }, draw);
    // far in the tail it is an exponential of mean sd^2/|mean| = 1e-6
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / 1000;
    expect(mean).to.be.closeTo(1e-6, (TOLERANCE * 1e-6) / Math.sqrt(1000));
  });
});

describe("integerSampler", () => {
  it("rounds half up and never answers below 0", () => {
    const rounded = (value: number) => integerSampler({ kind: "constant", value }, () => 0)();
    const cases = [
      [2.4, 2],
      [2.5, 3],
      [3.5, 4],
      [0.49, 0],
      [-0.5, 0],
      [-3, 0],
      [1_353_628_800_000.5, 1_353_628_800_001],
    ] as const;
    for (const [value, expected] of cases) expect(rounded(value), `${value}`).to.equal(expected);
    expect(Object.is(rounded(-0.2), 0)).to.equal(true);
  });

  it("8.1 gives these values for ever: a change moves the numbers of every result", () => {
    const draws = (distribution: Distribution) => {
      const draw = integerSampler(distribution, new RandomStreams("pinned", 0).stream("x"));
      return [draw(), draw(), draw()];
    };
    expect(PINNED.map(([distribution]) => [distribution.kind, draws(distribution)])).to.deep.equal(
      PINNED.map(([distribution, expected]) => [distribution.kind, expected]),
    );
  });
});

const PINNED: readonly (readonly [Distribution, readonly number[]])[] = [
  [{ kind: "uniform", min: 0, max: 600_000 }, [330_455, 384_456, 549_702]],
  [{ kind: "exponential", mean: 600_000 }, [480_116, 614_258, 1_487_380]],
  [{ kind: "normal", mean: 600_000, sd: 100_000 }, [806_650, 674_518, 680_687]],
  [{ kind: "lognormal", mu: 12, sigma: 0.5 }, [457_371, 236_237, 243_637]],
  [{ kind: "gamma", shape: 2.5, scale: 100_000 }, [685_400, 345_905, 358_458]],
  [{ kind: "weibull", shape: 2, scale: 600_000 }, [536_721, 607_087, 944_684]],
  [{ kind: "triangular", min: 0, mode: 300_000, max: 600_000 }, [315_635, 345_710, 477_161]],
  [{ kind: "pert", min: 0, mode: 300_000, max: 600_000 }, [391_635, 310_117, 492_986]],
  [{ kind: "pareto", min: 100_000, alpha: 1.5 }, [170_482, 197_884, 522_077]],
  [{ kind: "empirical", values: [1, 2, 3, 4, 5] }, [3, 4, 5]],
];
