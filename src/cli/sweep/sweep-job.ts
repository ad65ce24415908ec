import type { InputOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import type { SystemError } from "../system-error.ts";

/**
 * All that a worker needs to compute points of a sweep, wherever it runs: plain data with the texts of every file, so that
 * a file that changes meanwhile, or is not on another machine, makes no difference (8.1).
 */
export interface SweepJob {
  /** FILE as the user named it. */
  readonly file: string;
  readonly options: InputOptions;
  /** Of FILE and of everything that it names, by the path under which they were read; `-` is standard input. */
  readonly texts: readonly (readonly [path: string, text: string])[];
  /** Names of the measures that outcomes keep; absent: all of them. */
  readonly measures?: readonly string[];
}

/** The world outside as it is, and what was read of it. */
export function recordingIo(io: Io): { readonly io: Io; texts(): SweepJob["texts"] } {
  const texts = new Map<string, string>();
  const remember = (path: string, text: string) => {
    texts.set(path, text);
    return text;
  };
  const recording: Io = {
    ...io,
    readFile: (path) => texts.get(path) ?? remember(path, io.readFile(path)),
    readStdin: () => texts.get("-") ?? remember("-", io.readStdin()),
  };
  return { io: recording, texts: () => [...texts] };
}

/** A world that consists of a job's texts. What is not among them is not there, and nothing is written. */
export function snapshotIo({ texts }: SweepJob): Io {
  const byPath = new Map(texts);
  const read = (path: string): string => {
    const text = byPath.get(path);
    if (text === undefined) throw missing(path);
    return text;
  };
  const nowhere = { write: () => undefined };
  return {
    stdout: nowhere,
    stderr: nowhere,
    readStdin: () => read("-"),
    readFile: read,
    readLines: (path) => Promise.reject(missing(path)),
    filesIn: () => undefined,
    // whether a path may be read was settled when its text was taken
    realPath: (path) => path,
    makeFolder: () => undefined,
    writeFiles: () => undefined,
    openFile: () => undefined,
    onInterrupt: () => () => undefined,
    isTerminal: false,
    isErrorTerminal: false,
    columns: 100,
    env: {},
    processors: 1,
    clock: () => 0,
  };
}

function missing(path: string): SystemError {
  const error = new Error(`ENOENT: no such file or directory, open '${path}'`);
  return Object.assign(error, { code: "ENOENT", syscall: "open", path });
}
