import { MINUTE_MS } from "../base/instant.ts";
import type { Default } from "./defaults.ts";

/** What holds where nodes are lost or uploads fail and a scenario does not say otherwise (5.3, 6.6). */

/** Copies of each block, by the core instances that a cluster begins with. Source: EMR Release Guide, HDFS configuration. */
export const DOCUMENTED_REPLICATION: Omit<Default<number>, "value"> & { readonly of: (coreCount: number) => number } = {
  rule: "5.3",
  what: "Copies that HDFS keeps of each block (dfs.replication)",
  of: (coreCount) => (coreCount < 4 ? 1 : coreCount < 10 ? 2 : 3),
  source: "EMR Release Guide, HDFS configuration: 1 below 4 core instances, 2 below 10, else 3",
};

/** 10.5 minutes until the NameNode takes a node for dead, then the copying. Source: Hadoop, hdfs-default.xml. */
export const DEFAULT_HDFS_RECOVERY: Default<number> = {
  rule: "5.3",
  what: "How long after the loss of a core instance HDFS has as many copies again",
  value: 15 * MINUTE_MS,
  source: "hdfs-default.xml: a node counts as dead after 2 * 5 min + 10 * 3 s; the copying is a choice of this model",
};

/** Where HDFS has lost data. */
export const DEFAULT_LOSS_FAILS: Default<number> = {
  rule: "5.3",
  what: "How likely what runs on a cluster is to need what HDFS has lost, and to fail",
  value: 1,
  source: "a choice of this model: the worst case; 0% where everything is read from S3 and written to it",
};

/** Where the last core instance is lost. */
export const DEFAULT_WITHOUT_CORE: Default<"fails"> = {
  rule: "5.3",
  what: "What becomes of a cluster that has lost its last core instance",
  value: "fails",
  source: "EMR FAQs (recalled): a core node that fails is replaced, but not when all nodes are lost",
};

/** Where uploads fail. */
export const DEFAULT_UPLOAD_TRIES: Default<number> = {
  rule: "6.6",
  what: "How often an upload of a log is tried before it is given up",
  value: 4,
  source: "AWS SDK for Java, ClientConfiguration: 3 retries by default",
};

/** Source: AWS SDK for Java, PredefinedRetryPolicies: exponential from 100 ms on, at most 20 s; taken without jitter. */
export const DOCUMENTED_UPLOAD_WAITS = { firstWaitMs: 100, longestWaitMs: 20_000 } as const;
