import { describeEvidence, describeSpread, duration, percent, plainText } from "./describe-evidence.ts";
import { fittedText } from "./fitted-text.ts";
import type { MeasuredFit, Profiles, WorkProfile } from "./profile.ts";
import { errorOf, summariseErrors, summariseReplay } from "./replay/replay-error.ts";
import type { Replay, ReplayedRun } from "./replay/replay-runs.ts";

/** Rows of a table of runs; the JSON form has all. */
const ROWS_MAX = 40;

/** Profiles, and what a replay gave, as tables for a terminal. */
export function writeTables(profiles: Profiles, replay: Replay | undefined): string {
  const { work, boots, evidence } = profiles;
  const parts = [
    [`Read ${describeEvidence(evidence, "observations")}`],
    ...(work.length === 0 ? [] : [table(WORK_HEAD, work.map(workRow))]),
    ...(boots.length === 0
      ? []
      : [
          table(
            BOOT_HEAD,
            boots.map(({ instanceType, ready }) => fitRow(instanceType, ready)),
          ),
        ]),
    ...(replay === undefined ? [] : [replayTable(replay), replayLines(replay)]),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const WORK_HEAD = ["work", "n", "failed", "measured", "fitted", "D", "p"];
const BOOT_HEAD = ["boot, to ready", "n", "measured", "fitted", "D", "p"];

function workRow({ name, duration: total, failure, mapReduce, spark }: WorkProfile): string[] {
  const tasks = mapReduce?.map === undefined ? (spark === undefined ? "" : ", by stages") : ", by tasks";
  const [label = "", n = "", ...rest] = fitRow(`${name}${tasks}`, total);
  return [label, n, String(failure.failures), ...rest];
}

function fitRow(name: string, { values, fits }: MeasuredFit): string[] {
  const best = fits.ranked.find(({ distribution }) => distribution === fits.chosen);
  const measured = values.length === 0 ? "none came to its end" : describeSpread(values);
  const { chosen } = fits;
  const fitted = chosen.kind === "empirical" ? `the ${values.length} values themselves` : fittedText(chosen);
  return [
    plainText(name),
    String(values.length),
    measured,
    values.length === 0 ? "" : fitted,
    best === undefined ? "" : best.goodness.ks.toFixed(3),
    best?.goodness.pValue === null || best === undefined ? "" : best.goodness.pValue.toFixed(2),
  ];
}

function replayTable({ runs }: Replay): string[] {
  const shown = runs.slice(0, ROWS_MAX);
  const more = runs.length - shown.length;
  const lines = table(["replayed", "run", "measured", "own tasks", "error", "profile", "error"], shown.map(replayRow));
  return more > 0 ? [...lines, `... and ${more} more, in the JSON form`] : lines;
}

function replayRow({ name, id = "", measuredMs, tasksMs, profileMs }: ReplayedRun): string[] {
  const tasks = tasksMs === undefined ? ["", ""] : [duration(tasksMs), signed(errorOf(tasksMs, measuredMs))];
  return [
    plainText(name),
    plainText(id),
    duration(measuredMs),
    ...tasks,
    duration(profileMs),
    signed(errorOf(profileMs, measuredMs)),
  ];
}

function replayLines({ runs, notes }: Replay): string[] {
  const errors = runs.flatMap(({ tasksMs, measuredMs }) =>
    tasksMs === undefined ? [] : [errorOf(tasksMs, measuredMs)],
  );
  const own = summariseErrors(errors);
  const { jobs, medianError, p90Error } = summariseReplay(runs);
  return [
    ...(own.jobs === 0
      ? []
      : [
          `with the times of their own tasks, ${own.jobs} runs: error median ${percent(own.medianError)}, p90 ${percent(own.p90Error)}`,
        ]),
    ...(jobs === 0
      ? []
      : [`with the profile, ${jobs} runs: error median ${percent(medianError)}, p90 ${percent(p90Error)}`]),
    ...notes,
  ];
}

function signed(error: number): string {
  return `${error < 0 ? "-" : "+"}${percent(Math.abs(error))}`;
}

/** Cells in columns, the first one to the left, wide texts as they are. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => all.reduce((most, row) => Math.max(most, (row[column] ?? "").length), 0));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
