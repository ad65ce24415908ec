import { readFileSync } from "node:fs";
import { expect } from "chai";
import { measuredSeries } from "./measured-run-times.ts";
import { forecastErrors, sharesWithin, tableRow } from "./scaling-splits.ts";

// nothing about the fit was chosen by these: whatever the numbers are, docs/scaling.md says them
describe("forecasts of published run times that were kept aside", () => {
  const series = measuredSeries("held-out-run-times.csv");
  const sizesOf = (job: string) =>
    new Set(series.filter((each) => each.job === job).map((each) => each.megabytes)).size;
  const grown = series.filter(({ job, type }) => {
    return sizesOf(job) > 1 && type === (job.startsWith("grep") ? "m4.2xlarge" : "r4.2xlarge");
  });
  const rows = forecastErrors(series, { name: "grep, gradient descent", series: grown });

  it("rest on enough measurements, none of them in the other table", () => {
    expect(series.length).to.equal(57);
    expect(series.reduce((sum, { points }) => sum + points.length, 0)).to.equal(342);
    expect(series.every(({ speed }) => speed > 0)).to.equal(true);
    const chosenOn = new Set(measuredSeries("measured-run-times.csv").map(({ job }) => job));
    expect(series.filter(({ job }) => chosenOn.has(job))).to.deep.equal([]);
  });

  it("are what docs/scaling.md says", () => {
    const text = readFileSync(new URL("../../docs/scaling.md", import.meta.url), "utf8");
    for (const row of rows) expect(text).to.include(tableRow(row));
  });

  it("lie in their interval of 95 % as often as docs/scaling.md says", () => {
    expect(sharesWithin(series)).to.deep.equal([90, 98, 96, 81]);
  });
});
