import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { compareResults } from "../../../src/planner/comparison/compare-results.ts";
import type { Comparison } from "../../../src/planner/comparison/comparison.ts";
import { parseGate } from "../../../src/planner/comparison/parse-gate.ts";
import { writeComparisonGithub } from "../../../src/report/comparison/write-github.ts";
import { comparisonSchema, writeComparisonJson } from "../../../src/report/comparison/write-json.ts";
import { writeComparisonJunit } from "../../../src/report/comparison/write-junit.ts";
import { writeComparisonMarkdown } from "../../../src/report/comparison/write-markdown.ts";
import { writeComparisonText } from "../../../src/report/comparison/write-text.ts";
import { paperOf } from "../../../src/report/text/paper.ts";
import { HOSTILE_NAMES } from "../hostile-names.ts";
import { spread } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

const NAMES = [...HOSTILE_NAMES, "a|b", "`tick` **bold** [x](http://e.example) @someone #1", "]]>", "::error::x%0A"];

/** Every name got worse by a half. */
function worse(names: readonly string[], gates: readonly string[] = []): Comparison {
  const of = (mean: number) => ({
    ...workedExample,
    measures: Object.fromEntries(names.map((name) => [`wait.runner.${name}`, spread("ms", mean, 1)])),
  });
  const parsed = gates.flatMap((gate) => parseGate(gate) ?? []);
  const both = { base: { source: "a|b", result: of(60_000) }, head: { source: "<b>", result: of(90_000) } };
  return compareResults({ ...both, gates: parsed });
}

const hostile = worse(
  NAMES,
  NAMES.map((name) => `wait.runner.${name} +10%`),
);
const many = worse(Array.from({ length: 5000 }, (_, index) => `${"<|>".repeat(15)}${index}`));

describe("a comparison in other formats", () => {
  it("is Markdown in which names render as they are: a row has its eight bars, no tag but code, no link, no mention", () => {
    const text = writeComparisonMarkdown(hostile);
    const rows = text.split("\n").filter((line) => line.startsWith("| worse"));
    expect(rows).to.have.length(NAMES.length);
    for (const row of rows) expect(row.split("|"), row).to.have.length(9);
    const tags = [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    expect([...new Set(tags)].sort()).to.deep.equal(["</code>", "<code>"]);
    expect(text).not.to.match(/[@`*[\]\\]|https?:/);
  });

  it("is Markdown under 64 kB for 5,000 measures, the worst first, and says how many had no room", () => {
    const text = writeComparisonMarkdown(many);
    expect(Buffer.byteLength(text)).to.be.below(64_000);
    const shown = text.split("\n").filter((line) => line.startsWith("| worse")).length;
    expect(shown).to.be.above(50);
    expect(text).to.include(`… and ${5000 - shown} more measures`);
  });

  it("is XML: what it holds between its tags is escaped, and every test case is there", () => {
    const text = writeComparisonJunit(hostile);
    const left = text.replace(/<\?xml [^<>]*\?>|<\/?[a-z-]+(?: [a-z]+="[^"<>]*")*\/?>/g, "");
    expect(left).not.to.match(/[<>"]/);
    expect(text).not.to.match(/&(?!(?:amp|lt|gt|quot|apos);)/);
    expect(text.match(/<testcase /g)).to.have.length(2 * NAMES.length);
    expect(text).to.include(`failures="${NAMES.length}"`);
    expect(text).to.include("]]&gt;");
  });

  it("is annotations of one line each, in which no name begins a command or ends a title", () => {
    const lines = writeComparisonGithub(hostile).trimEnd().split("\n");
    expect(lines).to.have.length(NAMES.length + 10 + 1);
    for (const line of lines) expect(line).to.match(/^::(?:error|warning|notice) title=[^:,\n\r]*::[^\n\r]*$/);
  });

  it("is text without control characters", () => {
    const text = writeComparisonText(hostile, paperOf({ width: 120, useColor: false, all: true }));
    expect(text.replaceAll("\n", "")).not.to.match(/\p{Cc}/u);
    expect(text).to.include(`${NAMES.length} of ${NAMES.length} gates failed`);
  });

  it("is JSON as the committed schema says; UPDATE_GOLDEN=1 rewrites it", () => {
    const file = new URL("../../../schemas/comparison.schema.json", import.meta.url);
    const schema = comparisonSchema();
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal(schema);
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate(JSON.parse(writeComparisonJson(hostile))), JSON.stringify(validate.errors)).to.equal(true);
  });
});
