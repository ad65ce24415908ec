import { hadoopSlots } from "../../catalog/hadoop-slots.ts";
import { defaultInstanceType } from "../../catalog/region.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { CompileContext } from "./compile-context.ts";
import { countOf, textOf } from "./fields.ts";
import { type HadoopVersion, hadoopVersion, nodeOf } from "./hadoop-nodes.ts";
import { type SparkConf, sparkConf } from "./spark-conf.ts";
import { withYarnSettings } from "./yarn-settings.ts";

/** What the compilation of one Spark application shares. */
export interface SparkScope {
  readonly context: CompileContext;
  readonly cluster: PipelineObject;
  readonly version: HadoopVersion;
  readonly conf: SparkConf;
  /** The type of the nodes that executors are sized by: the core instances'. */
  readonly nodeType: string;
  /** YARN's memory of such a node; 0 where it is not known, which is reported with the nodes. */
  readonly nodeMb: number;
  /** Core and task instances. */
  readonly nodeCount: number;
  /** YARN's smallest container. */
  readonly allocationMb: number;
  isRelease(major: number, minor: number): boolean;
  /** Names what nobody gave, with the key under `spark` that does; the same for each application of the cluster. */
  assume(key: string, stated: StatedValue, variant?: string): void;
}

/** A value in words, and where it comes from. */
export interface StatedValue {
  readonly what: string;
  readonly value: string;
  readonly source: string;
}

/** @param words of the step or job, as `sparkConf` reads them */
export function sparkScope(context: CompileContext, cluster: PipelineObject, words: readonly string[]): SparkScope {
  const version = hadoopVersion(context, cluster);
  const core = countOf(context, cluster, "coreInstanceCount") ?? 1;
  const task = countOf(context, cluster, "taskInstanceCount") ?? (cluster.fields.has("taskInstanceType") ? 1 : 0);
  const role = core > 0 ? "core" : task > 0 ? "task" : "master";
  const nodeType = textOf(context, cluster, `${role}InstanceType`) ?? defaultInstanceType(context.region);
  const row = hadoopSlots(nodeType, version.text, version.hasHbase);
  const found = row === undefined ? undefined : nodeOf(row);
  const node = found === undefined ? undefined : withYarnSettings(context, cluster, nodeType, found);
  return {
    context,
    cluster,
    version,
    conf: sparkConf(context, cluster, words),
    nodeType,
    nodeMb: node?.kind === "memory" ? node.memoryMb : 0,
    nodeCount: core + task,
    allocationMb: row?.allocationMbMin ?? 1,
    isRelease: (major, minor) => isFrom(version, major, minor),
    assume: (key, stated, variant = "") => {
      const override = `\`${key}\` under \`spark\`, or the step's arguments or \`spark-defaults\` in the definition`;
      context.assumptions.add({ id: `spark.${cluster.id}.${key}${variant}`, rule: "5.4", ...stated, override });
    },
  };
}

function isFrom({ text }: HadoopVersion, fromMajor: number, fromMinor: number): boolean {
  const [, major, minor] = /^emr-(\d+)\.(\d+)/i.exec(text) ?? [];
  if (major === undefined) return false;
  return Number(major) > fromMajor || (Number(major) === fromMajor && Number(minor) >= fromMinor);
}
