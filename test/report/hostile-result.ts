import type { Measure, Result } from "../../src/experiment/result.ts";
import type { AttemptRow, Ec2InstanceRow, InstanceRow, LogRow, ResourceRow } from "../../src/model/records.ts";
import { HOSTILE_NAMES } from "./hostile-names.ts";
import { ACTIVATION_MS, workedExample } from "./worked-example.ts";

const PIPELINE = `df-<b>&"'`;
const at = (seconds: number): number => ACTIVATION_MS + Math.round(seconds * 1000);

/** 30 replications around a mean; the quantiles of a normal distribution, so that strips have a shape. */
export function spread(unit: Measure["unit"], mean: number, sd: number, n = 30): Measure {
  const q = (z: number) => Math.max(0, Math.round((mean + z * sd) * 1e6) / 1e6);
  // t(0.975, 29 degrees of freedom) = 2.045
  const halfWidth = Math.round(((2.045 * sd) / Math.sqrt(n)) * 1e6) / 1e6;
  return {
    unit,
    n,
    observations: n,
    mean,
    sd,
    ci95: { low: mean - halfWidth, high: mean + halfWidth, halfWidth },
    min: q(-2.04),
    p5: q(-1.645),
    p25: q(-0.674),
    p50: mean,
    p75: q(0.674),
    p90: q(1.282),
    p95: q(1.645),
    p99: q(2.326),
    max: q(2.5),
  };
}

/** Each hostile name is an activity on a resource of the same name, one after another, a minute apart. */
function rowsOf(name: string, index: number) {
  const startS = 60 * index;
  const resourceId = `@${name}_2012-11-23T00:00:00`;
  const instanceId = `@activity ${name}_2012-11-23T00:00:00`;
  const isLost = index % 3 === 2;
  const ids = { pipelineId: PIPELINE, componentId: name };
  const resource: ResourceRow = {
    ...ids,
    type: "Ec2Resource",
    resourceId,
    status: "FINISHED",
    reason: "no more activity instance needs it (5.5)",
    requestedAtMs: at(startS),
    bootedAtMs: at(startS + 90),
    bootstrappedAtMs: at(startS + 90),
    readyAtMs: at(startS + 90),
    firstPollAtMs: at(startS + 120),
    shuttingDownAtMs: at(startS + 720),
    stoppedAtMs: at(startS + 722.5),
    terminatedAtMs: at(startS + 800),
    busyMs: 600_000,
  };
  const ec2Instance: Ec2InstanceRow = {
    ...ids,
    resourceId,
    ec2InstanceId: "HOST-0",
    role: "host",
    instanceType: "m1.small",
    purchase: "on-demand",
    emr: false,
    state: "terminated",
    ebsGb: 8,
    requestedAtMs: at(startS),
    runningAtMs: at(startS + 20),
    bootedAtMs: at(startS + 90),
    bootstrapActions: [],
    readyAtMs: at(startS + 90),
    shuttingDownAtMs: at(startS + 722.5),
    terminatedAtMs: at(startS + 800),
    busyMs: 600_000,
  };
  const instance: InstanceRow = {
    ...ids,
    componentId: `activity ${name}`,
    type: "ShellCommandActivity",
    instanceId,
    status: isLost ? "FAILED" : "FINISHED",
    reason: isLost ? `${name} failed` : "its attempt finished (2.6)",
    scheduledStartAtMs: at(0),
    scheduledEndAtMs: at(0),
    dueAtMs: at(0),
    createdAtMs: at(0),
    readyAtMs: at(startS),
    startedAtMs: at(startS + 120),
    endedAtMs: at(startS + 720),
    attempts: 1,
  };
  const attempt: AttemptRow = {
    ...ids,
    componentId: `activity ${name}`,
    instanceId,
    attemptId: `${instanceId}_Attempt=1`,
    status: isLost ? "FAILED" : "FINISHED",
    reason: isLost ? `${name} failed` : "its work is done (4.6)",
    runnerId: resourceId,
    queuedAtMs: at(startS),
    startedAtMs: at(startS + 120),
    endedAtMs: at(startS + 720),
    waitedFor: { bootMs: 90_000, bootstrapMs: 0, applicationsMs: 0, runnerInstallMs: 30_000, queueMs: 0 },
    workItems: [
      { role: "command", label: name, startedAtMs: at(startS + 120), endedAtMs: at(startS + 720), completed: !isLost },
    ],
  };
  const log: LogRow = {
    kind: "attempt",
    writerId: attempt.attemptId,
    hostId: resourceId,
    ...(isLost
      ? {
          status: "lost",
          reason: `no pipelineLogUri is given for ${name}: set pipelineLogUri (6.3)`,
          bytesPublished: 0,
        }
      : {
          status: "published",
          reason: "stdout, stderr and activity log are pushed when the attempt ends (6.3)",
          destination: `s3://logs/${name}`,
          bytesPublished: 20_000_000,
          publishedAtMs: at(startS + 722.5),
          delayMs: 2500,
        }),
    bytes: 20_000_000,
    putRequests: isLost ? 0 : 3,
    writtenFromAtMs: at(startS + 120),
    writtenToAtMs: at(startS + 720),
  };
  return { resource, ec2Instance, instance, attempt, log };
}

