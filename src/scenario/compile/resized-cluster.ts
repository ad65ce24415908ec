import type { PipelineObject } from "../../definition/definition.ts";
import { RESIZING_TYPES } from "../../definition/fields/use-of.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { countOf, idsOf, referredObjects, textOf, typeOf } from "./fields.ts";

/** Source: DG EmrActivity, resizeClusterBeforeRunning. */
const RESIZED_TYPE = "m3.xlarge";

/** Since when EMR has that type. Source: data/emr-surcharge.csv. */
const RESIZED_FROM_MS = Date.UTC(2014, 4, 20);

/**
 * The instance type that AWS takes in place of all that a cluster names, where an activity on it that reads or writes a
 * DynamoDB table has `resizeClusterBeforeRunning`; else what the field holds.
 */
export function instanceTypeOf(context: CompileContext, resource: PipelineObject, key: string): string | undefined {
  return isResized(context, resource) ? RESIZED_TYPE : textOf(context, resource, key);
}

/** How many instances AWS adds follows from the tables' throughput, which no definition says: it is warned about. */
export function warnOfResizing(context: CompileContext, cluster: PipelineObject): void {
  const activity = resizingActivity(context, cluster);
  const field = activity?.fields.get("resizeClusterBeforeRunning");
  if (activity === undefined || field === undefined) return;
  const most = countOf(context, activity, "resizeClusterMaxInstances");
  const atMost = most === undefined ? "" : `, at most ${most},`;
  const message = `how many instances AWS adds to ${cluster.id}${atMost} follows from the throughput of DynamoDB tables, which no definition says: it has those that it names`;
  const hint = `say what you see: --set ${cluster.id}.coreInstanceCount=N`;
  const path = `${activity.id}.resizeClusterBeforeRunning`;
  context.problems.warning("PLAN_NOT_SIMULATED", placeOf(context, field), message, { path, rule: "5.3", hint });
  if (!isResized(context, cluster)) return;
  context.assumptions.add({
    id: `resizedType.${cluster.id}`,
    rule: "5.3",
    what: `Instance type of all groups of ${cluster.id}`,
    value: RESIZED_TYPE,
    source: `DG ${typeOf(activity)}: with resizeClusterBeforeRunning AWS takes it in place of the types that are named`,
    override: `\`resizeClusterBeforeRunning\` of ${activity.id} in the definition: false`,
  });
}

function isResized(context: CompileContext, resource: PipelineObject): boolean {
  return context.pricesDateMs >= RESIZED_FROM_MS && resizingActivity(context, resource) !== undefined;
}

function resizingActivity(context: CompileContext, { id }: PipelineObject): PipelineObject | undefined {
  return context.definition.objects.find(
    (object) =>
      RESIZING_TYPES.has(typeOf(object)) &&
      idsOf(object, "runsOn").includes(id) &&
      textOf(context, object, "resizeClusterBeforeRunning")?.toLowerCase() === "true" &&
      ["input", "output"]
        .flatMap((key) => referredObjects(context, object, key))
        .some((node) => typeOf(node) === "DynamoDBDataNode"),
  );
}
