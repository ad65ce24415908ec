import { expect } from "chai";
import { at } from "../model/run-plan.ts";
import { attemptsIn, cluster, ec2, movesIn, runTexts, shell, to } from "./run-texts.ts";

const RUNNER = [{ workerGroup: "wg" }];

/** The Default object and the Schedule of a definition that runs every `period`. */
function every(period: string, schedule: Readonly<Record<string, unknown>>, scheduleType = "cron") {
  return [
    { id: "Default", scheduleType, schedule: to("S") },
    { id: "S", type: "Schedule", period, ...schedule },
  ];
}

describe("the service by its rules, from two texts to the clock", () => {
  // intervals begin on 30 Nov, 30 Dec, 30 Jan and on 28 Feb: 7, 37, 68 and 97 days after the 23rd of November
  it("2.2 months are of the calendar", () => {
    const objects = [...every("1 month", { startDateTime: "2012-11-30T00:00:00" }), shell("A")];
    const run = runTexts(objects, {
      activation: { until: "120 days" },
      taskRunners: RUNNER,
      workloads: { A: { command: "60 s" } },
    });
    const days = run.instances.map((row) => (at(row.createdAtMs) ?? 0) / 86_400);
    expect(days).to.deep.equal([7, 37, 68, 97]);
  });

  // two intervals of an hour: 00:30 and 01:30; endDateTime 02:30 ends the schedule; the instances are due at their ends
  it("2.2 timeseries is due at the interval's end, up to endDateTime", () => {
    const schedule = { startDateTime: "2012-11-23T00:30:00", endDateTime: "2012-11-23T02:30:00" };
    const objects = [...every("1 hour", schedule, "timeseries"), shell("A")];
    const run = runTexts(objects, { taskRunners: RUNNER, workloads: { A: { command: "60 s" } } });
    expect(attemptsIn(run)).to.deep.equal(["A 5400 to 5460 FINISHED", "A 9000 to 9060 FINISHED"]);
  });

  // activated at 0, 10 and 1200; one at a time, and the second 300 s after the first; it was due at 10
  it("2.4 on demand: one active instance and one new one in 5 minutes", () => {
    const objects = [{ id: "Default", scheduleType: "ondemand" }, shell("A")];
    const activation = { arrivals: { times: ["0 s", "10 s", "20 minutes"] } };
    const run = runTexts(objects, { activation, taskRunners: RUNNER, workloads: { A: { command: "60 s" } } });
    expect(attemptsIn(run)).to.deep.equal(["A 0 to 60 FINISHED", "A 300 to 360 FINISHED", "A 1200 to 1260 FINISHED"]);
    expect(run.executions.map((row) => [at(row.dueAtMs), at(row.endedAtMs)])).to.deep.equal([
      [0, 60],
      [10, 360],
      [1200, 1260],
    ]);
  });

  // three hours back: 21:00, 22:00, 23:00 and 00:00 are due at once, and made 5 minutes apart; 01:00 and 02:00 in time
  it("2.4 backfill: the oldest first, one in 5 minutes", () => {
    const objects = [...every("1 hour", { startDateTime: "2012-11-22T21:00:00", occurrences: "6" }), shell("A")];
    const run = runTexts(objects, { taskRunners: RUNNER, workloads: { A: { command: "10 min" } } });
    expect(attemptsIn(run)).to.deep.equal([
      "A 0 to 600 FINISHED",
      "A 300 to 900 FINISHED",
      "A 600 to 1200 FINISHED",
      "A 900 to 1500 FINISHED",
      "A 3600 to 4200 FINISHED",
      "A 7200 to 7800 FINISHED",
    ]);
    expect(run.instances.map((row) => row.instanceId.slice(-8))).to.deep.equal([
      "21:00:00",
      "22:00:00",
      "23:00:00",
      "00:00:00",
      "01:00:00",
      "02:00:00",
    ]);
  });

  // one EC2 instance at a time. R: poll at 125, A to 185, 2 MB + 600 KB of logs in 0.325 s, gone 300 s later: 485.325.
  // Q is requested at 0 and launched then: its poll is at 610.325
  it("2.5, 7.3 a launch waits until the instances of another are gone", () => {
    const objects = [ec2("R"), ec2("Q"), shell("A", { runsOn: to("R") }), shell("B", { runsOn: to("Q") })];
    const workloads = { "*": { duration: "60 s" } };
    const logged = { pipelineLogUri: "s3://logs" };
    const run = runTexts([{ id: "Default", ...logged }, ...objects], { account: { ec2InstanceLimit: 1 }, workloads });
    expect(attemptsIn(run)).to.deep.equal(["A 125 to 185 FINISHED", "B 610.325 to 670.325 FINISHED"]);
    expect(run.resources.map((row) => [at(row.requestedAtMs), at(row.launchedAtMs)])).to.deep.equal([
      [0, undefined],
      [0, 485.325],
    ]);
  });

  it("2.6, 3.1 an activity that waits for another and for its runner goes through these words", () => {
    const objects = [shell("A"), shell("B", { dependsOn: to("A"), runsOn: to("R") }), ec2("R")];
    const run = runTexts(objects, { taskRunners: RUNNER, workloads: { "*": { duration: "60 s" } } });
    expect(movesIn(run, "B")).to.deep.equal([
      "0 SCHEDULED",
      "0 WAITING_ON_DEPENDENCIES",
      "60 WAITING_FOR_RUNNER",
      "185 RUNNING",
      "245 FINISHED",
    ]);
    // B ends at 245; its log of 2 MB is up 0.25 s later, and the instance gone after 300 s
    expect(movesIn(run, "R")).to.deep.equal([
      "0 WAITING_ON_DEPENDENCIES",
      "60 CREATING",
      "155 RUNNING",
      "245 SHUTTING_DOWN",
      "545.25 FINISHED",
    ]);
  });

  // A and C side by side on two threads; B waits for both: for A by a data node, for C by dependsOn
  it("3.1 waits for dependsOn and for the activities whose output its input is", () => {
    const objects = [
      shell("A", { output: to("D") }),
      shell("C"),
      shell("B", { input: to("D"), dependsOn: to("C") }),
      { id: "D", type: "S3DataNode", directoryPath: "s3://d" },
    ];
    const run = runTexts(objects, {
      taskRunners: RUNNER,
      workloads: { A: { command: "60 s" }, C: { command: "90 s" }, B: { command: "30 s" } },
    });
    expect(attemptsIn(run)).to.deep.equal(["A 0 to 60 FINISHED", "C 0 to 90 FINISHED", "B 90 to 120 FINISHED"]);
  });

  // given up after 60 s, and again 2 minutes later: retryDelay cannot be less
  it("3.3, 3.4 an attempt that takes too long is tried again, then the instance FAILED", () => {
    const objects = [shell("A", { attemptTimeout: "1 minute", maximumRetries: "1", retryDelay: "1 minute" })];
    const run = runTexts(objects, { taskRunners: RUNNER, workloads: { A: { command: "100 s" } } });
    expect(attemptsIn(run)).to.deep.equal(["A 0 to 60 TIMEDOUT", "A 180 to 240 TIMEDOUT"]);
    expect(movesIn(run, "A").at(-1)).to.equal("240 FAILED");
  });

  // one thread: A from 30 on, when B has done; late at 600; the runner hears of it with its report at 30 + 10 * 60 = 630
  it("3.4, 4.4 Terminate ends what is late with the next progress report", () => {
    const objects = [
      ...every("1 day", { startDateTime: "2012-11-23T00:00:00", occurrences: "1" }),
      shell("B"),
      shell("A", { lateAfterTimeout: "10 minutes", onLateAction: to("Stop") }),
      { id: "Stop", type: "Terminate" },
    ];
    const workloads = { A: { command: "30 min" }, B: { command: "30 s" } };
    const run = runTexts(objects, { taskRunners: [{ workerGroup: "wg", tasks: 1 }], workloads });
    expect(attemptsIn(run)).to.deep.equal(["B 0 to 30 FINISHED", "A 30 to 630 CANCELED"]);
  });

  it("3.5 cascade fails what waits, and none lets it wait for ever", () => {
    const objects = [
      shell("A", { attemptTimeout: "1 minute", maximumRetries: "0" }),
      shell("B", { dependsOn: to("A"), failureAndRerunMode: "cascade" }),
      shell("C", { dependsOn: to("B") }),
    ];
    const run = runTexts(objects, { taskRunners: RUNNER, workloads: { "*": { duration: "100 s" } } });
    expect(["A", "B", "C"].map((id) => movesIn(run, id).at(-1))).to.deep.equal([
      "60 FAILED",
      "60 CASCADE_FAILED",
      "0 WAITING_ON_DEPENDENCIES",
    ]);
    expect(run.instances.find((row) => row.componentId === "C")?.reason).to.match(/^waits for ever: .*\(3\.5\)$/);
  });

  it("4.1 a worker group is matched exactly; an activity without any waits for ever", () => {
    const objects = [
      shell("A"),
      shell("B", { workerGroup: "WG" }),
      { id: "C", type: "ShellCommandActivity", command: "run.sh" },
    ];
    const run = runTexts(objects, { taskRunners: RUNNER, workloads: { "*": { duration: "60 s" } } });
    expect(attemptsIn(run)).to.deep.equal(["A 0 to 60 FINISHED"]);
    expect(movesIn(run, "B").at(-1)).to.equal("0 WAITING_FOR_RUNNER");
    expect(movesIn(run, "C").at(-1)).to.equal("0 WAITING_FOR_RUNNER");
  });

  it("4.2 two threads, one queue: the third waits for the first that ends", () => {
    const objects = [shell("A"), shell("B"), shell("C")];
    const run = runTexts(objects, {
      taskRunners: RUNNER,
      workloads: { A: { command: "60 s" }, B: { command: "40 s" }, C: { command: "30 s" } },
    });
    expect(attemptsIn(run)).to.deep.equal(["A 0 to 60 FINISHED", "B 0 to 40 FINISHED", "C 40 to 70 FINISHED"]);
  });

  // ready at 95 + 60, poll at 185. A prepares until 205; B's step has the queue until 235; then A's two steps
  it("4.6 two EmrActivities share the step queue of their cluster", () => {
    const objects = [
      cluster("R"),
      { id: "A", type: "EmrActivity", runsOn: to("R"), step: ["a.jar", "b.jar"], preStepCommand: "prepare.sh" },
      { id: "B", type: "EmrActivity", runsOn: to("R"), step: "c.jar" },
    ];
    const workloads = { A: { preStepCommand: "20 s", steps: ["100 s", "100 s"] }, B: { steps: ["50 s"] } };
    const run = runTexts(objects, { workloads });
    expect(run.steps.map((row) => [at(row.submittedAtMs), at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      [185, 185, 235],
      [205, 235, 335],
      [205, 335, 435],
    ]);
    expect(attemptsIn(run)).to.deep.equal(["A 185 to 435 FINISHED", "B 185 to 235 FINISHED"]);
  });
});
