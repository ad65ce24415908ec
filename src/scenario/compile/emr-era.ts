import type { InstantMs } from "../../base/instant.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { CompileContext } from "./compile-context.ts";
import { textOf } from "./fields.ts";

/** Release label emr-4.0.0, the first. Source: EMR release history, 2015-07-21. */
const RELEASES_FROM_MS: InstantMs = Date.UTC(2015, 6, 21);

/** Whether a cluster is of the time before release labels: it names an AMI or Hadoop version, or nothing back then. */
export function isAmiEra(context: CompileContext, cluster: PipelineObject): boolean {
  if (textOf(context, cluster, "releaseLabel") !== undefined) return false;
  const namesVersion = cluster.fields.has("amiVersion") || cluster.fields.has("hadoopVersion");
  return namesVersion || context.pricesDateMs < RELEASES_FROM_MS;
}
