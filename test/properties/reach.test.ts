import { expect } from "chai";
import fc from "fast-check";
import type { Plan, WorkItemPlan } from "../../src/model/plan.ts";
import type { Recorded } from "../model/run-plan.ts";
import { randomTexts, runOf, type Texts } from "./random-run.ts";

/** The items of work of the activities that were tried. */
function workBegun({ pipelines }: Plan, { attempts }: Recorded): readonly WorkItemPlan[] {
  const tried = new Set(attempts.map(({ componentId }) => componentId));
  return pipelines.flatMap(({ activities }) => activities.flatMap(({ id, work }) => (tried.has(id) ? work : [])));
}

/** What the other properties would say nothing about if it never came about. */
const TO_REACH = [
  "instance SCHEDULED",
  "instance WAITING_ON_DEPENDENCIES",
  "instance WAITING_FOR_RUNNER",
  "instance CREATING",
  "instance RUNNING",
  "instance SHUTTING_DOWN",
  "instance FINISHED",
  "instance FAILED",
  "instance TIMEDOUT",
  "instance CANCELED",
  "instance CASCADE_FAILED",
  "attempt FINISHED",
  "attempt FAILED",
  "attempt TIMEDOUT",
  "attempt CANCELED",
  "cluster TERMINATED",
  "cluster TERMINATED_WITH_ERRORS",
  "step COMPLETED",
  "step CANCELLED",
  "step FAILED",
  "log published",
  "log lost",
  "log kept on the host",
  "log open",
  "second attempt",
  "late",
  "waited for EC2 quota",
  "several activities on a resource",
  "several pipelines",
  "Task Runner died",
  "answers lost",
  "PollForTask refused",
  "ReportTaskProgress refused",
  "SetTaskStatus refused",
  "ReportTaskRunnerHeartbeat refused",
  "checked by a Task Runner",
  "checked again by the next one",
  "arrivals of a trace",
  "mapreduce in a step queue",
  "mapreduce of a Hadoop scheduler",
  "scaling of a Hadoop scheduler",
  "spark in a step queue",
  "spark of a Hadoop scheduler",
  "on-demand instance: failure",
  "spot instance: interruption",
  "work stageInput",
  "work stageOutput",
  "work preActivityTask",
  "work postActivityTask",
];

/** Adds what is reached in the runs of these texts. */
function reach(reached: Set<string>, all: readonly Texts[]): void {
  for (const texts of all) {
    const { plan, records } = runOf(texts, "seed");
    if (plan.pipelines.length > 1) reached.add("several pipelines");
    if (plan.lostAnswers !== undefined && records.attempts.length > 0) reached.add("answers lost");
    if (texts.scenario.includes("arrivals.csv")) reached.add("arrivals of a trace");
    for (const { operation, throttled } of records.apiCalls) {
      if (throttled !== undefined) reached.add(`${operation} refused`);
    }
    for (const { machine, to, reason } of records.transitions) {
      reached.add(`${machine} ${to}`);
      if (reason.includes("Task Runner had died")) reached.add("Task Runner died");
      if (/^checked by (@|wg)/.test(reason)) reached.add("checked by a Task Runner");
      if (reason.includes("checked again by the next one")) reached.add("checked again by the next one");
    }
    for (const { place, work } of workBegun(plan, records)) {
      if (place === "stepQueue") reached.add(`${work.kind} in a step queue`);
      else if (place === "hadoop") reached.add(`${work.kind} of a Hadoop scheduler`);
    }
    for (const { workItems } of records.attempts) for (const { role } of workItems) reached.add(`work ${role}`);
    for (const { status } of records.logs) reached.add(`log ${status}`);
    for (const { purchase, lost } of records.ec2Instances) {
      if (lost !== undefined) reached.add(`${purchase} instance: ${lost.cause}`);
    }
    for (const { attempts, lateAtMs } of records.instances) {
      if (attempts > 1) reached.add("second attempt");
      if (lateAtMs !== undefined) reached.add("late");
    }
    for (const { launchedAtMs, resourceId } of records.resources) {
      if (launchedAtMs !== undefined) reached.add("waited for EC2 quota");
      const components = new Set(
        records.attempts.filter(({ runnerId }) => runnerId === resourceId).map((row) => row.componentId),
      );
      if (components.size > 1) reached.add("several activities on a resource");
    }
  }
}

const SAMPLES_MAX = 40;

describe("the random texts", () => {
  it("2.6 reach every status word, kind of log and limit that there is", function () {
    this.timeout(300_000);
    const reached = new Set<string>();
    const missing = () => TO_REACH.filter((what) => !reached.has(what));
    for (let seed = 1; missing().length > 0 && seed <= SAMPLES_MAX; seed += 1) {
      reach(reached, fc.sample(randomTexts, { seed, numRuns: 25 }));
    }
    expect(missing()).to.deep.equal([]);
  });
});
