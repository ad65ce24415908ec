import fc from "fast-check";
import { lengthUpTo, refTo, someOf } from "./random-quantities.ts";
import type { Era, TextObject } from "./text-object.ts";

/** The most EC2 instances that one resource of these may need. */
export const EC2_INSTANCES_MAX = 6;

/** What there is to say of one resource, in the definition and in the scenario. */
export interface ResourceShape {
  readonly isCluster: boolean;
  readonly common: Readonly<Record<string, unknown>>;
  readonly cluster: Readonly<Record<string, unknown>>;
  readonly schedule: "Short" | "Long";
  /** Indexes of instance types in its era. */
  readonly types: Readonly<Record<string, number>>;
  readonly boot: unknown;
  /** 1 before emr-5.28.0 (4.6). */
  readonly stepConcurrency: number;
}

/** Hardly ever passed, and now and then. */
const bid = fc.constantFrom("0.50", "0.06", "0.03");

/** An EmrCluster or an Ec2Resource. */
export const resourceShape: fc.Arbitrary<ResourceShape> = fc.record({
  isCluster: fc.boolean(),
  common: someOf({
    terminateAfter: fc.constantFrom("2 HOURS", "1 hour", "15 minutes"),
    pipelineLogUri: fc.constant("s3://logs/resources"),
    maxActiveInstances: fc.constantFrom("1", "3"),
    initTimeout: fc.constantFrom("20 minutes", "5 minutes"),
    attemptTimeout: fc.constantFrom("1 hour", "10 minutes"),
    lateAfterTimeout: fc.constantFrom("1 hour", "10 minutes"),
    onLateAction: fc.constant(refTo("Stop")),
    maximumRetries: fc.constantFrom("1", "0", "3"),
    retryDelay: fc.constantFrom("2 minutes", "10 minutes"),
    retryTimeout: fc.constantFrom("1 hour", "10 minutes"),
    actionOnResourceFailure: fc.constantFrom("retryAll", "retryNone"),
    actionOnTaskFailure: fc.constantFrom("continue", "terminate"),
    useOnDemandOnLastAttempt: fc.constantFrom("true", "false"),
  }),
  cluster: someOf({
    coreInstanceBidPrice: bid,
    taskInstanceBidPrice: bid,
    emrLogUri: fc.constant("s3://logs/emr"),
    coreInstanceCount: fc.constantFrom("1", "2", "3"),
    taskInstanceCount: fc.constantFrom("1", "2"),
    hadoopSchedulerType: fc.constantFrom(
      "PARALLEL_FAIR_SCHEDULING",
      "PARALLEL_CAPACITY_SCHEDULING",
      "DEFAULT_SCHEDULER",
    ),
    bootstrapAction: fc.subarray(["s3://boot/configure.sh,a", "s3://boot/install", "s3://boot/other.sh"]),
  }),
  schedule: fc.constantFrom("Short", "Long"),
  types: fc.record({ master: fc.nat(), core: fc.nat(), task: fc.nat() }, { requiredKeys: [] }),
  boot: fc.option(lengthUpTo(600), { nil: undefined }),
  stepConcurrency: fc.constantFrom(1, 1, 2, 10),
});

/** The object that it is in the definition. */
export function resourceObject(id: string, shape: ResourceShape, era: Era, isTimed: boolean): TextObject {
  const { types } = shape;
  const typeAt = (index: number) => era.types[index % era.types.length];
  const common = { ...shape.common, ...(isTimed ? { schedule: refTo(shape.schedule) } : {}) };
  if (!shape.isCluster) {
    const { master } = types;
    const type = master === undefined ? {} : { instanceType: typeAt(master) };
    return { id, type: "Ec2Resource", role: "r", resourceRole: "rr", ...common, ...type };
  }
  // of the type that is taken where none is named the containers under later releases are not known
  const all = era.software.releaseLabel === undefined ? types : { master: 0, core: 0, task: 0, ...types };
  const named = Object.entries(all).map(([role, index]) => [`${role}InstanceType`, typeAt(index)]);
  return { id, type: "EmrCluster", ...era.software, ...common, ...shape.cluster, ...Object.fromEntries(named) };
}
