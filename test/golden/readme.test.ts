import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { expect } from "chai";
import { parseCommandLine } from "../../src/cli/command-line.ts";
import { main } from "../../src/cli/main.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { memoryIo } from "../support/memory-io.ts";

/** `UPDATE_GOLDEN=1 npm test` writes the outputs anew. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

/**
 * A command whose output stands below it: `<!-- run: stepcast ... -->`, with `lines A-B` before the arrow where only a
 * part of it is shown.
 */
const SHOWN =
  /<!-- run: (?<command>.+?)(?: \| lines (?<from>\d+)-(?<to>\d+))? -->\n(?:\n```console\n(?<block>[\s\S]*?)```\n)?/g;

describe("the README", () => {
  const text = readFileSync("README.md", "utf8");

  for (const match of text.matchAll(SHOWN)) {
    const { command = "", from = "1", to = "1000", block = "" } = match.groups ?? {};
    it(`shows what ${command} prints`, async () => {
      const expected = await outputOf(command, Number(from), Number(to));
      if (UPDATE) replaceBlock(match[0], expected);
      else expect(block).to.equal(expected);
    });
  }

  const scenarios = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = ""]) => yaml);
  for (const yaml of scenarios) {
    it(`shows a scenario that can be read: ${yaml.split("\n", 1)[0]}`, () => {
      const { diagnostics } = readScenario(yaml, { file: "scenario.yaml" });
      expect(diagnostics).to.deep.equal([]);
    });
  }

  it("says what each file of --out has", () => {
    const written = readdirSync("reports/emr-excerpt");
    expect(written).to.include("result.json");
    for (const file of written) expect(text, file).to.include(`\`${file}\``);
  });

  it("names every command that there is", async () => {
    const io = memoryIo();
    await main(["--help"], io);
    const commands = [...io.output().matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name);
    for (const command of commands.filter((name) => name !== "help")) {
      expect(text).to.include(`stepcast ${command}`);
    }
  });
});

async function outputOf(command: string, from: number, to: number): Promise<string> {
  const io = memoryIo();
  const [program, ...words] = parseCommandLine(command);
  expect(program).to.equal("stepcast");
  expect(await main(words, io)).to.equal(0);
  const lines = io.output().trimEnd().split("\n");
  const shown = lines.slice(from - 1, to);
  const before = from > 1 ? ["..."] : [];
  const after = to < lines.length ? ["..."] : [];
  return `${[`$ ${command}`, ...before, ...shown, ...after].map((line) => line.trimEnd()).join("\n")}\n`;
}

function replaceBlock(found: string, output: string): void {
  const [marker = ""] = found.split("\n");
  const text = readFileSync("README.md", "utf8");
  writeFileSync(
    "README.md",
    text.replace(found, () => `${marker}\n\n\`\`\`console\n${output}\`\`\`\n`),
  );
}
