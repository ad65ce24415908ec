import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { type Measurement, measure } from "./measure.ts";

/** `npm run bench -- [NAME ...] [--small] [--repetitions N]`: measures all benchmarks, or those whose name contains NAME. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { small: { type: "boolean", default: false }, repetitions: { type: "string", default: "5" } },
  });
  for (const benchmark of await benchmarks(positionals)) {
    const count = values.small ? benchmark.smallCount : benchmark.count;
    const result = measure(benchmark, count, Number(values.repetitions));
    report(benchmark, count, result);
    // too few of anything to say how fast it is
    if (!values.small) judge(benchmark, result);
  }
}

async function benchmarks(names: readonly string[]): Promise<readonly Benchmark[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".bench.ts"));
  const modules = await Promise.all(files.sort().map((file) => import(`./${file}`)));
  const all = modules.map((module) => module.benchmark as Benchmark);
  return names.length === 0 ? all : all.filter((benchmark) => names.some((name) => benchmark.name.includes(name)));
}

function report(benchmark: Benchmark, count: number, result: Measurement): void {
  const rate = (perSecond: number) => `${Number(perSecond.toPrecision(3))} ${benchmark.unit}/s`;
  console.log(`${benchmark.name}: ${count} ${benchmark.unit}`);
  console.log(`  reference ${rate(result.referenceRate).padStart(24)}  result ${result.referenceHash}`);
  console.log(`  measured  ${rate(result.measuredRate).padStart(24)}  result ${result.measuredHash}`);
  if (result.measuredHash !== result.referenceHash) {
    console.log("  the two sides computed different figures");
    process.exitCode = 1;
  }
}

function judge({ wantedRatio }: Benchmark, { ratio }: Measurement): void {
  const verdict = ratio >= wantedRatio ? "met" : "NOT MET";
  console.log(`  ratio ${ratio.toPrecision(3)}, wanted ${wantedRatio.toPrecision(3)}: ${verdict}`);
}

await main();
