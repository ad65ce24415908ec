import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { writeIfChanged } from "./write-if-changed.ts";

/**
 * Bundles the front end of the HTML report into a module that holds its script and its style as text, because a report
 * is one file that loads nothing.
 */
export async function generatePage(root: string): Promise<void> {
  const app = join(root, "src/report/html/app");
  const to = join(root, "src/report/html/generated");
  if (!existsSync(join(app, "main.ts"))) return;
  const [script, style] = await Promise.all([bundle(join(app, "main.ts")), bundle(join(app, "page.css"))]);
  await writeIfChanged(join(to, "page-script.ts"), embed("The page's script", "pageScript", script));
  await writeIfChanged(join(to, "page-style.ts"), embed("The page's style", "pageStyle", style));
}

async function bundle(entryPoint: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: ["es2022", "chrome110", "firefox110", "safari16"],
    minify: true,
    charset: "utf8",
    legalComments: "inline",
    write: false,
    logLevel: "warning",
  });
  return outputFiles.map((file) => file.text).join("");
}

function embed(what: string, name: string, text: string): string {
  return `/** ${what}. */\nexport const ${name}: string = ${JSON.stringify(text)};\n`;
}
