import { fitScalingLaw, fitTerms, forecastInterval } from "../../src/stats/fit-scaling-law.ts";
import { nonNegativeLeastSquares } from "../../src/stats/non-negative-least-squares.ts";
import {
  type ScalingLaw,
  type ScalingPoint,
  type ScalingTerm,
  scalingFactor,
  scalingTimeMs,
} from "../../src/stats/scaling-law.ts";
import type { MeasuredSeries } from "./measured-run-times.ts";

/** Fits a law to measured runs. */
export type Model = (points: readonly ScalingPoint[]) => ScalingLaw;
/** Runs that are fitted and those that are forecast by the fit. */
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

/** In what ways each series is parted. */
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

/** The middle value. */
export function median(values: readonly number[]): number {
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
export function errorsBetweenTypes(model: Model, series: readonly MeasuredSeries[]): number[] {
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

/** Jobs over several amounts of data, fitted on those below 1.5 times the smallest and up to 8 nodes; all larger forecast. */
function errorsOfLarger(model: Model, series: readonly MeasuredSeries[]): number[] {
  const firsts = series.filter((each, index) => series.findIndex((other) => isAlike(each, other)) === index);
  return firsts.flatMap((first) => {
    const all = series.filter((each) => isAlike(first, each));
    const smallest = Math.min(...all.map(({ megabytes }) => megabytes));
    const points = all.flatMap(({ megabytes, points: runs }) =>
      runs.map((run) => ({ ...run, size: megabytes / smallest })),
    );
    const isSmall = ({ size, nodes }: ScalingPoint) => size < 1.5 && nodes <= 8;
    const law = model(points.filter(isSmall));
    const larger = points.filter((point) => !isSmall(point));
    return larger.map((point) => Math.abs(scalingTimeMs(law, point) / point.timeMs - 1));
  });
}

function isAlike(a: MeasuredSeries, b: MeasuredSeries): boolean {
  return a.job === b.job && a.type === b.type;
}

/** The median relative error of each model, by what was forecast; the last row is of `grown` alone. */
export function forecastErrors(
  series: readonly MeasuredSeries[],
  grown: { readonly name: string; readonly series: readonly MeasuredSeries[] },
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const rows = new Map<string, Map<string, number>>();
  const addRow = (what: string, errors: (model: Model) => readonly number[]) => {
    rows.set(what, new Map([...MODELS].map(([name, model]) => [name, median(errors(model))])));
  };
  for (const [what, split] of SPLITS) addRow(what, (model) => errorsOf(model, split, series));
  addRow("another instance type, by its ECU", (model) => errorsBetweenTypes(model, series));
  addRow(`more data on more nodes (${grown.name})`, (model) => errorsOfLarger(model, grown.series));
  return rows;
}

/** A row as docs/scaling.md has it. */
export function tableRow([what, errors]: readonly [string, ReadonlyMap<string, number>]): string {
  return `| ${what} | ${[...errors.values()].map((error) => `${(100 * error).toFixed(1)} %`).join(" | ")} |`;
}

/** Which share of the forecasts of each split lies in its interval of 95 %, in whole percent. */
export function sharesWithin(series: readonly MeasuredSeries[]): readonly number[] {
  return [...SPLITS.values()].map((split) => {
    const inside = series.flatMap(({ points }) =>
      split(points).flatMap(([fitted, forecast]) => {
        const fit = fitScalingLaw(fitted);
        return forecast.map((point) => {
          const { lowMs, highMs } = forecastInterval(fit, point);
          return lowMs <= point.timeMs && point.timeMs <= highMs ? 1 : 0;
        });
      }),
    );
    return Math.round((100 * inside.reduce<number>((sum, each) => sum + each, 0)) / inside.length);
  });
}
