import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DEFAULT_TYPE_ERROR } from "../../src/scenario/defaults/scaling.ts";
import { fitScalingLaw, fitTerms, forecastInterval } from "../../src/stats/fit-scaling-law.ts";
import { nonNegativeLeastSquares } from "../../src/stats/non-negative-least-squares.ts";
import {
  type ScalingLaw,
  type ScalingPoint,
  type ScalingTerm,
  scalingFactor,
  scalingTimeMs,
} from "../../src/stats/scaling-law.ts";
import { type MeasuredSeries, measuredSeries } from "./measured-run-times.ts";

type Model = (points: readonly ScalingPoint[]) => ScalingLaw;
type Split = readonly [fitted: readonly ScalingPoint[], forecast: readonly ScalingPoint[]];

/** As their authors have them: the squares of the errors in seconds are made small. */
function absolute(terms: readonly ScalingTerm[]): Model {
  return (points) => {
    const rows = points.map((point) => terms.map((term) => scalingFactor(term, point)));
    const x = nonNegativeLeastSquares(
      rows,
      points.map(({ timeMs }) => timeMs),
    );
    const value = (term: ScalingTerm) => x[terms.indexOf(term)] ?? 0;
    return {
      serialMs: value("serialMs"),
      workMs: value("workMs"),
      communicationMs: 0,
      logMs: value("logMs"),
      overheadPerNodeMs: value("overheadPerNodeMs"),
    };
  };
}

const MODELS = new Map<string, Model>([
  ["perfect scaling", (points) => fitTerms(points, ["workMs"])],
  ["Amdahl", absolute(["serialMs", "workMs"])],
  ["Ernest", absolute(["serialMs", "workMs", "logMs", "overheadPerNodeMs"])],
  ["stepcast", (points) => fitScalingLaw(points).law],
]);

const SPLITS = new Map<string, (points: readonly ScalingPoint[]) => readonly Split[]>([
  [
    "the larger half of the clusters from the smaller",
    (points) => {
      const count = Math.max(3, Math.ceil(points.length / 2));
      return points.length > count ? [[points.slice(0, count), points.slice(count)]] : [];
    },
  ],
  ["the largest cluster from all others", (points) => [[points.slice(0, -1), points.slice(-1)]]],
  [
    "every second cluster from its neighbours",
    (points) => {
      const isFitted = (index: number) => index % 2 === 0 || index === points.length - 1;
      const fitted = points.filter((_, index) => isFitted(index));
      return fitted.length < 3 ? [] : [[fitted, points.filter((_, index) => !isFitted(index))]];
    },
  ],
  [
    "each cluster from all others",
    (points) => points.map((point) => [points.filter((other) => other !== point), [point]]),
  ],
]);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Relative errors of the forecasts of all series. */
function errorsOf(
  model: Model,
  split: (points: readonly ScalingPoint[]) => readonly Split[],
  series: readonly MeasuredSeries[],
) {
  return series.flatMap(({ points }) =>
    split(points).flatMap(([fitted, forecast]) => {
      const law = model(fitted);
      return forecast.map((point) => Math.abs(scalingTimeMs(law, point) / point.timeMs - 1));
    }),
  );
}

/** Fitted on one type, forecast on another by the ratio of their ECU. */
function errorsBetweenTypes(model: Model, series: readonly MeasuredSeries[]): number[] {
  return series.flatMap((from) => {
    const law = model(from.points);
    const others = series.filter(
      (to) => to.job === from.job && to.megabytes === from.megabytes && to.type !== from.type,
    );
    return others.flatMap((to) =>
      to.points.map((point) => {
        return Math.abs(scalingTimeMs(law, { ...point, speed: to.speed / from.speed }) / point.timeMs - 1);
      }),
    );
  });
}

/** Sort, fitted on the three smaller amounts of data and up to 8 nodes; all larger forecast. */
function errorsOfLarger(model: Model, series: readonly MeasuredSeries[]): number[] {
  const sorts = series.filter(({ job }) => job === "sort");
  return [...new Set(sorts.map(({ type }) => type))].flatMap((type) => {
    const all = sorts.filter((each) => each.type === type);
    const points = all.flatMap(({ megabytes, points: runs }) =>
      runs.map((run) => ({ ...run, size: megabytes / 9630 })),
    );
    const isSmall = ({ size, nodes }: ScalingPoint) => size < 1.5 && nodes <= 8;
    const law = model(points.filter(isSmall));
    const larger = points.filter((point) => !isSmall(point));
    return larger.map((point) => Math.abs(scalingTimeMs(law, point) / point.timeMs - 1));
  });
}

describe("forecasts of published run times", () => {
  const series = measuredSeries();
  const rows = new Map<string, Map<string, number>>();
  const addRow = (what: string, errors: (model: Model) => readonly number[]) => {
    rows.set(what, new Map([...MODELS].map(([name, model]) => [name, median(errors(model))])));
  };
  for (const [what, split] of SPLITS) addRow(what, (model) => errorsOf(model, split, series));
  addRow("another instance type, by its ECU", (model) => errorsBetweenTypes(model, series));
  addRow("more data on more nodes (sort)", (model) => errorsOfLarger(model, series));
  const tableRow = ([what, errors]: readonly [string, ReadonlyMap<string, number>]) => {
    return `| ${what} | ${[...errors.values()].map((error) => `${(100 * error).toFixed(1)} %`).join(" | ")} |`;
  };

  it("rest on enough measurements", () => {
    expect(series.length).to.equal(64);
    expect(series.reduce((sum, { points }) => sum + points.length, 0)).to.equal(369);
    expect(series.every(({ speed }) => speed > 0)).to.equal(true);
  });

  it("are nearer than those of perfect scaling, Amdahl's law and Ernest, by the median error", () => {
    for (const [what, errors] of rows) {
      const others = [...errors].filter(([name]) => name !== "stepcast").map(([, error]) => error);
      expect(errors.get("stepcast"), tableRow([what, errors])).to.be.at.most(Math.min(...others));
    }
  });

  it("are what docs/scaling.md says", () => {
    const text = readFileSync(new URL("../../docs/scaling.md", import.meta.url), "utf8");
    for (const row of rows) expect(text).to.include(tableRow(row));
  });

  // the median of the absolute value of a normal variable is 0.6745 of its deviation
  it("to other instance types are off by as much as is assumed", () => {
    const errors = errorsBetweenTypes((points) => fitScalingLaw(points).law, series);
    expect(errors).to.have.length(2438);
    expect(median(errors.map((error) => Math.abs(error))) / 0.6745).to.be.closeTo(DEFAULT_TYPE_ERROR.value, 0.005);
  });

  // the interval holds what chance and the law's own error do; a law that is wrong beyond the measured clusters it cannot
  it("lie in their interval of 95 % nearly as often as that", () => {
    const held = (split: (points: readonly ScalingPoint[]) => readonly Split[]) => {
      const inside = series.flatMap(({ points }) =>
        split(points).flatMap(([fitted, forecast]) => {
          const fit = fitScalingLaw(fitted);
          return forecast.map((point) => {
            const { lowMs, highMs } = forecastInterval(fit, point);
            return lowMs <= point.timeMs && point.timeMs <= highMs ? 1 : 0;
          });
        }),
      );
      return inside.reduce<number>((sum, each) => sum + each, 0) / inside.length;
    };
    const shares = [...SPLITS.values()].map((split) => Math.round(100 * held(split)));
    expect(shares).to.deep.equal([85, 95, 96, 85]);
  });
});
