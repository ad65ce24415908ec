import type { Plan } from "../src/model/plan.ts";

const START_MS = Date.UTC(2012, 10, 23);

/**
 * M/M/10 at load 0.9 as a world of the model: on-demand activations arrive by a Poisson process and wait for a
 * user-managed Task Runner with ten task threads.
 */
export function mm10Plan(count: number): Plan {
  return {
    format: "stepcast.plan/1",
    name: "mm10",
    region: "us-east-1",
    activationMs: START_MS,
    horizonMs: Number.MAX_SAFE_INTEGER,
    limits: { instanceCreationIntervalMs: null, activeInstancesPerObject: null },
    billing: {
      mode: "hourly",
      emrBillingFrom: "running",
      s3PutNanoUsd: 0,
      s3StorageNanoUsdPerGbMonth: 0,
      logRetentionMs: 0,
      ebsNanoUsdPerGbMonth: 0,
    },
    logs: {
      bytesPerMinute: { taskRunner: 0, attempt: 0, step: 0, node: 0 },
      defaultUri: null,
      emrPushIntervalMs: 300_000,
      runnerPushIntervalMs: 3_600_000,
      uploadBytesPerSecond: 1_000_000,
    },
    instanceTypes: {},
    pipelines: [
      {
        id: "df-MM10",
        name: "mm10",
        activation: { kind: "poisson", meanInterarrivalMs: 100_000 / 10 / 0.9, count },
        activities: [
          {
            id: "Work",
            name: "Work",
            type: "ShellCommandActivity",
            schedule: { kind: "ondemand" },
            maxActiveInstances: null,
            runner: { kind: "workerGroup", workerGroup: "wg" },
            dependsOn: [],
            work: [
              {
                role: "command",
                label: "work",
                place: "runner",
                work: { kind: "duration", duration: { kind: "exponential", mean: 100_000 } },
              },
            ],
            failureAndRerunMode: "none",
            logUri: null,
          },
        ],
        resources: [],
        feeMicroUsdPerMonth: 0,
      },
    ],
    taskRunners: [{ id: "wg/0", workerGroup: "wg", tasks: 10, poll: { kind: "long", holdMs: 90_000 }, logUri: null }],
    assumptions: [],
    warnings: [],
    placeholders: [],
  };
}
