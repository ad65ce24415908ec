import type { GrowingFile } from "../../src/cli/growing-file.ts";

/** A growing file among files in memory. */
export function memoryFile(files: Map<string, string>, path: string, begin: "anew" | "again"): GrowingFile {
  if (begin === "anew") files.set(path, "");
  const text = () => files.get(path) ?? "";
  return {
    *lines() {
      const whole = text().slice(0, text().lastIndexOf("\n") + 1);
      files.set(path, whole);
      yield* whole.split("\n").slice(0, -1);
    },
    append: (more) => void files.set(path, text() + more),
    flush: () => {},
    sync: () => {},
    close: () => {},
    moveTo: (other) => {
      files.set(other, text());
      files.delete(path);
    },
    remove: () => void files.delete(path),
  };
}
