import { expect } from "chai";
import type { TestObject } from "../scenario/harness.ts";
import { attemptsIn, cluster, runTexts, to } from "./run-texts.ts";

/** A job of ten minutes of an m1.small, for all of which the cluster has one core node. */
function job(id: string, hadoopQueue: string): TestObject {
  return { id, type: "HadoopActivity", jarUri: "s3://b/job.jar", runsOn: to("C"), hadoopQueue };
}

function property(id: string, queue: string, value: string): TestObject {
  return { id, type: "Property", key: `yarn.scheduler.capacity.root.${queue}.capacity`, value };
}

/** The ends of both jobs, with what a configuration says of the queues. */
function endsWith(configured: Readonly<Record<string, unknown>> = {}): string[] {
  const objects = [
    cluster("C", { amiVersion: undefined, releaseLabel: "emr-5.36.0", ...configured }),
    job("A", "production"),
    job("B", "adhoc"),
    { id: "Q", type: "EmrConfiguration", classification: "capacity-scheduler", property: [to("P1"), to("P2")] },
    property("P1", "production", "75"),
    property("P2", "adhoc", "25"),
  ];
  const workloads = { "*": { scaling: { work: "10 node-minutes", reference: "m1.small" } } };
  return attemptsIn(runTexts(objects, { workloads }));
}

describe("queues by configuration", () => {
  // ready at 95 + 60, Task Runner 30 s later: 185; 600 s of work each, one after the other
  it("4.6 without it the first job has everything, whatever its queue", () => {
    expect(endsWith()).to.deep.equal(["A 185 to 785 FINISHED", "B 185 to 1385 FINISHED"]);
  });

  // three quarters of the node for A: 600 / 0.75 = 800 s; B has done 200 s by then, and does the rest with all of it
  it("4.6 EmrConfiguration gives queues their parts; what one leaves the other has", () => {
    const expected = ["A 185 to 985 FINISHED", "B 185 to 1385 FINISHED"];
    expect(endsWith({ configuration: to("Q") })).to.deep.equal(expected);
    expect(endsWith({ masterGroupConfiguration: to("Q") })).to.deep.equal(expected);
    // of the core group's machines it is no matter
    expect(endsWith({ coreGroupConfiguration: to("Q") })).to.deep.equal(endsWith());
  });
});
