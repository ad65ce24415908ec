import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { runtimeField } from "../../../src/definition/object-types/runtime-fields.ts";
import { runExperiment } from "../../../src/experiment/experiment.ts";
import { type AwsObject, awsObjects } from "../../../src/report/aws/objects.ts";
import { writeObjects } from "../../../src/report/aws/write-objects.ts";
import { activityOf, ec2Of, itemOf, planOf } from "../../model/plans.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

/** An answer of DescribeObjects, kept beside the repository where there is one. */
const ANSWER = "../shared/corpus/dp-cli-output/swipely-pipely__spec_fixtures_pipeline_activity_instances.json";

/** Keys of instances and attempts in answers of the service, with how their value is given. */
const KEYS_OF_AWS: ReadonlySet<string> = new Set([
  ...["@componentParent", "parent", "@resource", "@headAttempt", "@instanceParent"].map((key) => `${key} refValue`),
  ...["type", "@sphere", "@pipelineId", "@version", "@status", "@attemptCount", "@triesLeft", "@resourceRegion"].map(
    (key) => `${key} stringValue`,
  ),
  ...["@scheduledStartTime", "@scheduledEndTime", "@actualStartTime", "@actualEndTime"].map(
    (key) => `${key} stringValue`,
  ),
]);

const RETRY = { maximum: 2, delayMs: 120_000 };
const R = { kind: "resource", resourceId: "R" } as const;
const inputs = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};

/** A times out three times, B is cancelled by its resource's end, C has a user-managed Task Runner. */
const plan = planOf(
  {
    activities: [
      activityOf("A", { runner: R, work: [itemOf("command", 100)], attemptTimeoutMs: 50_000, retry: RETRY }),
      activityOf("B", { runner: R, work: [itemOf("command", 9000)] }),
      activityOf("C", { runner: { kind: "workerGroup", workerGroup: "wg" } }),
    ],
    resources: [ec2Of("R", { terminateAfterMs: 3_600_000 })],
  },
  { taskRunners: [{ id: "wg/0", workerGroup: "wg", tasks: 1, poll: { kind: "long", holdMs: 90_000 }, logUri: null }] },
);
const result = runExperiment({ plan, seed: "seed", rule: { kind: "count", count: 1 }, inputs });

function keysOf(objects: Iterable<AwsObject>): Set<string> {
  const keys = new Set<string>();
  for (const { fields } of objects) {
    for (const field of fields) keys.add(`${field.key} ${"refValue" in field ? "refValue" : "stringValue"}`);
  }
  return keys;
}

function valuesOf(id: string): Record<string, string> {
  const object = [...awsObjects(result)].find((one) => one.id === id);
  return Object.fromEntries(
    (object?.fields ?? []).map((field) => [field.key, "refValue" in field ? field.refValue : field.stringValue]),
  );
}

