import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Leaves a file that already says `text` alone, so that nothing that watches or caches by time is disturbed. */
export async function writeIfChanged(path: string, text: string): Promise<void> {
  const current = await readFile(path, "utf8").catch(() => undefined);
  if (current === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
