import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { isSystemError } from "./system-error.ts";

/** A file to be written into a folder. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * Writes files into a folder that is there. Each is written under a temporary name first; they get their names when all
 * are on the disk, so that a full disk leaves neither half a file nor files of two runs side by side.
 *
 * @throws SystemError
 */
export function writeFilesWhole(folder: string, files: readonly NamedText[]): void {
  const moves = files.map(({ name, text }) => ({
    temporary: join(folder, `.${name}.${process.pid}.tmp`),
    path: join(folder, name),
    text,
  }));
  try {
    for (const { temporary, path, text } of moves) namingPath(path, () => writeFileSync(temporary, text));
    for (const { temporary, path } of moves) namingPath(path, () => renameSync(temporary, path));
  } catch (error) {
    for (const { temporary } of moves) removeIfPossible(temporary);
    throw error;
  }
}

/** What went wrong first is what the user is told. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** The user knows the file by its final name only. */
function namingPath(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw isSystemError(error) ? Object.assign(error, { path }) : error;
  }
}

/**
 * Makes a folder, and those above it, where files can be written.
 *
 * @throws SystemError where there cannot be one
 */
export function makeFolder(path: string): void {
  makeMissing(path);
  accessSync(path, constants.W_OK | constants.X_OK);
}

/** Not by `recursive: true`, which tries for ever in /proc. */
function makeMissing(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "EEXIST" && statSync(path).isDirectory()) return;
    const parent = dirname(path);
    if (error.code !== "ENOENT" || parent === path || isFolder(parent)) throw error;
    makeMissing(parent);
    mkdirSync(path);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
