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
    this.timeout(120_000 * TIMES);
    const details = fc.check(fc.property(arbitrary, check), {
      seed: SEED,
      numRuns: runs * TIMES,
      maxSkipsPerRun: 1000,
    });
    if (!details.failed) return;
    const file = relative(process.cwd(), this.runnable().file ?? "");
    const command = `PROPERTY_SEED=${SEED} PROPERTY_RUNS=${TIMES} npx mocha ${file} --fgrep "${title}"`;
    const { errorInstance: cause } = details;
    throw new Error(`${fc.defaultReportMessage(details)}\n\n${cause}\n\nRepeat it: ${command}`, { cause });
  });
}

function wholeOf(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name}: expected a whole number above 0, got ${text}`);
  return Number(text);
}
