import type { Measure, Result } from "../../src/experiment/result.ts";
import type { Ec2InstanceRow, LogRow } from "../../src/model/records.ts";

/** 2012-11-23T00:00:00Z, when the pipeline of the worked example is activated. */
export const ACTIVATION_MS = Date.UTC(2012, 10, 23);

const PIPELINE = "df-0A1B2C3D4E5F6G7H8I9J";
const CLUSTER = "@MyEmrCluster_2012-11-23T00:00:00";
const ACTIVITY = "@MyEmrActivity_2012-11-23T00:00:00";
const ATTEMPT = `${ACTIVITY}_Attempt=1`;
const at = (seconds: number): number => ACTIVATION_MS + Math.round(seconds * 1000);

/** A measure that was observed once. */
export function once(unit: Measure["unit"], value: number): Measure {
  const quantiles = { min: value, p5: value, p25: value, p50: value, p75: value, p90: value, p95: value, p99: value };
  return { unit, n: 1, observations: 1, mean: value, sd: 0, ci95: null, ...quantiles, max: value };
}

function ec2Instance(role: "master" | "core" | "task", index: number): Ec2InstanceRow {
  const bootedS = role === "master" ? 100 : 95;
  return {
    pipelineId: PIPELINE,
    componentId: "MyEmrCluster",
    resourceId: CLUSTER,
    ec2InstanceId: `${role.toUpperCase()}-${index}`,
    role,
    instanceType: role === "master" ? "m1.xlarge" : "m1.small",
    purchase: "on-demand",
    emr: true,
    state: "terminated",
    ebsGb: 0,
    requestedAtMs: at(0),
    runningAtMs: at(20),
    bootedAtMs: at(bootedS),
    bootstrapActions: [
      { name: "configure-hadoop", startedAtMs: at(bootedS), endedAtMs: at(bootedS + 12) },
      { name: "configure-other-stuff", startedAtMs: at(bootedS + 12), endedAtMs: at(bootedS + 20) },
    ],
    readyAtMs: at(180),
    shuttingDownAtMs: at(1148.896),
    terminatedAtMs: at(1448.896),
    busyMs: role === "master" ? 935_000 : 900_000,
  };
}

const runnerLog: LogRow = {
  kind: "taskRunner",
  writerId: `TaskRunner@${CLUSTER}`,
  hostId: CLUSTER,
  status: "published",
  reason: "pushed when its host is terminated (6.1)",
  destination: `s3://service-default/${CLUSTER}/TaskRunner.log.2012-11-23T00:03:30`,
  bytes: 31_166_667,
  bytesPublished: 31_166_667,
  putRequests: 1,
  writtenFromAtMs: at(210),
  writtenToAtMs: at(1145),
  publishedAtMs: at(1148.896),
  delayMs: 3896,
};

const attemptLog: LogRow = {
  kind: "attempt",
  writerId: ATTEMPT,
  hostId: CLUSTER,
  status: "lost",
  reason: "no pipelineLogUri is given: attempt logs are lost with the resource; set pipelineLogUri (6.3)",
  bytes: 0,
  bytesPublished: 0,
  putRequests: 0,
  writtenFromAtMs: at(210),
  writtenToAtMs: at(1145),
};

