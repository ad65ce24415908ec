import type { GrowingFile } from "./growing-file.ts";
import type { NamedText } from "./write-files.ts";

/** What a command may touch of the world outside; tests give one of their own. */
export interface Io {
  readonly stdout: { write(text: string): void };
  readonly stderr: { write(text: string): void };
  /** All of standard input as UTF-8 text. */
  readStdin(): string;
  /** @throws SystemError that names the path */
  readFile(path: string): string;
  /**
   * Hands on the lines of a text file one after another, decompressed if it is a .gz.
   *
   * @returns why it ends early, in words, where its compressed data are damaged
   * @throws SystemError that names the path
   */
  readLines(path: string, onLine: (text: string, number: number) => void): Promise<string | undefined>;
  /** The files in a folder and below it, in the order of their names; undefined: it is no folder. */
  filesIn(path: string): readonly string[] | undefined;
  /** The absolute path with links resolved; of what is not there, the absolute path. */
  realPath(path: string): string;
  /** Makes a folder unless it is there. @throws SystemError when files cannot be written there */
  makeFolder(path: string): void;
  /** Writes all files into a folder, or none. @throws SystemError */
  writeFiles(folder: string, files: readonly NamedText[]): void;
  /** A file that is written bit by bit; undefined where one is to go on and there is none. @throws SystemError */
  openFile(path: string, begin: "anew" | "again"): GrowingFile | undefined;
  /** Calls `stop` at Ctrl-C in place of ending the process, until the answer is called. */
  onInterrupt(stop: () => void): () => void;
  /** Whether standard output is one. */
  readonly isTerminal: boolean;
  /** Whether standard error is one. */
  readonly isErrorTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Processors that may be used for worker threads. */
  readonly processors: number;
  /** Milliseconds of some clock, to decide whether worker threads are worth their start. */
  clock(): number;
}
