import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { type Measurement, measure } from "./measure.ts";

/** `npm run bench -- [NAME ...] [--small] [--repetitions N]`: measures all benchmarks, or those of the given names. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { small: { type: "boolean", default: false }, repetitions: { type: "string", default: "7" } },
  });
  const [name, ...others] = positionals.length > 0 ? positionals : allNames();
  if (name === undefined) return;
  if (others.length > 0) {
    const options = [...(values.small ? ["--small"] : []), "--repetitions", values.repetitions];
    for (const each of [name, ...others]) measureInOwnProcess(each, options);
    return;
  }
  const { benchmark }: { readonly benchmark: Benchmark } = await import(`./${name}.bench.ts`);
  const count = values.small ? benchmark.smallCount : benchmark.count;
  const result = measure(benchmark, count, Number(values.repetitions));
  report(benchmark, count, result);
  // too few of anything to say how fast it is
  if (!values.small) judge(benchmark, result);
}

function allNames(): readonly string[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".bench.ts"));
  return files.map((file) => file.slice(0, -".bench.ts".length)).sort();
}

/** What one benchmark taught the compiler of the machine code is not to weigh on the next. */
function measureInOwnProcess(name: string, options: readonly string[]): void {
  const words = [...process.execArgv, import.meta.filename, name, ...options];
  const { status } = spawnSync(process.execPath, words, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
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
