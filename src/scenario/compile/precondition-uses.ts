import type { PipelineObject } from "../../definition/definition.ts";
import { OBJECT_TYPES } from "../../definition/object-types/known-types.ts";
import type { CompileContext } from "./compile-context.ts";
import { referredObjects, typeOf } from "./fields.ts";

/** Preconditions that the service does not check itself (3.2). */
const USER_MANAGED: ReadonlySet<string> = new Set(["Exists", "ShellCommandPrecondition"]);

/** Whether a Task Runner checks a precondition, not the service (3.2). */
export function isUserManaged(precondition: PipelineObject): boolean {
  return USER_MANAGED.has(typeOf(precondition));
}

/** Whether an object is data that activities read or write. */
export function isDataNode(object: PipelineObject): boolean {
  return familyOf(object) === "dataNode";
}

/** What an object waits for: the preconditions of its `precondition` and its `dependsOn`, each once (3.1). */
export function preconditionsOf(context: CompileContext, object: PipelineObject): PipelineObject[] {
  const named = ["precondition", "dependsOn"].flatMap((key) => referredObjects(context, object, key));
  return [...new Set(named.filter((one) => familyOf(one) === "precondition"))];
}

/** Data nodes that an activity waits for: those of its `input` and its `dependsOn`, each once (3.1). */
export function dataNodesReadBy(context: CompileContext, activity: PipelineObject): PipelineObject[] {
  const named = ["input", "dependsOn"].flatMap((key) => referredObjects(context, activity, key));
  return [...new Set(named.filter(isDataNode))];
}

/** Who has to be done before a data node is there: who writes it, and what it depends on (3.1). */
export function producersOf(
  context: CompileContext,
  dataNode: PipelineObject,
  activities: readonly PipelineObject[],
): PipelineObject[] {
  const needed = new Set(referredObjects(context, dataNode, "dependsOn"));
  return activities.filter(
    (activity) => needed.has(activity) || referredObjects(context, activity, "output").includes(dataNode),
  );
}

function familyOf(object: PipelineObject): string | undefined {
  return OBJECT_TYPES.get(typeOf(object))?.family;
}
