import { keyText } from "../../scenario/compile/assumption-book.ts";
import { plainText } from "./describe-evidence.ts";
import { describeWork } from "./describe-work.ts";
import type { FailureRateFit } from "./fit-failure-rate.ts";
import { shareText } from "./fitted-text.ts";
import type { WorkProfile } from "./profile.ts";
import { nested, scalingLines, totalText, type WorkOptions, workLines } from "./work-lines.ts";

/** Runs of one name are the work of an activity: one of its steps, in the order of the targets, or its command. */
export interface WorkTarget {
  readonly name: string;
  readonly activityId: string;
  readonly part: "steps" | "command";
}

/** The entries of `workloads`: activities that targets name first, then all others under their own names. */
export function writeWork(
  work: readonly WorkProfile[],
  options: WorkOptions & { readonly targets: readonly WorkTarget[] },
): string[] {
  const byName = new Map(work.map((profile) => [profile.name, profile]));
  const activities = [...new Set(options.targets.map(({ activityId }) => activityId))];
  const targeted = activities.flatMap((activityId) => {
    const targets = options.targets.filter((target) => target.activityId === activityId);
    const parts = targets.flatMap(({ name, part }) => {
      const profile = byName.get(name);
      return profile === undefined ? [] : [{ profile, part }];
    });
    return writeEntry(activityId, parts, options);
  });
  const taken = new Set(options.targets.map(({ name }) => name));
  const others = work.filter(({ name }) => !taken.has(name));
  return [
    ...targeted,
    ...others.flatMap((profile) => writeEntry(profile.name, [{ profile, part: partOf(profile) }], options)),
  ];
}

interface Part {
  readonly profile: WorkProfile;
  readonly part: "steps" | "command" | "whole";
}

/** Where the type is not known, what is given for the whole activity fits a command and a single step alike. */
function partOf({ kind, type, steps }: WorkProfile): Part["part"] {
  if (kind !== "activity") return "steps";
  if (type === undefined) return "whole";
  if (type !== "EmrActivity") return "command";
  return steps === undefined ? "whole" : "steps";
}

function writeEntry(key: string, parts: readonly Part[], options: WorkOptions): string[] {
  const evidence = parts.flatMap(({ profile }) => describeWork(profile, options).map((line) => `# ${line}`));
  const measured = parts.filter(({ profile }) => profile.duration.fits.count > 0);
  if (measured.length < parts.length || measured.length === 0) {
    return [...evidence, `# ${plainText(key)}: no run of it succeeded, so that nothing is known of its work`];
  }
  const failed = parts.reduce((sum, { profile }) => sum + profile.failure.failures, 0);
  return [
    ...evidence,
    `${keyText(key)}:`,
    ...writeParts(parts, options).map((line) => `  ${line}`),
    ...(failed === 0 ? [] : [`  failure: { probability: ${failureOf(parts.map(({ profile }) => profile.failure))} }`]),
  ];
}

/** An attempt fails when one of its steps does. */
function failureOf(failures: readonly FailureRateFit[]): string {
  const succeeds = failures.reduce((product, { value }) => product * (1 - value), 1);
  return shareText(1 - succeeds);
}

function writeParts(parts: readonly Part[], options: WorkOptions): string[] {
  const [first] = parts;
  if (first === undefined) return [];
  if (first.part === "steps") {
    const steps = parts.flatMap(({ profile }) => listItem(workLines(profile, options)));
    // only all steps together were measured
    const rest = parts.length === 1 && first.profile.kind === "activity" ? (first.profile.steps ?? 1) - 1 : 0;
    return ["steps:", ...steps.map((line) => `  ${line}`), ...Array.from({ length: rest }, () => "  - 0 s")];
  }
  if (first.part === "command") return commandLines(workLines(first.profile, options));
  const { scaling } = first.profile;
  return scaling === undefined ? [`duration: ${totalText(first.profile)}`] : nested("scaling", scalingLines(scaling));
}

function commandLines(lines: readonly string[]): string[] {
  const [only, second] = lines;
  return second === undefined ? [`command: ${only ?? ""}`] : nested("command", lines);
}

function listItem(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? "- " : "  "}${line}`);
}
