import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { naturalOrder } from "./natural-order.ts";

/** A folder of histories that is larger than this was not meant. */
const FILES_MAX = 10_000;

/** The files in a folder and below it, in natural order, hidden ones left out; undefined where it is no folder. */
export function filesIn(path: string): readonly string[] | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const found = readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => !/(?:^|[/\\])[._]/.test(name))
    .slice(0, FILES_MAX)
    .map((name) => join(path, name))
    .filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true);
  return naturalOrder(found);
}
