import { defaultInstanceType } from "../../catalog/region.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { CompileContext } from "./compile-context.ts";
import { countOf, textOf } from "./fields.ts";

/** The types of the nodes that share a cluster's work: of its core and task groups, else of the master, alone (5.3). */
export function nodeTypes(context: CompileContext, cluster: PipelineObject): readonly [string, ...string[]] {
  const hasTask = cluster.fields.has("taskInstanceType") || cluster.fields.has("taskInstanceCount");
  const typeOf = (role: string) =>
    textOf(context, cluster, `${role}InstanceType`) ?? defaultInstanceType(context.region);
  const roles = ["core", ...(hasTask ? ["task"] : [])];
  const [first, ...rest] = roles.filter((role) => countOf(context, cluster, `${role}InstanceCount`) !== 0).map(typeOf);
  return first === undefined ? [typeOf("master")] : [first, ...rest];
}
