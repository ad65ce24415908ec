import type { PipelineObject } from "../../definition/definition.ts";
import type { RunnerRef, WorkItemPlan } from "../../model/plan.ts";
import { DEFAULT_TABLE_STAGING } from "../defaults.ts";
import type { Workload } from "../sections/workloads.ts";
import { type CompileContext, given, placeOf } from "./compile-context.ts";
import { referredObjects, textOf, typeOf } from "./fields.ts";
import { assumeCommand } from "./placeholders.ts";
import { compileTransfer } from "./transfer.ts";
import { fileName } from "./work-label.ts";

/** What an attempt does on the Task Runner's host before and after the activity's own work (4.6, 4.7). */
export interface AroundWork {
  readonly before: readonly WorkItemPlan[];
  readonly after: readonly WorkItemPlan[];
}

/** Source: DG ShellCommandActivity, HiveActivity, PigActivity (4.7). */
const STAGING_TYPES: ReadonlySet<string> = new Set(["ShellCommandActivity", "HiveActivity", "PigActivity"]);

/** Source: DG HadoopActivity, HiveActivity, HiveCopyActivity, PigActivity (4.6). */
const SCRIPT_TYPES: ReadonlySet<string> = new Set([
  "HadoopActivity",
  "HiveActivity",
  "HiveCopyActivity",
  "PigActivity",
]);

/** First the script before it, then the inputs; afterwards the outputs, then the script after it. */
export function compileAroundWork(
  context: CompileContext,
  activity: PipelineObject,
  parts: Workload,
  runner: RunnerRef,
): AroundWork {
  return {
    before: [
      ...compileScript(context, activity, "preActivityTask", parts),
      ...compileStaging(context, activity, "stageInput", runner),
    ],
    after: [
      ...compileStaging(context, activity, "stageOutput", runner),
      ...compileScript(context, activity, "postActivityTask", parts),
    ],
  };
}

/** The ShellScriptConfig that an activity runs before or after its work; undefined where it has none. */
export function scriptConfig(
  context: CompileContext,
  activity: PipelineObject,
  role: "preActivityTask" | "postActivityTask",
): PipelineObject | undefined {
  if (!SCRIPT_TYPES.has(typeOf(activity))) return undefined;
  return referredObjects(context, activity, `${role}Config`)[0];
}

function compileScript(
  context: CompileContext,
  activity: PipelineObject,
  role: "preActivityTask" | "postActivityTask",
  parts: Workload,
): WorkItemPlan[] {
  const config = scriptConfig(context, activity, role);
  if (config === undefined) return [];
  const own = parts[role];
  const duration =
    own === undefined
      ? assumeCommand(context, activity, role, `the ${role}Config of ${activity.id}`)
      : given(context, own);
  const label = context.redact(fileName(textOf(context, config, "scriptUri") ?? config.id));
  return [{ role, label, place: "runner", work: { kind: "duration", duration } }];
}

/** One copy for each S3 data node; data elsewhere are not staged. */
function compileStaging(
  context: CompileContext,
  activity: PipelineObject,
  role: "stageInput" | "stageOutput",
  runner: RunnerRef,
): WorkItemPlan[] {
  const isStaged = textOf(context, activity, "stage")?.toLowerCase() === "true";
  if (!isStaged || !STAGING_TYPES.has(typeOf(activity))) return [];
  const nodes = referredObjects(context, activity, role === "stageInput" ? "input" : "output");
  const staged = nodes.filter((node) => typeOf(node) === "S3DataNode" && canBeStaged(context, activity, role, node));
  if (staged.length > 0 && typeOf(activity) !== "ShellCommandActivity") assumeTables(context, activity);
  return staged.map((node) => ({
    role,
    label: node.id,
    place: "runner",
    work: compileTransfer(context, node, runner),
  }));
}

/** Where tables only stand for the data in S3, nothing is copied; the guide can be read either way. */
function assumeTables({ assumptions }: CompileContext, activity: PipelineObject): void {
  const { rule, what, value, source } = DEFAULT_TABLE_STAGING;
  assumptions.add({
    id: `staging.${activity.id}`,
    rule,
    what: `${what} ${activity.id}`,
    value,
    source,
    override: "where the data stay in S3, a size of 0 B under `dataNodes`",
  });
}

/** Source: DG Staging Data: outputs of a ShellCommandActivity are staged to a directory only. */
function canBeStaged(
  context: CompileContext,
  activity: PipelineObject,
  role: "stageInput" | "stageOutput",
  node: PipelineObject,
): boolean {
  if (role === "stageInput" || typeOf(activity) !== "ShellCommandActivity") return true;
  if (textOf(context, node, "directoryPath") !== undefined) return true;
  const message = `the output ${node.id} of ${activity.id} has no \`directoryPath\`: AWS stages outputs to directories only`;
  context.problems.warning("PLAN_WORK", placeOf(context, node), message, { path: node.id, rule: "4.7" });
  return false;
}
