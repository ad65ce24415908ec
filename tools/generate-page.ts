import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { writeIfChanged } from "./write-if-changed.ts";

/**
 * Bundles the page's own front end and its style into a module of strings, with the digests that the page's content
 * security policy names: so a page can be written where there is neither a bundler nor a file system.
 */
export async function generatePage(root: string): Promise<void> {
  const app = join(root, "src/report/html/app");
  const [code, style, licence] = await Promise.all([
    bundle({ entryPoints: [join(app, "main.ts")], format: "iife", charset: "ascii" }),
    bundle({ stdin: { contents: await readFile(join(app, "page.css"), "utf8"), loader: "css", resolveDir: app } }),
    readFile(join(root, "node_modules/d3/LICENSE"), "utf8"),
  ]);
  // every page is a copy of parts of D3, whose licence wants to be in all copies
  const script = `/* Holds parts of D3, https://d3js.org\n\n${licence.trim()} */\n${code}`;
  if (/<\/script|<!--/i.test(script)) throw new Error("the page's script holds what would end or hide its element");
  if (/<\/style/i.test(style)) throw new Error("the page's style holds what would end its element");
  const lines = [
    constant("pageScript", "The front end, minified.", script),
    constant("pageScriptHash", "For `script-src`.", hash(script)),
    constant("pageStyle", "The style sheet, minified.", style),
    constant("pageStyleHash", "For `style-src`.", hash(style)),
  ];
  await writeIfChanged(join(root, "src/report/html/generated/page-bundle.ts"), `${lines.join("\n")}\n`);
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles, metafile } = await build({
    ...options,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    target: ["chrome111", "firefox115", "safari16.4"],
    logLevel: "warning",
  });
  const packages = Object.keys(metafile.inputs).flatMap((path) => /node_modules\/([^/]+)/.exec(path)?.[1] ?? []);
  const others = packages.filter((name) => !/^(d3(-[a-z-]+)?|internmap)$/.test(name));
  if (others.length > 0)
    throw new Error(`the page's licence comment does not cover ${[...new Set(others)].join(", ")}`);
  return (outputFiles?.[0]?.text ?? "").trim();
}

/** Of the bytes between the tags, as CSP 3 wants it. */
function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}

/** The annotation keeps the text out of the constant's type, and so out of the declaration file. */
function constant(name: string, comment: string, text: string): string {
  return `/** ${comment} */\nexport const ${name}: string = ${JSON.stringify(text)};`;
}
