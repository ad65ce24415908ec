import { expect } from "chai";
import { cli, RANDOM_FILES } from "./cli.ts";

describe("run --cross-check", () => {
  // boot of m1.small here: lognormal, mean 95 s
  it("shows what theory says beside the forecast, in the summary and in the file", async () => {
    const words = ["run", "in/random.yaml", "--cross-check", "--replications", "30", "--workers", "1"];
    const { status, out } = await cli(words, { files: RANDOM_FILES });
    expect(status).to.equal(0);
    expect(out).to.match(
      /^Theory {2}1 part with an exact answer\n\n {2}boot\.R: the mean of a boot: 1 min 35 s, simulated 1 min/m,
    );
    const json = await cli([...words, "--format", "json"], { files: RANDOM_FILES });
    expect(JSON.parse(json.out).crossChecks[0]).to.include({ measure: "boot.R", low: 95_000, high: 95_000 });
  });

  it("is not there where it was not asked for", async () => {
    const { out } = await cli(["run", "in/random.yaml", "--format", "json"], { files: RANDOM_FILES });
    expect(JSON.parse(out)).not.to.have.property("crossChecks");
  });
});
