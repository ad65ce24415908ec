import { relative } from "node:path";
import fc from "fast-check";

const SEED = wholeOf("PROPERTY_SEED", 20121123);
const TIMES = wholeOf("PROPERTY_RUNS", 1);

/**
 * A test that tries a property on `runs` random values: `PROPERTY_RUNS=10` tries ten times as many, `PROPERTY_SEED=7` others.
 * Where it fails it says how to repeat it, and shows the smallest value that was found.
 */
export function property<Value>(
  title: string,
  arbitrary: fc.Arbitrary<Value>,
  runs: number,
  check: (value: Value) => void,
): void {
  it(`${title} (property)`, function () {
    this.timeout(TIMEOUT_MS);
    explain(fc.check(fc.property(arbitrary, check), optionsOf(runs)), title, this.runnable().file);
  });
}

/** The same of a check that takes its time. */
export function asyncProperty<Value>(
  title: string,
  arbitrary: fc.Arbitrary<Value>,
  runs: number,
  check: (value: Value) => Promise<void>,
): void {
  it(`${title} (property)`, async function () {
    this.timeout(TIMEOUT_MS);
    explain(await fc.check(fc.asyncProperty(arbitrary, check), optionsOf(runs)), title, this.runnable().file);
  });
}

const TIMEOUT_MS = 120_000 * TIMES;

function optionsOf(runs: number) {
  return { seed: SEED, numRuns: runs * TIMES, maxSkipsPerRun: 1000 };
}

function explain<Value>(details: fc.RunDetails<[Value]>, title: string, path = ""): void {
  if (!details.failed) return;
  const file = relative(process.cwd(), path);
  const command = `PROPERTY_SEED=${SEED} PROPERTY_RUNS=${TIMES} npx mocha ${file} --fgrep "${title}"`;
  const { errorInstance: cause } = details;
  throw new Error(`${fc.defaultReportMessage(details)}\n\n${cause}\n\nRepeat it: ${command}`, { cause });
}

function wholeOf(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name}: expected a whole number above 0, got ${text}`);
  return Number(text);
}
