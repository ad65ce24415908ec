import { expect } from "chai";
import fc from "fast-check";
import { randomTexts, runOf } from "./random-run.ts";

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
  "work stageInput",
  "work stageOutput",
  "work preActivityTask",
  "work postActivityTask",
];

describe("the random texts", () => {
  it("2.6 reach every status word, kind of log and limit that there is", function () {
    this.timeout(120_000);
    const reached = new Set<string>();
    for (const texts of fc.sample(randomTexts, { seed: 1, numRuns: 250 })) {
      const { records } = runOf(texts, "seed");
      for (const { machine, to } of records.transitions) reached.add(`${machine} ${to}`);
      for (const { workItems } of records.attempts) for (const { role } of workItems) reached.add(`work ${role}`);
      for (const { status } of records.logs) reached.add(`log ${status}`);
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
    expect(TO_REACH.filter((what) => !reached.has(what))).to.deep.equal([]);
  });
});
