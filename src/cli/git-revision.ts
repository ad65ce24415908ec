import { execFileSync } from "node:child_process";
import { relative, resolve } from "node:path";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";

/** A file as a revision of git has it, and an Io that reads everything else as that revision has it, too. */
export interface FileOfRevision {
  readonly path: string;
  readonly io: Io;
}

/** Undefined where the text is not of the form `REVISION:path`. */
export function fileOfRevision(text: string, io: Io): FileOfRevision | undefined {
  const [, revision, path] = /^([^:]{2,}):([^:]+)$/.exec(text) ?? [];
  if (revision === undefined || path === undefined) return undefined;
  // what begins with a dash would be an option of git
  if (revision.startsWith("-")) throw new CommandError(`${text}: expected a revision of git before the colon`);
  const top = git(["rev-parse", "--show-toplevel"], text).toString("utf8").trim();
  const names = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const commit = git(names, `${text}: git knows no revision ${revision}`).toString("utf8").trim();
  return { path: path.replace(/^\.\//, ""), io: { ...io, ...readingOf(commit, top, text) } };
}

function readingOf(commit: string, top: string, text: string): Pick<Io, "readFile" | "realPath"> {
  return {
    // as git, which knows no link on the disk, names it
    realPath: (path) => resolve(top, path),
    readFile: (path) => {
      const inside = relative(top, resolve(top, path)).replaceAll("\\", "/");
      if (inside.startsWith("../")) throw new CommandError(`${text}: ${path} lies outside of the repository`);
      const bytes = git(["-C", top, "cat-file", "blob", `${commit}:${inside}`], undefined);
      return new TextDecoder("utf-8").decode(bytes);
    },
  };
}

/** What one answer of git may hold. */
const BYTES_MAX = 400_000_000;

/**
 * Without a shell: no word of the user is a command.
 *
 * @param problem how to tell that it did not work; undefined: as a file that is not there
 */
function git(words: readonly string[], problem: string | undefined): Buffer {
  try {
    return execFileSync("git", [...words], { maxBuffer: BYTES_MAX, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new CommandError("git is needed to read a file of a revision, and is not there");
    }
    if (problem !== undefined) throw new CommandError(`${problem}: it is no file, and no revision of this repository`);
    const path = (words.at(-1) ?? "").replace(/^[0-9a-f]{12}[0-9a-f]*:/, "");
    throw Object.assign(new Error("not in that revision"), { code: "ENOENT", syscall: "read", path });
  }
}
