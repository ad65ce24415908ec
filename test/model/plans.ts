import type { Distribution } from "../../src/engine/distribution.ts";
import type {
  ActivityPlan,
  DataNodePlan,
  Ec2ResourcePlan,
  EmrClusterPlan,
  InstanceGroupPlan,
  PipelinePlan,
  Plan,
  WorkItemPlan,
} from "../../src/model/plan.ts";
import type { PreconditionPlan } from "../../src/model/precondition-plan.ts";

/** 2012-11-23T00:00:00Z, when every test's pipeline is activated. */
export const ACTIVATION_MS = Date.UTC(2012, 10, 23);

export const seconds = (value: number): Distribution => ({ kind: "constant", value: 1000 * value });

export function planOf(pipeline: Partial<PipelinePlan>, rest: Partial<Plan> = {}): Plan {
  return {
    format: "stepcast.plan/1",
    name: "test",
    region: "us-east-1",
    activationMs: ACTIVATION_MS,
    horizonMs: ACTIVATION_MS + 3650 * 86_400_000,
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
      bytesPerMinute: { taskRunner: 2_000_000, attempt: 0, step: 0, node: 0 },
      defaultUri: "s3://service-default",
      emrPushIntervalMs: 300_000,
      runnerPushIntervalMs: 3_600_000,
      uploadBytesPerSecond: 8_000_000,
    },
    instanceTypes: {
      "m1.small": {
        type: "m1.small",
        speed: 1,
        uploadBytesPerSecond: 8_000_000,
        ec2NanoUsdPerHour: 65_000_000,
        emrNanoUsdPerHour: 15_000_000,
      },
      "m1.xlarge": {
        type: "m1.xlarge",
        speed: 8,
        uploadBytesPerSecond: 8_000_000,
        ec2NanoUsdPerHour: 520_000_000,
        emrNanoUsdPerHour: 120_000_000,
      },
    },
    pipelines: [
      {
        id: "df-TEST",
        name: "test",
        activation: { kind: "times", timesMs: [ACTIVATION_MS] },
        activities: [],
        resources: [],
        feeMicroUsdPerMonth: 0,
        ...pipeline,
      },
    ],
    taskRunners: [],
    assumptions: [],
    warnings: [],
    placeholders: [],
    ...rest,
  };
}

export function itemOf(
  role: WorkItemPlan["role"],
  durationS: number,
  place: WorkItemPlan["place"] = role === "step" ? "stepQueue" : "runner",
): WorkItemPlan {
  return { role, label: role, place, work: { kind: "duration", duration: seconds(durationS) } };
}

export function activityOf(id: string, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return {
    id,
    name: id,
    type: "ShellCommandActivity",
    schedule: { kind: "ondemand" },
    maxActiveInstances: null,
    runner: { kind: "none" },
    dependsOn: [],
    work: [itemOf("command", 60)],
    failureAndRerunMode: "none",
    logUri: null,
    ...rest,
  };
}

export function dataNodeOf(id: string, rest: Partial<DataNodePlan> = {}): DataNodePlan {
  return {
    id,
    name: id,
    type: "S3DataNode",
    schedule: { kind: "ondemand" },
    maxActiveInstances: null,
    producers: [],
    failureAndRerunMode: "none",
    ...rest,
  };
}

/** Checked by the service for 3 s, every 10 minutes. */
export function preconditionOf(id: string, rest: Partial<PreconditionPlan> = {}): PreconditionPlan {
  return {
    id,
    name: id,
    type: "S3KeyExists",
    instanceName: id,
    schedule: { kind: "ondemand" },
    runner: { kind: "service" },
    satisfied: { kind: "after", delay: seconds(0) },
    check: seconds(3),
    retryDelayMs: 600_000,
    ...rest,
  };
}

export function groupOf(
  role: InstanceGroupPlan["role"],
  count: number,
  bootS: number,
  rest: Partial<InstanceGroupPlan> = {},
): InstanceGroupPlan {
  return {
    role,
    instanceType: "m1.small",
    count,
    purchase: { kind: "on-demand" },
    boot: seconds(bootS),
    instanceBoots: [],
    ...rest,
  };
}

const RESOURCE = {
  schedule: { kind: "ondemand" },
  maxActiveInstances: null,
  terminateAfterMs: null,
  pending: seconds(20),
  runnerInstall: seconds(30),
  tasks: 2,
  termination: seconds(300),
  ebsGbPerInstance: 0,
  runnerLogUri: null,
} as const;

export function ec2Of(id: string, rest: Partial<Ec2ResourcePlan> = {}): Ec2ResourcePlan {
  return {
    ...RESOURCE,
    id,
    name: id,
    type: "Ec2Resource",
    kind: "Ec2Resource",
    group: groupOf("host", 1, 100),
    ...rest,
  };
}

export function clusterOf(id: string, rest: Partial<EmrClusterPlan> = {}): EmrClusterPlan {
  return {
    ...RESOURCE,
    id,
    name: id,
    type: "EmrCluster",
    kind: "EmrCluster",
    groups: [groupOf("master", 1, 100)],
    bootstrapActions: [],
    applications: seconds(60),
    stepConcurrency: 1,
    clusterLogUri: null,
    ...rest,
  };
}
