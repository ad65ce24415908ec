import { expect } from "chai";
import { cli, RANDOM_FILES, RANDOM_SCENARIO } from "./cli.ts";

/** The exit status and what was said of a scenario with these checks, over so many runs. */
async function checked(checks: string, replications: number) {
  const files = { ...RANDOM_FILES, "in/random.yaml": `${RANDOM_SCENARIO}${checks}` };
  const words = ["run", "in/random.yaml", "--check", "--replications", String(replications), "--workers", "1"];
  const { status, out, err } = await cli(words, { files });
  return { status, out, err };
}

describe("run --check", () => {
  it("ends with 0 where every condition is met, and says by what", async () => {
    const { status, out } = await checked("checks: [cost.total <= 12 USD, P(latency.pipeline <= 5 h) >= 80%]\n", 30);
    expect(status).to.equal(0);
    expect(out).to.match(/^Checks {2}2 met\n\n {2}met {8}cost\.total <= 12 USD: \$0\.0/m);
    expect(out).to.match(/met {8}P\(latency\.pipeline <= 5 h\) >= 80%: 100 % \(95 % interval 89 % to 100 %\)/);
  });

  it("ends with 1 where one is missed, or not decided yet", async () => {
    expect(await checked("checks: [cost.total <= 0.01 USD]\n", 30)).to.include({ status: 1 });
    const { status, out } = await checked(
      "objective: { minimise: cost.total, subjectTo: [latency.pipeline.p99 <= 90 d] }\n",
      30,
    );
    expect(status).to.equal(1);
    expect(out).to.match(/undecided {2}latency\.pipeline\.p99 <= 90 d: .* \(at least .*; more runs tell\)/s);
  });

  it("without --check says the same and ends with 0", async () => {
    const files = { ...RANDOM_FILES, "in/random.yaml": `${RANDOM_SCENARIO}checks: [cost.total <= 0.01 USD]\n` };
    const { status, out } = await cli(["run", "in/random.yaml"], { files });
    expect(status).to.equal(0);
    expect(out).to.match(/^Checks {2}1 missed/m);
  });

  it("refuses to check nothing, what is not measured, and what is no condition", async () => {
    expect((await checked("", 1)).err).to.match(/^stepcast: in\/random\.yaml: nothing to check: expected `checks`/);
    const unknown = await checked("checks: [cost.totl <= 1 USD]\n", 2);
    expect(unknown).to.include({ status: 2 });
    expect(unknown.err).to.match(/measures no `cost\.totl`: did you mean `cost\.total`/);
    const unit = await checked("checks: [cost.total <= 2 h]\n", 2);
    expect(unit.err).to.match(/`cost\.total <= 2 h`: expected a limit such as 12 USD/);
    const none = await checked("checks: [cheap]\n", 2);
    expect(none.err).to.match(/in\/random\.yaml:\d+:10: error .*[Ee]xpected a condition such as/);
  });
});
