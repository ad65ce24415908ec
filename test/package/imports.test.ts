import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import { expectNone } from "../support/expect-none.ts";
import { ROOT, sourceFile, sourceFiles } from "../support/source-file.ts";
import { brokenImports } from "./import-order.ts";

function dependencies(): Set<string> {
  const manifest: { dependencies: object } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8"));
  return new Set(Object.keys(manifest.dependencies));
}

describe("imports", () => {
  it("go upwards in the order of the folders, types included", () => {
    const broken = sourceFiles().flatMap((file) => brokenImports(file, dependencies()));
    expectNone(broken);
  });

  const cases = [
    ["src/base/a.ts", 'import { b } from "../engine/b.ts";', "src/base may import from no other folder"],
    ["src/engine/a.ts", 'import type { B } from "../model/b.ts";', "src/engine may import from base"],
    ["src/model/emr/a.ts", 'import {\n  b,\n} from "../../stats/b.ts";', "may import from base, engine, catalog"],
    ["src/billing/a.ts", 'import { b } from "../model/b.ts";', "import type also from model"],
    ["src/report/a.ts", 'export { b } from "../experiment/b.ts";', "may import from base; import type also from"],
    ["src/model/a.ts", 'type B = import("../cli/b.ts").B;', "src/model may import from base, engine, catalog"],
    ["src/model/a.ts", 'const b = await import("../report/b.ts");', "src/model may import from base, engine, catalog"],
    ["src/stats/a.ts", 'import { b } from "./b.js";', "a relative import ends in .ts"],
    ["src/stats/a.ts", 'import { b } from "../../package.json";', "a relative import ends in .ts"],
    ["src/report/a.ts", 'import { b } from "node:fs";', "only src/cli may use a module of Node"],
    ["src/report/a.ts", 'import { b } from "chai";', "chai is not among the dependencies"],
    ["src/report/a.ts", "const b = await import(name);", "an expression is not among the dependencies"],
  ] as const;
  for (const [path, text, problem] of cases) {
    it(`would not pass in ${path}: ${text.replaceAll("\n", " ")}`, () => {
      const [broken, ...others] = brokenImports(sourceFile(path, `\n${text}\n`), dependencies());
      expect(broken)
        .to.match(new RegExp(`^${path}:2 imports "`))
        .and.to.include(problem);
      expect(others).to.deep.equal([]);
    });
  }

  it("may be of types where values may not, of packages, and in comments", () => {
    const text =
      'import type { A } from "../model/a.ts";\nimport { max } from "d3";\n// import { c } from "../cli/c.ts";\n';
    expect(brokenImports(sourceFile("src/report/a.ts", text), dependencies())).to.deep.equal([]);
    const app = 'import { run } from "../../../experiment/run.ts";\nimport "../view.ts";\n';
    expect(brokenImports(sourceFile("src/report/html/app/a.ts", app), dependencies())).to.deep.equal([]);
  });
});
