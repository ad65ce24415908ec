import { expect } from "chai";
import { at } from "../model/run-plan.ts";
import { attemptsIn, cluster, ec2, movesIn, runTexts, shell, to } from "./run-texts.ts";

const ON_R = { runsOn: to("R") };

describe("machines, logs and money by their rules, from two texts to the clock", () => {
  // core boots last, at 120, and has done both bootstrap actions at 140; applications until 200, Task Runner until 230
  it("5.1, 5.6 a cluster is ready when its slowest master or core instance is through, and its applications", () => {
    const objects = [
      cluster("R", {
        bootstrapAction: ["s3://b/one.sh", "s3://b/two.sh"],
        taskInstanceType: "m1.small",
        taskInstanceCount: "1",
      }),
      { id: "A", type: "EmrActivity", ...ON_R, step: "a.jar" },
    ];
    const boot = { "R.core": "120 s", "R.task": "900 s" };
    const bootstrapActions = { "one.sh": "12 s", "two.sh": "8 s" };
    const run = runTexts(objects, { boot, bootstrapActions, workloads: { A: { steps: ["60 s"] } } });
    const [row] = run.resources;
    const marks = [row?.bootedAtMs, row?.bootstrappedAtMs, row?.readyAtMs, row?.firstPollAtMs].map(at);
    expect(marks).to.deep.equal([120, 140, 200, 230]);
    expect(attemptsIn(run)).to.deep.equal(["A 230 to 290 FINISHED"]);
    // from 20 s on all four run, the task instance too, to the end of the log at 290.25: an hour each
    expect(run.bill.totalMicroUsd).to.equal(3 * (65_000 + 15_000));
  });

  // A has done at 185, and C elsewhere at 600: the host stays for B, which depends on C
  it("5.5 a resource stays for an activity that is still to come", () => {
    const objects = [ec2("R"), shell("A", ON_R), shell("C"), shell("B", { ...ON_R, dependsOn: to("C") })];
    const workloads = { C: { command: "10 min" }, "*": { duration: "60 s" } };
    const run = runTexts(objects, { taskRunners: [{ workerGroup: "wg" }], workloads });
    expect(attemptsIn(run)).to.deep.equal(["C 0 to 600 FINISHED", "A 125 to 185 FINISHED", "B 600 to 660 FINISHED"]);
    expect(at(run.resources[0]?.shuttingDownAtMs)).to.equal(660);
  });

  // at 900 the work of 775 s ends; its log of 25,833,333 bytes takes 3.229166 s, a started millisecond counts: 903.23
  it("3.6, 6.1 terminateAfter stops a resource; its runner's log is published first", () => {
    const objects = [ec2("R", { terminateAfter: "15 minutes" }), shell("A", ON_R)];
    const run = runTexts(objects, { workloads: { A: { command: "20 min" } } });
    expect(attemptsIn(run)).to.deep.equal(["A 125 to 900 CANCELED"]);
    expect(movesIn(run, "R").slice(-2)).to.deep.equal(["900 SHUTTING_DOWN", "1203.23 TIMEDOUT"]);
    expect(at(run.ec2Instances[0]?.shuttingDownAtMs)).to.equal(903.23);
    expect(run.bill.totalMicroUsd).to.equal(65_000);
  });

  // polls from 125: an hour's 120 MB go up in 15 s from 3725 on, the last 10 minutes' 20 MB in 2.5 s from 4325 on
  it("6.2 a runner's log goes up every hour, and what is left at the end", () => {
    const run = runTexts([ec2("R"), shell("A", ON_R)], { workloads: { A: { command: "70 min" } } });
    const files = run.logs.filter(({ kind }) => kind === "taskRunner").map((row) => [row.bytes, at(row.publishedAtMs)]);
    expect(files).to.deep.equal([
      [120_000_000, 3740],
      [20_000_000, 4327.5],
    ]);
    // from 20 to 4327.5: a second hour has begun
    expect(run.bill.totalMicroUsd).to.equal(130_000);
  });

  // the attempt's 600,000 bytes go up in 0.075 s from 185 on, the runner's 2 MB in 0.25 s behind them
  it("6.3, 6.6 attempt logs go to pipelineLogUri, one upload after another", () => {
    const objects = [{ id: "Default", pipelineLogUri: "s3://logs/p/" }, ec2("R"), shell("A", ON_R)];
    const run = runTexts(objects, { workloads: { A: { command: "60 s" } } });
    const attempt = run.logs.find(({ kind }) => kind === "attempt");
    expect(attempt?.destination).to.match(
      /^s3:\/\/logs\/p\/df-\w+\/A\/@A_2012-11-23T00:00:00\/@A_2012-11-23T00:00:00_Attempt=1$/,
    );
    expect([at(attempt?.publishedAtMs), attempt?.delayMs]).to.deep.equal([185.075, 75]);
    expect(at(run.resources[0]?.stoppedAtMs)).to.equal(185.325);
  });

  it("6.3 without a log URI the attempt's log is lost with its resource, the runner's is not", () => {
    const run = runTexts([ec2("R"), shell("A", ON_R)], { workloads: { A: { command: "60 s" } } });
    const outcome = run.logs.map(({ kind, status, bytes }) => `${kind} ${status} ${bytes}`).sort();
    expect(outcome).to.deep.equal(["attempt lost 600000", "taskRunner published 2000000"]);
  });

  // runs from 20 s to 185.25 s: 165.25 s, so 166 s at 0.065 USD an hour, 2997.2 micro-dollars
  it("7.1 by the second it is the started seconds from running to shutting-down", () => {
    const objects = [ec2("R"), shell("A", ON_R)];
    const run = runTexts(objects, { account: { billing: "per-second" }, workloads: { A: { command: "60 s" } } });
    expect(run.bill.totalMicroUsd).to.equal(2997);
  });

  // runs from 20 s; poll at 26, work until 27, its log of 33,333 bytes until 27.005: a minute is the least, 1083.3
  it("7.1 by the second it is a minute at least", () => {
    const objects = [ec2("R"), shell("A", ON_R)];
    const boot = { R: "25 s", runnerInstall: "1 s" };
    const run = runTexts(objects, { account: { billing: "per-second" }, boot, workloads: { A: { command: "1 s" } } });
    expect(at(run.ec2Instances[0]?.shuttingDownAtMs)).to.equal(27.005);
    expect(run.bill.totalMicroUsd).to.equal(1083);
  });
});