describe("objects as AWS describes them", () => {
  it("2.1 have no key that the service's answers, or the guide's list of run-time fields, do not have", () => {
    const ours = keysOf([...awsObjects(result), ...awsObjects(workedExample), ...awsObjects(hostileResult)]);
    const unknown = [...ours].filter(
      (key) => !KEYS_OF_AWS.has(key) && runtimeField(key.split(" ")[0] ?? "") === undefined,
    );
    expect(unknown).to.deep.equal([]);
    expect([...KEYS_OF_AWS].filter((key) => !ours.has(key))).to.deep.equal([]);
  });

  it("2.1 have every key of instances in an answer of the service but links and machine ids", function () {
    if (!existsSync(ANSWER)) {
      this.test && Object.assign(this.test, { title: `${this.test.title} (skipped: no ${ANSWER} here)` });
      this.skip();
    }
    const theirs = keysOf(JSON.parse(readFileSync(ANSWER, "utf8")));
    const ours = keysOf(awsObjects(result));
    expect([...theirs].filter((key) => !ours.has(key)).sort()).to.deep.equal([
      "@resourceId stringValue",
      "dependsOn refValue",
      "input refValue",
      "output refValue",
    ]);
  });

  // R launched at 0, ready at 100, polls at 130; A runs 130 to 180, 300 to 350, 470 to 520, and is out of tries
  it("3.3 say of an instance how often it was tried and what its last attempt was", () => {
    expect(valuesOf("@A_2012-11-23T00:00:00")).to.deep.equal({
      "@componentParent": "A",
      parent: "A",
      type: "ShellCommandActivity",
      "@sphere": "INSTANCE",
      "@pipelineId": "df-TEST",
      "@version": "1",
      "@scheduledStartTime": "2012-11-23T00:00:00",
      "@scheduledEndTime": "2012-11-23T00:00:00",
      "@status": "FAILED",
      "@attemptCount": "3",
      "@triesLeft": "0",
      "@resource": "@R_2012-11-23T00:00:00",
      "@actualStartTime": "2012-11-23T00:00:00",
      "@actualEndTime": "2012-11-23T00:08:40",
      "@headAttempt": "@A_2012-11-23T00:00:00_Attempt=3",
      errorMessage: "attempt 3 of 3 failed: it ran longer than its attemptTimeout (3.3, 3.4)",
    });
  });

  it("2.1 say of an attempt whose it is, when it was queued and what ended it", () => {
    expect(valuesOf("@A_2012-11-23T00:00:00_Attempt=2")).to.include({
      "@sphere": "ATTEMPT",
      "@instanceParent": "@A_2012-11-23T00:00:00",
      "@status": "TIMEDOUT",
      "@actualStartTime": "2012-11-23T00:05:00",
      "@actualEndTime": "2012-11-23T00:05:50",
      errorMessage: "it ran longer than its attemptTimeout (3.4)",
    });
    expect(valuesOf("@C_2012-11-23T00:00:00_Attempt=1")).to.include({ hostname: "wg/0" });
    expect(valuesOf("@B_2012-11-23T00:00:00").cancellationReason).to.equal(
      "it lived longer than its terminateAfter (3.6)",
    );
  });

  it("2.1 give a launch of a resource as its attempt", () => {
    expect(valuesOf("@R_2012-11-23T00:00:00")).to.include({
      "@resourceRegion": "us-east-1",
      "@headAttempt": "@R_2012-11-23T00:00:00_Attempt=1",
      "@status": "TIMEDOUT",
      errorMessage: "it lived longer than its terminateAfter (3.6)",
    });
    expect(valuesOf("@R_2012-11-23T00:00:00_Attempt=1")).to.include({ "@actualStartTime": "2012-11-23T00:00:00" });
  });

  it("3.6 give each launch of a resource that was launched again, and what ran on it", () => {
    const id = "@MyEmrCluster_2012-11-23T00:00:00";
    const again = `${id}_Attempt=2`;
    const resources = workedExample.resources.flatMap((row) => [row, { ...row, resourceId: again, attempt: 2 }]);
    const attempts = workedExample.attempts.map((row) => ({ ...row, runnerId: again }));
    const objects = [...awsObjects({ ...workedExample, resources, attempts })];
    expect(objects.map((object) => object.id)).to.deep.equal([
      "@MyEmrActivity_2012-11-23T00:00:00",
      "@MyEmrActivity_2012-11-23T00:00:00_Attempt=1",
      id,
      `${id}_Attempt=1`,
      again,
    ]);
    const [activity, , cluster] = objects;
    expect(activity?.fields).to.deep.include({ key: "@resource", refValue: id });
    expect(cluster?.fields).to.deep.include({ key: "@headAttempt", refValue: again });
  });

  it("are one JSON document with an object on each line", () => {
    const text = writeObjects(result);
    const document = JSON.parse(text);
    expect(document.pipelineObjects).to.deep.equal([...awsObjects(result)]);
    expect(document.hasMoreResults).to.equal(false);
    expect(text.split("\n")).to.have.length(document.pipelineObjects.length + 6);
    expect(JSON.parse(writeObjects({ ...result, instances: [] })).pipelineObjects).to.deep.equal([]);
  });
});
