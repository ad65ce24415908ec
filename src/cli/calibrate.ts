import { basename, dirname } from "node:path";
import type { Diagnostic } from "../base/diagnostic.ts";
import { findInstanceType } from "../catalog/instance-type.ts";
import { collectProfiles } from "../planner/calibrate/collect-profiles.ts";
import { joinObservations } from "../planner/calibrate/join-observations.ts";
import type { Observations } from "../planner/calibrate/observations.ts";
import type { Profiles } from "../planner/calibrate/profile.ts";
import { type Collected, FileSink } from "../planner/calibrate/read/file-sink.ts";
import { HistoryReader } from "../planner/calibrate/read/history-reader.ts";
import { summariseReplay } from "../planner/calibrate/replay/replay-error.ts";
import { type Replay, replayRuns } from "../planner/calibrate/replay/replay-runs.ts";
import { writeFragment } from "../planner/calibrate/write-fragment.ts";
import { writeProfilesJson } from "../planner/calibrate/write-profiles-json.ts";
import { writeTables } from "../planner/calibrate/write-tables.ts";
import type { CalibrateOptions } from "./commands/calibrate.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { isColorful } from "./is-colorful.ts";
import { naturalOrder } from "./natural-order.ts";
import { formatDiagnostics } from "./print-diagnostics.ts";

/** Where the package's schema is, for an editor whose project has it installed. */
const SCHEMA = "./node_modules/stepcast/schemas/scenario.schema.json";

/** Reads the histories, fits them, replays them if that is asked for, and writes what came of it. */
export async function calibrate(files: readonly string[], options: CalibrateOptions, io: Io): Promise<void> {
  refuseUnknownType(options.reference);
  const observations = await readHistories(files, options, io);
  const profiles = collectProfiles(observations, { exactNames: options.exactNames === true });
  refuseUnknownNames(profiles, options);
  const replay = options.replay === true ? replayRuns(profiles, options) : undefined;
  const text = written(profiles, replay, options);
  if (options.out === undefined) {
    io.stdout.write(text);
    if (options.format === "yaml" && replay !== undefined) io.stderr.write(writeTables(profiles, replay));
    return;
  }
  io.writeFiles(dirname(options.out), [{ name: basename(options.out), text }]);
  io.stdout.write(writeTables(profiles, replay));
  io.stdout.write(`\nProfiles: ${options.out} (in a scenario: profiles: ./${basename(options.out)})\n`);
}

function written(profiles: Profiles, replay: Replay | undefined, options: CalibrateOptions): string {
  if (options.format === "text") return writeTables(profiles, replay);
  if (options.format === "json") return writeProfilesJson(profiles, replay);
  const { reference, totals } = options;
  return writeFragment(profiles, {
    targets: options.activity,
    schema: SCHEMA,
    ...(reference === undefined ? {} : { reference }),
    ...(totals === undefined ? {} : { totals }),
    ...(replay === undefined ? {} : { replay: summariseReplay(replay.runs) }),
  });
}

/** @throws CommandError when a file is no history, after everything that is wrong was printed */
async function readHistories(files: readonly string[], options: CalibrateOptions, io: Io): Promise<Observations> {
  const into: Collected = { runs: [], clusters: [], boots: [], diagnostics: [] };
  const named = naturalOrder([...new Set(files)]).flatMap((file) =>
    file === "-" ? [file] : (io.filesIn(file) ?? [file]),
  );
  // the parts of a rolled log are one history
  for (const group of rolledLogs(named)) await readHistory(group, into, options, io);
  const isEmpty = into.runs.length + into.clusters.length + into.boots.length === 0;
  const isSkipped = options.skip === true && !isEmpty;
  const said = into.diagnostics.map((one): Diagnostic => (isSkipped ? { ...one, severity: "warning" } : one));
  const shown = said.filter(({ severity }) => severity === "error" || options.quiet !== true);
  io.stderr.write(formatDiagnostics(shown, new Map(), isColorful(options.color, io.isErrorTerminal, io)));
  const refused = said.filter(({ severity }) => severity === "error").length;
  if (refused > 0) {
    const hint = isEmpty ? "" : "; --skip leaves them out";
    throw new CommandError(`${refused} of ${named.length} files hold no history to calibrate from${hint}`);
  }
  return joinObservations(into);
}

async function readHistory(
  files: readonly string[],
  into: Collected,
  options: CalibrateOptions,
  io: Io,
): Promise<void> {
  const [first = "-"] = files;
  const sink = new FileSink(first === "-" ? "<stdin>" : first, into);
  const reader = new HistoryReader(sink, options.as);
  let lines = 0;
  const take = (text: string) => {
    lines += 1;
    reader.line(text, lines);
  };
  for (const file of files) {
    if (file === "-") for (const line of io.readStdin().split(/\r?\n/)) take(line);
    else {
      const damage = await io.readLines(file, take);
      if (damage !== undefined) sink.damaged(lines, damage);
    }
  }
  reader.end();
}

/** Files of one `eventlog_v2_*` folder belong together, in the order of their numbers; every other file by itself. */
function rolledLogs(files: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const isPart = /^events_\d+_/.test(basename(file));
    const key = isPart ? `${dirname(file)}/` : file;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups.values()];
}

function refuseUnknownType(reference: string | undefined): void {
  if (reference === undefined || findInstanceType(reference) !== undefined) return;
  throw new CommandError(`--reference ${reference}: unknown instance type; \`stepcast catalog\` lists them`);
}

/** A target that names nothing would leave its activity without work. */
function refuseUnknownNames({ work }: Profiles, { activity }: CalibrateOptions): void {
  const names = work.map(({ name }) => name);
  const unknown = activity.find(({ name }) => !names.includes(name));
  if (unknown === undefined) return;
  const known = names.slice(0, 10).map((name) => JSON.stringify(name));
  throw new CommandError(`--activity: no run is called ${JSON.stringify(unknown.name)}; there are ${known.join(", ")}`);
}