const rows = HOSTILE_NAMES.map(rowsOf);
const n = HOSTILE_NAMES.length;

/** 30 replications of many activities with names that try to break out of every format; some logs are lost. */
export const hostileResult: Result = {
  ...workedExample,
  name: HOSTILE_NAMES[0],
  seed: `"; rm -rf / #`,
  replications: 30,
  precision: {
    target: 0.02,
    of: ["cost.total", "latency.pipeline"],
    reached: { "cost.total": 0.0112, "latency.pipeline": 0.0181 },
    met: true,
  },
  certificate: { ...workedExample.certificate, command: `stepcast run '${HOSTILE_NAMES[1]}' --seed 'a'` },
  placeholders: HOSTILE_NAMES.slice(0, 5).map((name) => `activity ${name}`),
  measures: Object.fromEntries(
    [
      ["cost.total", spread("USD", 1.26, 0.04)] as const,
      ["cost.ec2", spread("USD", 1.17, 0.04)] as const,
      ["cost.emr", spread("USD", 0, 0)] as const,
      ["cost.s3", spread("USD", 0.000144, 0.000002)] as const,
      ["cost.ebs", spread("USD", 0.09, 0.003)] as const,
      ["cost.dataPipeline", spread("USD", 0, 0)] as const,
      ["latency.pipeline", spread("ms", 1_740_000, 84_000)] as const,
      ["logs.publishDelay", spread("ms", 2500, 120)] as const,
      ["logs.lostBytes", spread("bytes", 120_000_000, 0)] as const,
      ["attempts.failed", spread("count", 6, 1)] as const,
      ["time.waiting", spread("ms", 1_020_000, 20_000)] as const,
      ["time.boot", spread("ms", 90_000, 9000)] as const,
      ["time.runnerInstall", spread("ms", 30_000, 1000)] as const,
      ["time.command", spread("ms", 600_000, 60_000)] as const,
      ["time.logPublication", spread("ms", 2500, 120)] as const,
      ...HOSTILE_NAMES.map((name) => [`latency.activity.activity ${name}`, spread("ms", 900_000, 50_000)] as const),
      ...HOSTILE_NAMES.map((name) => [`boot.${name}`, spread("ms", 90_000, 9000)] as const),
    ].sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
  assumptions: HOSTILE_NAMES.map((name, index) => ({
    id: `boot.${name}`,
    rule: "5.6",
    what: `Boot time of ${name}`,
    value: `constant, ${index} s`,
    source: name,
    override: `boot: { ${JSON.stringify(name)}: ${index} s }`,
  })),
  warnings: HOSTILE_NAMES.map((name, index) => ({
    code: "SYNTAX",
    severity: "warning",
    message: `${name} is odd`,
    file: name,
    line: index + 1,
    column: 1,
    hint: `rename ${name}`,
  })),
  bill: {
    lines: [
      ...HOSTILE_NAMES.map((name) => ({
        pipelineId: PIPELINE,
        componentId: name,
        kind: "EC2" as const,
        instanceType: "m1.small",
        purchase: "on-demand" as const,
        quantity: 1,
        unit: "instance-hour" as const,
        priceText: "0.065 per hour",
        priceNanoUsd: 65_000_000,
        amountMicroUsd: 65_000,
      })),
      {
        pipelineId: PIPELINE,
        kind: "S3 requests",
        quantity: 36,
        unit: "request",
        priceText: "0.000005 per request",
        priceNanoUsd: 5000,
        amountMicroUsd: 180,
      },
    ],
    totalMicroUsd: 65_000 * n + 180,
  },
  executions: [
    { pipelineId: PIPELINE, scheduledStartAtMs: at(0), dueAtMs: at(0), endedAtMs: at(60 * n + 660), succeeded: false },
  ],
  instances: rows.map(({ instance }) => instance),
  attempts: rows.map(({ attempt }) => attempt),
  steps: [],
  resources: rows.map(({ resource }) => resource),
  ec2Instances: rows.map(({ ec2Instance }) => ec2Instance),
  logs: rows.map(({ log }) => log),
  unfinished: rows
    .filter(({ instance }) => instance.status !== "FINISHED")
    .map(({ instance }) => ({
      pipelineId: PIPELINE,
      componentId: instance.componentId,
      instanceId: instance.instanceId,
      status: instance.status,
      reason: instance.reason,
      rule: "3.3",
    })),
  outcomes: rows
    .filter(({ instance }) => instance.status !== "FINISHED")
    .map(({ instance: { componentId, status, reason } }) => ({
      ...{ pipelineId: PIPELINE, componentId, status, reason, rule: "3.3" },
      ...{ replications: 12, instances: 12, ofInstances: 30 },
    })),
};
