import { expect } from "chai";
import { expectNone } from "../support/expect-none.ts";
import { sourceFile, sourceFiles } from "../support/source-file.ts";
import { forbiddenUses } from "./forbidden.ts";

describe("what the project does without", () => {
  it("8.1 is nowhere in src", () => {
    const uses = sourceFiles().flatMap(forbiddenUses);
    expectNone(uses);
  });

  const cases = [
    ["const x = Math.random();", "random stream"],
    ["const now = Date.now();", "as an argument"],
    ["const now = new Date();", "as an argument"],
    ["const t = performance.now();", "src/cli or bench"],
    ["const { env } = process.env;", "from src/cli"],
    ["const f = new Intl.NumberFormat();", "own functions"],
    ["const s = (5).toLocaleString();", "own functions"],
    ["names.sort((a, b) => a.localeCompare(b));", "code units"],
    ["for (const key in object) use(key);", "Object.entries"],
    ["export default main;", "by its name"],
    ['export * from "./b.ts";', "src/index.ts"],
    ["function f(x: any): void {}", "unknown"],
    ["const x = y as any;", "unknown"],
    ["const x: Map<string, any> = y;", "unknown"],
    ["const x: any[] = y;", "unknown"],
  ] as const;
  for (const [text, instead] of cases) {
    it(`would be found: ${text}`, () => {
      const uses = forbiddenUses(sourceFile("src/model/a.ts", `\n${text}\n`));
      expect(uses).to.have.length(1);
      expect(uses[0])
        .to.match(/^src\/model\/a\.ts:2 has /)
        .and.to.include(instead);
    });
  }

  it("is told from what only looks like it", () => {
    const text = [
      "// Math.random() and any other",
      'const text = "Date.now() in any case";',
      "const day = new Date(0).getUTCDate();",
      "const report = { performance: 1, any: 2 };",
      "const both = report.performance + report.process.length;",
      "for (const key of keys) use(key in object);",
    ].join("\n");
    expect(forbiddenUses(sourceFile("src/model/a.ts", text))).to.deep.equal([]);
  });

  it("is partly the command's own business", () => {
    const text = "const now = Date.now() + performance.now() + process.pid;";
    expect(forbiddenUses(sourceFile("src/cli/a.ts", text))).to.deep.equal([]);
    expect(forbiddenUses(sourceFile("src/cli/a.ts", "const x = Math.random();"))).to.have.length(1);
  });

  it("includes files whose name says nothing", () => {
    expect(forbiddenUses(sourceFile("src/model/utils.ts", ""))).to.have.length(1);
    expect(forbiddenUses(sourceFile("src/model/types.ts", ""))).to.have.length(1);
    expect(forbiddenUses(sourceFile("src/model/instance-type.ts", ""))).to.have.length(0);
  });
});
