import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { main } from "../../src/cli/main.ts";
import { memoryIo } from "../support/memory-io.ts";

/** `UPDATE_GOLDEN=1 npm test` writes the baselines anew, for a reviewer to read in the diff. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

/** Pages are made from the same result, and their front end changes with its libraries: no baseline of them. */
const isBaseline = (name: string) => !name.endsWith(".html") && !name.startsWith(".");

const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

describe("the shipped scenarios", () => {
  for (const name of folders("scenarios")) {
    it(`${name} gives reports/${name}, byte for byte`, async () => {
      const written = await runScenario(name);
      const folder = join("reports", name);
      if (UPDATE) for (const [file, text] of written) writeBaseline(folder, file, text);
      const baseline = existsSync(folder) ? readdirSync(folder).filter(isBaseline).sort() : [];
      expect(baseline, "the files of the baseline").to.deep.equal([...written.keys()].sort());
      for (const [file, text] of written) {
        expect(text === readFileSync(join(folder, file), "utf8"), difference(folder, file, text)).to.equal(true);
      }
    });
  }

  it("each baseline belongs to a scenario", () => {
    // the table of the corpus has a test of its own
    expect([...folders("scenarios"), "corpus"]).to.include.members(folders("reports"));
  });
});

/** What `run` writes and, of a scenario with a sweep, its table of points. */
async function runScenario(name: string): Promise<Map<string, string>> {
  const io = memoryIo();
  const file = `scenarios/${name}/scenario.yaml`;
  const out = join("reports", name);
  const commands = [["run", file, "--out", out, "--format", "text,json,csv,aws"]];
  if (/^sweep:/m.test(readFileSync(file, "utf8"))) commands.push(["sweep", file, "--out", out, "--format", "csv"]);
  for (const command of commands) {
    const status = await main(command, io);
    expect(io.errors()).to.equal("");
    expect(status).to.equal(0);
  }
  return new Map([...io.files].map(([path, text]) => [basename(path), text]));
}

function writeBaseline(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** The first line that differs, so that a failure can be read. */
function difference(folder: string, file: string, text: string): string {
  const before = readFileSync(join(folder, file), "utf8").split("\n");
  const after = text.split("\n");
  const line = after.findIndex((words, index) => words !== before[index]);
  const words = (lines: readonly string[]) => (lines[line] ?? "").slice(0, 200);
  return `${folder}/${file}, line ${line + 1}: was ${words(before)}, is ${words(after)}; UPDATE_GOLDEN=1 writes it anew`;
}
