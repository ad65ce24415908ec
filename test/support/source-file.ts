import { readdirSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { maskSource } from "./mask-source.ts";

/** The repository's root folder. */
export const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** A file of `src/` in the three forms in which tests read it; all have the same length and the same lines. */
export interface SourceFile {
  /** Relative to the root, with slashes: `src/base/money.ts`. */
  readonly path: string;
  readonly text: string;
  /** With blanks instead of comments. */
  readonly uncommented: string;
  /** With blanks instead of comments, strings and regular expressions. */
  readonly code: string;
}

/** Every TypeScript file of `src/` that somebody wrote, in order of path; what is generated is left out. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(resolve(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts") && !path.includes("/generated/"))
    .sort()
    .map((path) => sourceFile(path, readFileSync(resolve(ROOT, path), "utf8")));
}

/** A file with this text, as if it stood at this path. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, ...maskSource(text) };
}

/** `src/base/money.ts:7` for an offset of its text: the form that editors and terminals make a link of. */
export function placeOf(file: SourceFile, offset: number): string {
  return `${relative("", file.path)}:${file.text.slice(0, offset).split("\n").length}`;
}
