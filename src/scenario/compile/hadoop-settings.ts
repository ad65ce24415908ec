import type { PipelineObject } from "../../definition/definition.ts";
import type { CompileContext } from "./compile-context.ts";
import { emrProperties } from "./emr-properties.ts";
import { textsOf } from "./fields.ts";

/** The files of Hadoop that say how much room a node and its tasks have. */
export type HadoopSite = "mapred-site" | "yarn-site";

/**
 * A positive whole number that a definition sets for Hadoop (5.4): by a classification of an EmrConfiguration, else as an
 * argument of a bootstrap action (`configure-hadoop,-m,mapreduce.map.memory.mb=2048`), of which the last one counts.
 * Source: EMR Release Guide, Configuring Applications; EMR Developer Guide, Configure Hadoop.
 */
export function hadoopSetting(
  context: CompileContext,
  cluster: PipelineObject,
  site: HadoopSite,
  key: string,
): number | undefined {
  const own = emrProperties(context, cluster, site).get(key);
  return wholeOf(own) ?? wholeOf(argumentOf(context, cluster, key));
}

function argumentOf(context: CompileContext, cluster: PipelineObject, key: string): string | undefined {
  const words = textsOf(context, cluster, "bootstrapAction").flatMap((text) => text.split(/[,\s"']+/));
  return words.findLast((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : undefined;
}
