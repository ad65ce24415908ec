import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DEFAULT_TYPE_ERROR } from "../../src/scenario/defaults/scaling.ts";
import { fitScalingLaw } from "../../src/stats/fit-scaling-law.ts";
import { measuredSeries } from "./measured-run-times.ts";
import { errorsBetweenTypes, forecastErrors, median, sharesWithin, tableRow } from "./scaling-splits.ts";

describe("forecasts of published run times", () => {
  const series = measuredSeries("measured-run-times.csv");
  const sorts = series.filter(({ job }) => job === "sort");
  const rows = forecastErrors(series, { name: "sort", series: sorts });

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
    expect(sharesWithin(series)).to.deep.equal([85, 95, 96, 85]);
  });
});