/** The run of the worked example with its hourly bill: every figure is derived by hand there. */
export const workedExample: Result = {
  format: "stepcast.result/1",
  name: "emr-excerpt",
  region: "us-east-1",
  seed: "stepcast",
  replications: 1,
  activationAtMs: ACTIVATION_MS,
  horizonAtMs: at(7 * 86_400),
  certificate: {
    modelVersion: "1",
    scenarioDigest: `sha256:${"1f".repeat(32)}`,
    definitionDigests: [`sha256:${"2e".repeat(32)}`],
    catalogDigest: `sha256:${"3d".repeat(32)}`,
    eventsDigest: `sha256:${"4c".repeat(32)}`,
    events: 142,
    command: "stepcast run scenarios/worked-example/scenario.yaml --seed stepcast",
  },
  placeholders: [],
  measures: {
    "attempts.failed": once("count", 0),
    "boot.MyEmrCluster": once("ms", 180_000),
    "cost.dataPipeline": once("USD", 0),
    "cost.ebs": once("USD", 0),
    "cost.ec2": once("USD", 1.82),
    "cost.emr": once("USD", 0.42),
    "cost.s3": once("USD", 0),
    "cost.total": once("USD", 2.24),
    "latency.activity.MyEmrActivity": once("ms", 1_145_000),
    "latency.pipeline": once("ms", 1_145_000),
    "logs.lostBytes": once("bytes", 0),
    "logs.publishDelay": once("ms", 3896),
    "time.applications": once("ms", 60_000),
    "time.boot": once("ms", 100_000),
    "time.bootstrap": once("ms", 20_000),
    "time.command": once("ms", 0),
    "time.logPublication": once("ms", 3896),
    "time.postStepCommand": once("ms", 15_000),
    "time.preStepCommand": once("ms", 20_000),
    "time.runnerInstall": once("ms", 30_000),
    "time.step": once("ms", 900_000),
    "time.waiting": once("ms", 0),
    "utilisation.MyEmrCluster.core": once("fraction", 0.797239),
    "utilisation.MyEmrCluster.master": once("fraction", 0.828243),
    "utilisation.MyEmrCluster.task": once("fraction", 0.797239),
    "wait.dependencies.MyEmrActivity": once("ms", 0),
    "wait.runner.MyEmrActivity": once("ms", 210_000),
  },
  assumptions: [
    {
      id: "termination.EmrCluster",
      rule: "7.3",
      what: "From the end of the bill to the release of quota",
      value: "constant, 5 minutes",
      source: "EMR Management Guide",
      override: "termination: { EmrCluster: 5 minutes }",
    },
  ],
  warnings: [
    {
      code: "SYNTAX",
      severity: "warning",
      message: "input refers to MyS3Input, which is not in the file",
      file: "emr-excerpt.json",
      line: 9,
      column: 13,
      path: "MyEmrActivity.input",
      rule: "3.1",
      hint: "the simulation does not wait for it",
    },
  ],
  bill: {
    lines: [
      ["EC2", "m1.small", 20, 65_000_000, 1_300_000] as const,
      ["EC2", "m1.xlarge", 1, 520_000_000, 520_000] as const,
      ["EMR", "m1.small", 20, 15_000_000, 300_000] as const,
      ["EMR", "m1.xlarge", 1, 120_000_000, 120_000] as const,
    ].map(([kind, instanceType, quantity, priceNanoUsd, amountMicroUsd]) => ({
      pipelineId: PIPELINE,
      componentId: "MyEmrCluster",
      kind,
      instanceType,
      purchase: "on-demand",
      quantity,
      unit: "instance-hour",
      priceText: `${priceNanoUsd / 1e9} per hour`,
      priceNanoUsd,
      amountMicroUsd,
    })),
    totalMicroUsd: 2_240_000,
  },
  executions: [
    {
      pipelineId: PIPELINE,
      scheduledStartAtMs: at(0),
      dueAtMs: at(0),
      endedAtMs: at(1145),
      succeeded: true,
    },
  ],
  instances: [
    {
      pipelineId: PIPELINE,
      componentId: "MyEmrActivity",
      type: "EmrActivity",
      instanceId: ACTIVITY,
      status: "FINISHED",
      reason: "its attempt finished (2.6)",
      scheduledStartAtMs: at(0),
      scheduledEndAtMs: at(0),
      dueAtMs: at(0),
      createdAtMs: at(0),
      readyAtMs: at(0),
      startedAtMs: at(210),
      endedAtMs: at(1145),
      attempts: 1,
    },
    {
      pipelineId: PIPELINE,
      componentId: "MyEmrCluster",
      type: "EmrCluster",
      instanceId: CLUSTER,
      status: "FINISHED",
      reason: "no more activity instance needs it (5.5)",
      scheduledStartAtMs: at(0),
      scheduledEndAtMs: at(0),
      dueAtMs: at(0),
      createdAtMs: at(0),
      readyAtMs: at(0),
      startedAtMs: at(180),
      endedAtMs: at(1448.896),
      attempts: 1,
    },
  ],
  attempts: [
    {
      pipelineId: PIPELINE,
      componentId: "MyEmrActivity",
      instanceId: ACTIVITY,
      attemptId: ATTEMPT,
      status: "FINISHED",
      reason: "its work is done (4.6)",
      runnerId: CLUSTER,
      queuedAtMs: at(0),
      startedAtMs: at(210),
      endedAtMs: at(1145),
      waitedFor: { bootMs: 100_000, bootstrapMs: 20_000, applicationsMs: 60_000, runnerInstallMs: 30_000, queueMs: 0 },
      workItems: [
        { role: "preStepCommand", label: "scp remoteFiles localFiles", from: 210, to: 230 } as const,
        { role: "step", label: "s3://myBucket/myPath/myStep.jar", from: 230, to: 830 } as const,
        { role: "step", label: "s3://myBucket/myPath/myOtherStep.jar", from: 830, to: 1130 } as const,
        { role: "postStepCommand", label: "scp localFiles remoteFiles", from: 1130, to: 1145 } as const,
      ].map(({ from, to, ...item }) => ({ ...item, startedAtMs: at(from), endedAtMs: at(to), completed: true })),
    },
  ],
  steps: [
    ["s-1", "s3://myBucket/myPath/myStep.jar", 230, 830] as const,
    ["s-2", "s3://myBucket/myPath/myOtherStep.jar", 830, 1130] as const,
  ].map(([stepId, label, from, to]) => ({
    stepId: `${ATTEMPT}/${stepId}`,
    attemptId: ATTEMPT,
    resourceId: CLUSTER,
    label,
    status: "COMPLETED",
    submittedAtMs: at(from),
    startedAtMs: at(from),
    endedAtMs: at(to),
  })),
  resources: [
    {
      pipelineId: PIPELINE,
      componentId: "MyEmrCluster",
      type: "EmrCluster",
      resourceId: CLUSTER,
      status: "FINISHED",
      clusterStatus: "TERMINATED",
      reason: "no more activity instance needs it (5.5)",
      requestedAtMs: at(0),
      bootedAtMs: at(100),
      bootstrappedAtMs: at(120),
      readyAtMs: at(180),
      firstPollAtMs: at(210),
      shuttingDownAtMs: at(1145),
      stoppedAtMs: at(1148.896),
      terminatedAtMs: at(1448.896),
      busyMs: 935_000,
    },
  ],
  ec2Instances: [
    ec2Instance("master", 0),
    ...Array.from({ length: 10 }, (_, index) => ec2Instance("core", index)),
    ...Array.from({ length: 10 }, (_, index) => ec2Instance("task", index)),
  ],
  logs: [attemptLog, runnerLog],
  apiCalls: [
    { operation: "PollForTask", calls: 12 },
    { operation: "ReportTaskProgress", calls: 16 },
    { operation: "SetTaskStatus", calls: 1 },
    { operation: "ReportTaskRunnerHeartbeat", calls: 2 },
  ],
  history: [
    {
      ...{ machine: "instance", id: ACTIVITY, pipelineId: PIPELINE, componentId: "MyEmrActivity", atMs: at(0) },
      ...{ to: "SCHEDULED", reason: "its interval is due and the limits allow it (2.2, 2.4)", rule: "2.2" },
    },
    {
      ...{ machine: "instance", id: ACTIVITY, pipelineId: PIPELINE, componentId: "MyEmrActivity", atMs: at(0) },
      ...{ from: "SCHEDULED", to: "WAITING_FOR_RUNNER", reason: "queued for its Task Runner (3.1)", rule: "3.1" },
    },
    {
      ...{ machine: "attempt", id: ATTEMPT, pipelineId: PIPELINE, componentId: "MyEmrActivity", atMs: at(210) },
      ...{ to: "RUNNING", reason: `taken by ${CLUSTER} (4.3)`, rule: "4.3" },
    },
  ],
  historyCount: 3,
  notifications: [],
  unfinished: [],
  outcomes: [],
};
