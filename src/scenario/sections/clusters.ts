import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { readQuantity, readWhole } from "../values/read-quantity.ts";
import { readCount, readWord } from "../values/read-scalar.ts";
import { child, children, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** One entry of `clusters`: what a definition cannot say of an EmrCluster. */
export interface ClusterSettings {
  readonly stepConcurrency: Placed<number> | undefined;
  /** Parts of the Hadoop scheduler's queues, above 0 and at most 1, in the order of the file. */
  readonly queues: Placed<readonly QueueSettings[]> | undefined;
  /** EC2 instances that it replaces while it starts when bootstrap actions fail on them. */
  readonly bootstrapReplacements: number | undefined;
  readonly hdfs: HdfsSettings;
  /** What becomes of it when it has lost its last core instance. */
  readonly withoutCoreNodes: "fails" | "waits" | undefined;
}

/** How a cluster's file system stands the loss of core instances. */
export interface HdfsSettings {
  readonly replication: number | undefined;
  readonly recoveryMs: number | undefined;
  /** Probability that what runs fails when data are lost. */
  readonly lossFails: number | undefined;
}

/** A queue of the Hadoop scheduler. */
export interface QueueSettings {
  readonly name: string;
  readonly capacity: number;
}

/** Source: EMR API, StepConcurrencyLevel (4.6). */
const STEP_CONCURRENCY_MAX = 256;

/** The entries of `clusters` by pattern, in the order of the file. */
export function readClusters(
  value: Value | undefined,
): readonly (Placed<ClusterSettings> & { readonly pattern: string })[] {
  return children(value).map((entry) => ({ ...placed(entry, readCluster(entry)), pattern: entry.key }));
}

function readCluster(value: Value): ClusterSettings {
  const queues = child(value, "queues");
  return {
    stepConcurrency: readStepConcurrency(child(value, "stepConcurrency")),
    queues: queues && placed(queues, readQueues(queues)),
    bootstrapReplacements: readCount(child(value, "bootstrapReplacements"), 0),
    hdfs: readHdfs(child(value, "hdfs")),
    withoutCoreNodes: readWord(child(value, "withoutCoreNodes"), ["fails", "waits"]),
  };
}

function readHdfs(value: Value | undefined): HdfsSettings {
  return {
    replication: readCount(child(value, "replication"), 1),
    recoveryMs: readWhole(child(value, "recovery"), DURATION),
    lossFails: readQuantity(child(value, "lossFails"), PERCENTAGE),
  };
}

function readStepConcurrency(value: Value | undefined): Placed<number> | undefined {
  const count = readCount(value, 1);
  if (value === undefined || count === undefined) return undefined;
  if (count <= STEP_CONCURRENCY_MAX) return placed(value, count);
  reportExpected(value, "SCENARIO_VALUE", `a whole number from 1 to ${STEP_CONCURRENCY_MAX}`);
  return undefined;
}

function readQueues(value: Value): QueueSettings[] {
  const queues = children(value).flatMap((entry) => {
    const capacity = readQuantity(entry, PERCENTAGE);
    if (capacity === undefined || capacity > 0) return capacity === undefined ? [] : [{ name: entry.key, capacity }];
    reportExpected(entry, "SCENARIO_VALUE", "a percentage above 0%");
    return [];
  });
  // rounding of percentages with decimals is no more than that
  const sum = queues.reduce((total, { capacity }) => total + capacity, 0);
  if (sum <= 1 + 1e-6) return queues;
  reportExpected(value, "SCENARIO_VALUE", `queues of 100% together, not ${Math.round(10_000 * sum) / 100}%`);
  return [];
}
