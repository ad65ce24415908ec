import { chmod, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeNotices } from "./third-party-notices.ts";

/**
 * Bundles the command. One file with what every start needs and chunks for the rest reads several times faster than the
 * modules of all packages. Names stay as written, so that a bug report's stack says something.
 */
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const outdir = join(root, "dist/bin");

await rm(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    stepcast: "src/cli/bin.ts",
    "replication-worker": "src/cli/replication-worker.ts",
    "point-worker": "src/cli/sweep/point-worker.ts",
  },
  outdir,
  // beside the entries, because the command names its worker's file relative to the chunk that starts it
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // ES modules where a package has them: jsonc-parser's other form loads its parts in a way that cannot be bundled
  mainFields: ["module", "main"],
  // starts threads from a file of its own
  external: ["piscina"],
  // packages in CommonJS ask for Node's modules by require
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
await chmod(join(outdir, "stepcast.js"), 0o755);

// the page's front end is in the bundle as text, which hides the packages in it
const page = await build({
  absWorkingDir: root,
  entryPoints: ["src/report/html/app/main.ts"],
  bundle: true,
  write: false,
  metafile: true,
  logLevel: "silent",
});
await writeNotices(root, [...Object.keys(metafile.inputs), ...Object.keys(page.metafile.inputs)]);
