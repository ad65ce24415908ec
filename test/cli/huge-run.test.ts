import { expect } from "chai";
import { cli, SMALL } from "./cli.ts";

/** With 10 rows for each activation: 5 of the activity with its command, 5 of the resource with its machine. */
const arrivals = (count: number) =>
  `pipeline: ./small.json\nactivation: { arrivals: { poisson: { rate: 1000 per second, count: ${count} } } }\n`;

const validate = (count: number) =>
  cli(["validate", "s.yaml"], { files: { "s.yaml": arrivals(count), "small.json": SMALL } });

describe("a run that would not fit into a result", () => {
  it("is refused, and says how large it would be", async () => {
    const { status, out } = await validate(50_001);
    expect(status).to.equal(2);
    expect(out).to.include(
      "s.yaml:1:1: error SCENARIO_LIMIT: A run would record about 500,000 instances, attempts, steps, machines and logs;" +
        " expected at most 500,000.",
    );
    expect((await validate(1_000_000)).out).to.include("about 10,000,000 instances");
  });

  it("names an end of the forecast that fits, where an earlier one does", async () => {
    // The small pipeline makes 10 rows every 15 minutes, 960 a day: 500,000 are there after 520 days.
    const yaml = "pipeline: ./small.json\nactivation: { until: 600d, arrivals: { every: 15 min } }\n";
    const { out } = await cli(["validate", "s.yaml"], { files: { "s.yaml": yaml, "small.json": SMALL } });
    expect(out).to.include("End the forecast earlier, as in --until 520d, or let fewer instances be due.");
    expect((await validate(50_001)).out).to.include("End the forecast earlier, or let fewer instances be due.");
  });

  it("is not refused when it just fits", async () => {
    expect((await validate(50_000)).status).to.equal(0);
  });

  it("100,000 machines of one cluster fit", async () => {
    const cluster = JSON.stringify([
      { id: "A", type: "EmrActivity", step: "s3://b/x.jar", runsOn: { ref: "C" } },
      { id: "C", type: "EmrCluster", coreInstanceType: "m1.small", coreInstanceCount: "99999" },
    ]);
    expect((await cli(["validate", "c.json"], { files: { "c.json": cluster } })).status).to.equal(0);
  });
});
