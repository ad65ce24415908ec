import { dirname, isAbsolute, join, relative } from "node:path";
import { refusePath } from "../scenario/allowed-path.ts";
import type { Io } from "./io.ts";
import { describeSystemError, isSystemError } from "./system-error.ts";

/** The folder of a scenario: what it names is relative to it and may not lie outside, unless that was allowed. */
export class ScenarioFolder {
  private readonly folder: string;
  private readonly allowOutside: boolean;
  private readonly io: Io;

  /** @param file the scenario's own path; `-` for standard input, whose folder is the current one */
  constructor(file: string, allowOutside: boolean, io: Io) {
    this.folder = file === "-" ? "." : dirname(file);
    this.allowOutside = allowOutside;
    this.io = io;
  }

  /** As messages name it: relative to where the scenario itself was named from. */
  pathOf(path: string): string {
    return isAbsolute(path) ? path : join(this.folder, path);
  }

  /** Undefined when it cannot be read, or may not be. */
  read(path: string): string | undefined {
    if (!this.isAllowed(path)) return undefined;
    try {
      return this.io.readFile(this.pathOf(path));
    } catch (error) {
      if (isSystemError(error)) return undefined;
      throw error;
    }
  }

  /** Why `read` has no answer, in one sentence. */
  explain(path: string): string {
    if (!this.isAllowed(path)) {
      if (refusePath(path) === "not a path") return `Expected the path of a file, got ${JSON.stringify(path)}.`;
      return `${path} lies outside of the scenario's folder; --allow-outside lets it be read.`;
    }
    try {
      this.io.readFile(this.pathOf(path));
    } catch (error) {
      if (isSystemError(error)) return `${path} cannot be read: ${describeSystemError(error)}.`;
      throw error;
    }
    return `${path} can be read.`;
  }

  /** Neither by its name nor by a link on the disk may a path lead out of the folder. */
  private isAllowed(path: string): boolean {
    if (this.allowOutside) return true;
    if (refusePath(path) !== undefined) return false;
    const inside = relative(this.io.realPath(this.folder), this.io.realPath(this.pathOf(path)));
    return !isAbsolute(inside) && inside.split(/[/\\]/)[0] !== "..";
  }
}
