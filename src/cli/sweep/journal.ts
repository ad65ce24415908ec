import { join } from "node:path";
import { catalogDigest } from "../../catalog/catalog-digest.ts";
import { MODEL_VERSION } from "../../model/simulate.ts";
import { digestOf } from "../digest.ts";
import { CommandError } from "../exit-status.ts";
import type { GrowingFile } from "../growing-file.ts";
import type { Io } from "../io.ts";
import { VERSION } from "../version.ts";
import type { PreparedSweep } from "./prepare-sweep.ts";

const NAME = "sweep.journal.jsonl";

/** What is appended is on the disk after this time at the latest. */
const SYNC_MS = 1000;

/**
 * What a sweep has computed so far, in the order in which it was: a head that says of which inputs, and a line of
 * `stepcast.point/1` for each point. It is what an interrupted sweep goes on from.
 */
export class Journal {
  private readonly file: GrowingFile;
  private readonly io: Io;
  private syncedMs: number;

  private constructor(file: GrowingFile, io: Io) {
    this.file = file;
    this.io = io;
    this.syncedMs = io.clock();
  }

  /**
   * Begins one, or goes on with the one that is there.
   *
   * @param onLine takes the points that are in it
   * @throws CommandError where one is there that was not to be gone on with, or is of other inputs
   */
  static open(folder: string, sweep: PreparedSweep, resume: boolean, io: Io, onLine: (line: string) => void): Journal {
    const path = join(folder, NAME);
    const begun = io.openFile(path, "again");
    if (begun !== undefined) {
      const isUsed = readInto(begun, path, { head: headOf(sweep), resume, onLine });
      if (isUsed) return new Journal(begun, io);
      begun.close();
    }
    const file = io.openFile(path, "anew");
    if (file === undefined) throw new CommandError(`${path}: cannot be made`);
    file.append(`${headOf(sweep)}\n`);
    file.sync();
    return new Journal(file, io);
  }

  add(lines: readonly string[]): void {
    for (const line of lines) this.file.append(`${line}\n`);
    this.file.flush();
    const nowMs = this.io.clock();
    if (nowMs - this.syncedMs < SYNC_MS) return;
    this.syncedMs = nowMs;
    this.file.sync();
  }

  /** Keeps it for later. */
  close(): void {
    this.file.sync();
    this.file.close();
  }

  /** Everything that was in it is somewhere else now. */
  remove(): void {
    this.file.remove();
  }
}

/** False where nothing but a head is in it, or not even that, so that nothing is lost when it is begun anew. */
function readInto(
  file: GrowingFile,
  path: string,
  { head, resume, onLine }: { readonly head: string; readonly resume: boolean; onLine(line: string): void },
): boolean {
  const lines = file.lines();
  const first = lines.next();
  if (first.done === true) return false;
  let next = lines.next();
  if (next.done === true && first.value !== head) return false;
  if (next.done !== true && !resume) {
    file.close();
    throw new CommandError(
      `${path}: a sweep was interrupted here: go on with --resume, or remove this file to begin anew`,
    );
  }
  if (first.value !== head) {
    file.close();
    throw new CommandError(
      `${path}: the sweep that was interrupted here had other inputs (scenario, options, files, or version of stepcast): give the same, or remove this file to begin anew`,
    );
  }
  for (; next.done !== true; next = lines.next()) onLine(next.value);
  return true;
}

function headOf({ settings, job }: PreparedSweep): string {
  const versions = { stepcast: VERSION, modelVersion: MODEL_VERSION, catalogDigest: catalogDigest() };
  const jobDigest = digestOf(JSON.stringify([versions, settings, job]));
  return JSON.stringify({ format: "stepcast.journal/1", jobDigest });
}
