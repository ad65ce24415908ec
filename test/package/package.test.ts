import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { installPackedPackage, type PackedPackage } from "../support/packed-package.ts";
import { ROOT } from "../support/source-file.ts";

describe("the package", () => {
  let installed: PackedPackage;
  before(function () {
    this.timeout(60_000);
    installed = installPackedPackage();
  });
  after(() => rmSync(installed.project, { recursive: true }));

  function node(...words: string[]): string {
    return execFileSync(process.execPath, words, { cwd: installed.project, encoding: "utf8" });
  }

  it("holds what users need and nothing else", () => {
    const files = execFileSync("tar", ["-tzf", installed.tarball], { encoding: "utf8" })
      .trimEnd()
      .split("\n")
      .map((file) => file.replace(/^package\//, ""));
    const top = new Set(files.map((file) => file.split("/")[0]));
    expect([...top].sort()).to.deep.equal([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "action.yml",
      "dist",
      "package.json",
      "scenarios",
      "schemas",
    ]);
    expect(files).to.include.members([
      "dist/bin/stepcast.js",
      "dist/bin/replication-worker.js",
      "dist/lib/index.js",
      "dist/lib/index.d.ts",
      "dist/THIRD-PARTY-NOTICES.txt",
      "schemas/scenario.schema.json",
    ]);
  });

  it("has a command that runs from another folder", () => {
    const command = join(installed.folder, "dist/bin/stepcast.js");
    const { version }: { version: string } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(readFileSync(command, "utf8")).to.match(/^#!\/usr\/bin\/env node\n/);
    expect(node(command, "--version").trim()).to.equal(version);
    expect(node(command, "catalog", "m1.small")).to.include("0.065");
  });

  it("has a library entry that another project imports, with types", () => {
    const text = 'import { simulate } from "stepcast";\nconsole.log(typeof simulate);\n';
    writeFileSync(join(installed.project, "use.mjs"), text);
    expect(node("use.mjs").trim()).to.equal("function");
    writeFileSync(join(installed.project, "use.ts"), `${text}export const wrong: string = simulate;\n`);
    const compilerOptions = { module: "nodenext", strict: true, noEmit: true, types: [], lib: ["es2023", "dom"] };
    const files = ["use.ts"];
    writeFileSync(join(installed.project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    writeFileSync(join(installed.project, "package.json"), '{ "type": "module" }');
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    let output = "";
    try {
      node(tsc, "-p", ".");
    } catch (error) {
      output = String(error instanceof Error && "stdout" in error ? error.stdout : error);
    }
    expect(output.trim().split("\n")[0]).to.match(/^use\.ts\(3,14\): error TS2322/);
    expect(output).not.to.include("node_modules");
  }).timeout(30_000);

  it("has a library entry that runs in a browser: it needs nothing of Node", async () => {
    const entry = { contents: 'export * from "stepcast";', resolveDir: installed.project };
    const { warnings } = await build({
      stdin: entry,
      bundle: true,
      platform: "browser",
      write: false,
      logLevel: "silent",
    });
    expect(warnings).to.deep.equal([]);
  });

  it("is what publint wants", async () => {
    const tarball = Uint8Array.from(readFileSync(installed.tarball)).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).to.deep.equal([]);
  });
});
