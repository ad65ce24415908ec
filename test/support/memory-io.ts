import { join, resolve } from "node:path";
import { filesIn } from "../../src/cli/files-in.ts";
import type { Io } from "../../src/cli/io.ts";
import { readTextFile } from "../../src/cli/read-text-file.ts";
import { readTextLines } from "../../src/cli/read-text-lines.ts";
import { memoryFile } from "./memory-file.ts";

/** An Io that reads real files, keeps what is written in memory, and has no terminal. */
export interface MemoryIo extends Io {
  readonly files: Map<string, string>;
  output(): string;
  errors(): string;
}

/** @param options texts of standard input and of files that are not there in reality */
export function memoryIo(
  options: { readonly stdin?: string; readonly files?: Readonly<Record<string, string>> } = {},
): MemoryIo {
  const files = new Map(Object.entries(options.files ?? {}));
  const written = { out: "", err: "" };
  return {
    files,
    stdout: {
      write: (text) => {
        written.out += text;
      },
    },
    stderr: {
      write: (text) => {
        written.err += text;
      },
    },
    readStdin: () => options.stdin ?? "",
    readFile: (path) => files.get(path) ?? readTextFile(path),
    readLines: async (path, onLine) => {
      const text = files.get(path);
      if (text === undefined) return readTextLines(path, onLine);
      for (const [index, line] of text.split("\n").entries()) onLine(line, index + 1);
      return undefined;
    },
    filesIn: (path) => (files.has(path) ? undefined : filesIn(path)),
    realPath: (path) => resolve(path),
    makeFolder: () => {},
    writeFiles: (folder, written) => {
      for (const { name, text } of written) files.set(join(folder, name), text);
    },
    openFile: (path, begin) => (begin === "again" && !files.has(path) ? undefined : memoryFile(files, path, begin)),
    onInterrupt: () => () => {},
    isTerminal: false,
    isErrorTerminal: false,
    columns: 100,
    env: {},
    processors: 1,
    clock: () => 0,
    output: () => written.out,
    errors: () => written.err,
  };
}
