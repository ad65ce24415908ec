import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Benchmark } from "../../bench/benchmark.ts";
import { measure } from "../../bench/measure.ts";

const BENCH = join(import.meta.dirname, "../../bench");
const COMMAND = join(import.meta.dirname, "../../dist/bin/stepcast.js");

describe("benchmarks", () => {
  for (const file of readdirSync(BENCH).filter((name) => name.endsWith(".bench.ts"))) {
    it(`${file} still works, small, and both sides compute the same`, async function () {
      const { benchmark }: { readonly benchmark: Benchmark } = await import(join(BENCH, file));
      // what starts the command needs it to be built, which `npm test` sees to
      if (benchmark.name === "command" && !existsSync(COMMAND)) this.skip();
      expect(`${benchmark.name}.bench.ts`).to.equal(file);
      const { measuredHash, referenceHash } = measure(benchmark, benchmark.smallCount, 2);
      expect(measuredHash)
        .to.equal(referenceHash)
        .and.match(/^[0-9a-f]{12}$/);
    });
  }
});
