import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import process from "node:process";
import { filesIn } from "./files-in.ts";
import { openGrowingFile } from "./growing-file.ts";
import type { Io } from "./io.ts";
import { readTextFile } from "./read-text-file.ts";
import { readTextLines } from "./read-text-lines.ts";
import { makeFolder, writeFilesWhole } from "./write-files.ts";

/** The real world: the terminal, the file system and the clock of this process. */
export function nodeIo(): Io {
  return {
    stdout: { write: (text) => void process.stdout.write(text) },
    stderr: { write: (text) => void process.stderr.write(text) },
    readStdin: () => readTextFile(0),
    readFile: readTextFile,
    readLines: readTextLines,
    filesIn,
    realPath,
    makeFolder,
    writeFiles: writeFilesWhole,
    openFile: openGrowingFile,
    onInterrupt,
    isTerminal: process.stdout.isTTY === true,
    isErrorTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    env: process.env,
    processors: availableParallelism(),
    clock: () => performance.now(),
  };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** A second Ctrl-C ends the process as ever. */
function onInterrupt(stop: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
}
