/** Why a path that a scenario names may not be read. */
export type PathRefusal = "absolute" | "outside" | "not a path";

/**
 * Whether a path that a scenario names stays in the scenario's folder: relative, and never above it. Undefined when
 * it does. Links on the disk are for those who read the disk to check.
 */
export function refusePath(path: string): PathRefusal | undefined {
  if (path.trim() === "" || path.includes("\0") || /^[a-z][a-z\d+.-]+:\/\//i.test(path)) return "not a path";
  if (/^(?:[/\\]|[a-z]:|~)/i.test(path)) return "absolute";
  let depth = 0;
  for (const part of path.split(/[/\\]/)) {
    if (part === "..") depth -= 1;
    else if (part !== "" && part !== ".") depth += 1;
    if (depth < 0) return "outside";
  }
  return undefined;
}
