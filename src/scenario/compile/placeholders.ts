import type { PipelineObject } from "../../definition/definition.ts";
import type { Distribution } from "../../engine/distribution.ts";
import { type Default, PLACEHOLDER_COMMAND } from "../defaults.ts";
import { formatDistribution } from "../distribution/describe-distribution.ts";
import { DURATION } from "../units/duration.ts";
import type { CompileContext } from "./compile-context.ts";

/**
 * Names the time that takes the place of work that nobody described (4.8).
 *
 * @param part the key under `workloads` that describes it
 * @param listed how many of a list; undefined where one duration holds
 */
export function assumePlaceholder(
  context: CompileContext,
  activity: PipelineObject,
  part: string,
  what: string,
  placeholder: Default<Distribution>,
  listed?: number,
): void {
  const text = formatDistribution(placeholder.value, DURATION);
  context.assumptions.add({
    id: `work.${activity.id}.${part}`,
    rule: placeholder.rule,
    what: `${placeholder.what} for ${what}`,
    value: text,
    source: placeholder.source,
    path: ["workloads", activity.id, part],
    yaml: listed === undefined ? text : `[${Array.from({ length: listed }, () => text).join(", ")}]`,
  });
}

/** The time of a short command around the work, named as an assumption. */
export function assumeCommand(
  context: CompileContext,
  activity: PipelineObject,
  part: string,
  what: string,
): Distribution {
  assumePlaceholder(context, activity, part, what, PLACEHOLDER_COMMAND);
  return PLACEHOLDER_COMMAND.value;
}
