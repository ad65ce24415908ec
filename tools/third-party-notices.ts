import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes the licences of the packages from which a bundle holds code, as they ask for. */
export async function writeNotices(root: string, inputs: readonly string[]): Promise<void> {
  const names = new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
  const notices = await Promise.all([...names].sort().map((name) => noticeOf(root, name)));
  const head = "Code of these packages is part of the files in this folder.\n\n";
  await writeFile(join(root, "dist/THIRD-PARTY-NOTICES.txt"), head + notices.join("\n"));
}

async function noticeOf(root: string, name: string): Promise<string> {
  const folder = join(root, "node_modules", name);
  const manifest: { license: string } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : await readFile(join(folder, file), "utf8");
  return `---- ${name} (${manifest.license})\n\n${text.trim()}\n`;
}
