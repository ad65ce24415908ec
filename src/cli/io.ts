/** What a command may touch of the world outside; tests give one of their own. */
export interface Io {
  readonly stdout: { write(text: string): void };
  readonly stderr: { write(text: string): void };
  /** All of standard input as UTF-8 text. */
  readStdin(): string;
  /** @throws SystemError as Node gives it */
  readFile(path: string): string;
  /** The absolute path with links resolved; of what is not there, the absolute path. */
  realPath(path: string): string;
  /** Writes to a temporary file beside `path` and renames it, so that nothing half-written is left; makes its folder. */
  writeFile(path: string, text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Processors that may be used for worker threads. */
  readonly processors: number;
  /** Milliseconds of some clock, to decide whether worker threads are worth their start. */
  clock(): number;
}
