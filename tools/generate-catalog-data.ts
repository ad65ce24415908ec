import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { writeIfChanged } from "./write-if-changed.ts";

/**
 * Embeds each data file of the catalog as a module that holds its text, because a browser cannot read files; and the
 * digest of all of them, because hashing 0.7 MB at each start of the command would cost more than reading them.
 */
export async function generateCatalogData(root: string): Promise<void> {
  const from = join(root, "src/catalog/data");
  const to = join(root, "src/catalog/generated");
  const files = (await readdir(from)).filter((file) => file.endsWith(".csv")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(from, file), "utf8")));
  await Promise.all(files.map((file, index) => writeIfChanged(join(to, moduleName(file)), embed(file, texts[index]))));
  await writeIfChanged(join(to, "digest.ts"), digestModule(texts));
}

function moduleName(file: string): string {
  return `${basename(file, ".csv")}.ts`;
}

/** The annotation keeps the text out of the constant's type, and so out of the declaration file. */
function embed(file: string, text = ""): string {
  const name = basename(file, ".csv").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `/** The text of \`data/${file}\`. */\nexport const ${name}Csv: string = ${JSON.stringify(text)};\n`;
}

/** Over the files in the order of their names, each followed by a zero byte. */
function digestModule(texts: readonly string[]): string {
  const digest = bytesToHex(sha256(utf8ToBytes(texts.map((text) => `${text}\0`).join(""))));
  return `/** SHA-256 of all data files of the catalog. */\nexport const dataDigest: string = "${digest}";\n`;
}
