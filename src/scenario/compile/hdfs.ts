import type { PipelineObject } from "../../definition/definition.ts";
import type { EmrClusterPlan, HdfsPlan, InstanceGroupPlan } from "../../model/plan.ts";
import { canBeLost } from "../../model/resource/instance-groups.ts";
import type { Default } from "../defaults.ts";
import {
  DEFAULT_HDFS_RECOVERY,
  DEFAULT_LOSS_FAILS,
  DEFAULT_WITHOUT_CORE,
  DOCUMENTED_REPLICATION,
} from "../loss-defaults.ts";
import type { ClusterSettings } from "../sections/clusters.ts";
import { formatDuration } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import type { CompileContext } from "./compile-context.ts";
import { matching } from "./patterns.ts";

/** How a cluster's file system stands the loss of core instances, where they can be lost (5.3). */
export function compileHdfs(
  context: CompileContext,
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
): Pick<EmrClusterPlan, "hdfs"> {
  const core = groups.find(({ role }) => role === "core");
  if (core === undefined || !canBeLost(core)) return {};
  const settings = matching(context.scenario.clusters, cluster.id).map(({ value }) => value);
  const find = <T>(of: (one: ClusterSettings) => T | undefined) => settings.flatMap((one) => of(one) ?? [])[0];
  const assume = <T>(assumed: Default<T>, key: readonly string[], format: (value: T) => string): T => {
    const { rule, what, value, source } = assumed;
    const path = ["clusters", cluster.id, ...key];
    const id = `${key.join(".")}.${cluster.id}`;
    context.assumptions.add({ id, rule, what: `${what}: ${cluster.id}`, value: format(value), source, path });
    return value;
  };
  const copies = { ...DOCUMENTED_REPLICATION, value: DOCUMENTED_REPLICATION.of(core.count) };
  const hdfs: HdfsPlan = {
    replication: find(({ hdfs }) => hdfs.replication) ?? assume(copies, ["hdfs", "replication"], String),
    recoveryMs:
      find(({ hdfs }) => hdfs.recoveryMs) ?? assume(DEFAULT_HDFS_RECOVERY, ["hdfs", "recovery"], formatDuration),
    lossFails:
      find(({ hdfs }) => hdfs.lossFails) ?? assume(DEFAULT_LOSS_FAILS, ["hdfs", "lossFails"], PERCENTAGE.format),
  };
  const given = find(({ withoutCoreNodes }) => withoutCoreNodes);
  const withoutCore = given ?? assume(DEFAULT_WITHOUT_CORE, ["withoutCoreNodes"], String);
  return { hdfs: withoutCore === "waits" ? { ...hdfs, outlivesCore: true } : hdfs };
}
