import type { PipelineObject } from "../../definition/definition.ts";
import { isOfProfile } from "../profiles/is-of-profile.ts";
import type { AttemptFailure, CommandDurations, Workload } from "../sections/workloads.ts";
import { nearestNames } from "../source/nearest-names.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import type { Placed } from "../values/value.ts";
import { scriptConfig } from "./around-work.ts";
import type { CompileContext } from "./compile-context.ts";
import { textsOf, typeOf } from "./fields.ts";
import { isExact, matchesPattern, matching } from "./patterns.ts";

type Entry = Placed<Workload> & { readonly pattern: string };

/** The work that the scenario gives for one activity, each part from the most specific pattern that has it. */
export function findWorkload(context: CompileContext, activity: PipelineObject): Workload {
  const entries = matching(context.scenario.workloads, activity.id);
  for (const entry of entries) if (isExact(entry.pattern)) checkAgainst(context, activity, entry);
  return {
    preActivityTask: entries.find(({ value }) => value.preActivityTask)?.value.preActivityTask,
    preStepCommand: entries.find(({ value }) => value.preStepCommand)?.value.preStepCommand,
    steps: entries.find(({ value }) => value.steps)?.value.steps,
    postStepCommand: entries.find(({ value }) => value.postStepCommand)?.value.postStepCommand,
    postActivityTask: entries.find(({ value }) => value.postActivityTask)?.value.postActivityTask,
    command: entries.find(({ value }) => value.command)?.value.command,
    otherwise: entries.find(({ value }) => value.otherwise)?.value.otherwise,
    failure: findFailure(context, activity),
  };
}

/** How likely an attempt of an activity is to fail, from the most specific pattern that says so. */
export function findFailure(context: CompileContext, activity: PipelineObject): AttemptFailure | undefined {
  return matching(context.scenario.workloads, activity.id).find(({ value }) => value.failure)?.value.failure;
}

/** What an entry describes for one activity must be there: more steps than it has is a slip, not a wish. */
function checkAgainst(context: CompileContext, activity: PipelineObject, { value, place, path }: Entry): void {
  const isEmr = typeOf(activity) === "EmrActivity";
  const count = (key: string) => (isEmr ? textsOf(context, activity, key).length : 0);
  if (value.steps !== undefined) {
    checkCount(context, activity, "step", count("step"), value.steps.value.length, value.steps);
  }
  for (const key of ["preStepCommand", "postStepCommand"] as const) {
    const durations = value[key];
    if (durations === undefined) continue;
    checkCount(context, activity, key, count(key), describedCount(durations), placeOfDurations(durations));
  }
  for (const role of ["preActivityTask", "postActivityTask"] as const) {
    const duration = value[role];
    if (duration === undefined || scriptConfig(context, activity, role) !== undefined) continue;
    checkCount(context, activity, `${role}Config`, 0, 1, duration);
  }
  if (isEmr && value.command !== undefined) {
    const message = `${activity.id} is an EmrActivity: it has steps, not one \`command\``;
    context.problems.error("SCENARIO_VALUE", place, message, { path: [...path, "command"] });
  }
}

function checkCount(
  context: CompileContext,
  activity: PipelineObject,
  key: string,
  has: number,
  described: number,
  { place, path }: { readonly place: Place; readonly path: ScenarioPath },
): void {
  if (described <= has) return;
  const message = `the scenario describes ${described} \`${key}\`, but ${activity.id} has ${has === 0 ? "none" : has}`;
  context.problems.error("SCENARIO_VALUE", place, message, { path });
}

function describedCount(durations: CommandDurations): number {
  return durations.kind === "list" ? durations.durations.value.length : 1;
}

function placeOfDurations(durations: CommandDurations): { readonly place: Place; readonly path: ScenarioPath } {
  return durations.kind === "list" ? durations.durations : durations.duration;
}

/**
 * Entries that describe nothing that there is in any pipeline: a misspelt name, most often. Profiles may know more than
 * one definition has, but then something of it.
 */
export function warnOfUnmatched(
  context: CompileContext,
  entries: readonly { readonly pattern: string; readonly place: Place; readonly path: ScenarioPath }[],
  names: readonly string[],
  what: string,
  where = "of the definition",
): void {
  const { matches, problems } = context;
  const isMatch = (pattern: string) => pattern === "*" || names.some((name) => matchesPattern(pattern, name));
  const own = entries.filter(({ place }) => !isOfProfile(context.scenario, place));
  const ofProfiles = entries.filter((entry) => !own.includes(entry));
  const [first] = ofProfiles;
  if (first !== undefined) {
    matches.look(
      first.place,
      ofProfiles.some(({ pattern }) => isMatch(pattern)),
      () => {
        const known = ofProfiles
          .slice(0, 5)
          .map(({ pattern }) => `\`${pattern}\``)
          .join(", ");
        const hint = `it knows ${known}; \`stepcast calibrate --activity NAME=ID\` says which activity it is`;
        problems.warning("SCENARIO_NO_MATCH", first.place, `nothing of the profile is a ${what} ${where}`, { hint });
      },
    );
  }
  for (const { pattern, place, path } of own) {
    const isMatched = isMatch(pattern);
    matches.look(place, isMatched, () => {
      const nearest = nearestNames(pattern, names).map((name) => `\`${name}\``);
      // as it is written, with the pipeline's name where it has one
      const key = String(path.at(-1) ?? pattern);
      problems.warning("SCENARIO_NO_MATCH", place, `\`${key}\` matches no ${what} ${where}`, {
        path,
        ...(nearest.length === 0 ? {} : { hint: `did you mean ${nearest.join(" or ")}?` }),
      });
    });
  }
}
