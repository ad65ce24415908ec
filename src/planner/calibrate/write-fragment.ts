import { formatInstant } from "../../base/instant.ts";
import { keyText } from "../../scenario/compile/assumption-book.ts";
import { UNKNOWN_TYPE } from "./boot-profiles.ts";
import { describeEvidence, describeFailure, describeFit, plainText } from "./describe-evidence.ts";
import type { FailureRateFit } from "./fit-failure-rate.ts";
import { fittedText, shareText } from "./fitted-text.ts";
import type { BootProfile, Profiles } from "./profile.ts";
import type { ReplaySummary } from "./replay/replay-error.ts";
import type { WorkOptions } from "./work-lines.ts";
import { type WorkTarget, writeWork } from "./write-work.ts";

/** What a fragment says besides its figures. */
export interface FragmentOptions extends WorkOptions {
  /** Which runs are the work of which activity; what is not named is under its own name. */
  readonly targets: readonly WorkTarget[];
  /** Absent: nothing was replayed. */
  readonly replay?: ReplaySummary;
  /** Where editors find the scenario's JSON Schema. */
  readonly schema: string;
}

/**
 * Writes profiles as a fragment of a scenario, each figure under the evidence that it rests on: valid by the scenario's
 * schema, to be named under `profiles` or copied.
 */
export function writeFragment(profiles: Profiles, options: FragmentOptions): string {
  const lines = [
    `# yaml-language-server: $schema=${options.schema}`,
    "#",
    `# Profiles of ${describeEvidence(profiles.evidence, "observations")}.`,
    "# Name this file in a scenario (`profiles: ./FILE`): what the scenario says itself comes first.",
    ...writeCalibration(profiles, options.replay),
    ...section("workloads", writeWork(profiles.work, options)),
    ...section("boot", writeBoots(profiles)),
    ...(profiles.boots.length === 0 ? [] : section("bootstrapActions", BOOTSTRAP_ACTIONS)),
  ];
  return `${lines.join("\n")}\n`;
}

function section(key: string, lines: readonly string[]): string[] {
  const hasEntries = lines.some((line) => !line.trim().startsWith("#"));
  if (lines.length === 0) return [];
  const body = lines.map((line) => `  ${line}`.trimEnd());
  return ["", ...(hasEntries ? [`${key}:`, ...body] : body.map((line) => line.trim()))];
}

/** What every forecast from the profile repeats. */
function writeCalibration({ evidence }: Profiles, replay: ReplaySummary | undefined): string[] {
  const { runs, files, fromMs, toMs } = evidence;
  return [
    "",
    "# Every forecast made from this file says so.",
    "calibration:",
    `  observations: ${runs}`,
    ...(fromMs === undefined ? [] : [`  from: ${formatInstant(fromMs)}`]),
    ...(toMs === undefined ? [] : [`  to: ${formatInstant(toMs)}`]),
    `  files: [${files.map((file) => JSON.stringify(plainText(file))).join(", ")}]`,
    ...(replay === undefined ? ["  # not replayed: `--replay` measures the error of the model"] : writeReplay(replay)),
  ];
}

function writeReplay({ jobs, medianError, p90Error }: ReplaySummary): string[] {
  if (jobs === 0) return ["  # nothing to replay: no run succeeded"];
  const errors = `medianError: ${medianError.toFixed(3)}, p90Error: ${p90Error.toFixed(3)}`;
  return ["  # parts of the measured times: 0.04 is 4 %", `  replay: { jobs: ${jobs}, ${errors} }`];
}

const BOOTSTRAP_ACTIONS = [
  "# In the boot times already: EMR calls an instance ready when its bootstrap actions are through.",
  '"*": 0 s',
];

function writeBoots({ boots, launches, applications }: Profiles): string[] {
  if (boots.length === 0) return [];
  return [
    ...boots.flatMap(writeBoot),
    ...(applications === undefined
      ? ["# EMR's times of instances hold the installation of applications."]
      : describeFit(applications).map((line, index) =>
          comment(index === 0 ? `from the last instance to the cluster: ${line}` : `  ${line}`),
        )),
    `applications: ${applications === undefined ? "0 s" : fittedText(applications.fits.chosen)}`,
    ...(launches === undefined ? [] : writeLaunches(launches)),
  ];
}

function writeBoot({ instanceType, ready, evidence }: BootProfile): string[] {
  const lines = [
    comment(describeEvidence(evidence, "launches")),
    ...describeFit(ready).map((line) => comment(`  ${line}`)),
  ];
  if (ready.values.length === 0) return [...lines, comment(`  ${instanceType}: none was ready`)];
  const entry = `${keyText(instanceType)}: ${fittedText(ready.fits.chosen)}`;
  if (instanceType !== UNKNOWN_TYPE) return [...lines, entry];
  return [...lines, comment(`  of which type nothing says (give describe-cluster as well): ${entry}`)];
}

function writeLaunches(launches: FailureRateFit): string[] {
  const line = comment(describeFailure(launches, "launches"));
  if (launches.failures === 0) return [line];
  return [line, `launchFailure: ${shareText(launches.value)}`];
}

/** A line of evidence. */
function comment(text: string): string {
  return `# ${plainText(text)}`;
}
