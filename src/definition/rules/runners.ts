import type { SourcePosition } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../definition.ts";
import { parentIds } from "../fields/parent-ids.ts";
import { objectTypeOf } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

/** 4.1: an activity has a Task Runner to take it, by `runsOn` or by `workerGroup`. */
export function checkRunners(definition: PipelineDefinition, problems: Problems): void {
  const parents = parentIds(definition);
  const reported = new Set<SourcePosition>();
  for (const object of definition.objects) {
    if (objectTypeOf(object)?.family !== "activity") continue;
    const runsOn = object.fields.get("runsOn");
    const workerGroup = object.fields.get("workerGroup");
    if (runsOn === undefined && workerGroup === undefined && !parents.has(object.id)) {
      const message = `"${object.id}" has no runsOn and no workerGroup; no Task Runner ever takes it.`;
      const hint = 'Add "runsOn" with a reference to a resource, or "workerGroup".';
      problems.warning("NO_RUNNER", object.position, message, { path: object.id, rule: "4.1", hint });
    }
    if (runsOn === undefined || workerGroup === undefined || reported.has(workerGroup.position)) continue;
    reported.add(workerGroup.position);
    const message = `"${object.id}" has both runsOn and workerGroup; workerGroup is ignored.`;
    problems.warning("WORKER_GROUP_IGNORED", workerGroup.position, message, {
      path: `${object.id}.workerGroup`,
      rule: "4.1",
      hint: "Take one of the two away.",
    });
  }
}
