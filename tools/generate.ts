import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { generateCatalogData } from "./generate-catalog-data.ts";
import { generatePage } from "./generate-page.ts";
import { generateValidators } from "./generate-validators.ts";

/** Everything that is made from other files before the compiler and the bundler run; what it makes is not committed. */
const generators: readonly ((root: string) => Promise<void>)[] = [
  generateCatalogData,
  generateValidators,
  generatePage,
];

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
for (const generate of generators) await generate(root);
