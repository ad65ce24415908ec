import { expect } from "chai";
import fc from "fast-check";
import { CommandError, EXIT } from "../../src/cli/exit-status.ts";
import { isSystemError } from "../../src/cli/system-error.ts";
import { verify } from "../../src/cli/verify.ts";
import { runExperiment } from "../../src/experiment/experiment.ts";
import { writeResultJson } from "../../src/report/json/write-result-json.ts";
import { cli, RANDOM_FILES } from "../cli/cli.ts";
import { damage, damaged } from "../support/damage.ts";
import { memoryIo } from "../support/memory-io.ts";
import { asyncProperty } from "./property.ts";
import { planOf, randomTexts } from "./random-run.ts";

const CERTIFIED = {
  scenarioDigest: "",
  definitionDigests: [],
  catalogDigest: "",
  command: "stepcast run in/random.yaml",
};
const RULE = { kind: "count", count: 2 } as const;

/** Results of random texts, large and small. */
const RESULTS = fc.sample(randomTexts, { seed: 3, numRuns: 8 }).map((texts) => {
  return writeResultJson(runExperiment({ plan: planOf(texts), seed: "seed", rule: RULE, inputs: CERTIFIED }));
});

/** What a person, a script or a broken disk puts in place of a value; undefined: nothing. */
const ODD_VALUES = fc.constantFrom<unknown>(
  ...[undefined, null, true, "", "x", "__proto__", "<b>", "\u0000", "9".repeat(400), [], {}, [[]], [null]],
  ...[0, -0, -1, 0.5, 1e-9, 1e21, 1e300, -1e300, 2 ** 53, 8.64e15, 8.64e15 + 1, -62_135_596_800_001],
);

interface Change {
  /** Which key at each level, counted around; as deep as there is something. */
  readonly path: readonly number[];
  readonly value: unknown;
}

const changes = fc.array(fc.record({ path: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), value: ODD_VALUES }), {
  minLength: 1,
  maxLength: 3,
});

/** The same result with odd values in some places. */
function oddly(text: string, all: readonly Change[]): string {
  const data: unknown = JSON.parse(text);
  for (const { path, value } of all) change(data, path, value);
  return JSON.stringify(data, null, 2);
}

function change(data: unknown, [first = 0, ...rest]: readonly number[], value: unknown): void {
  if (typeof data !== "object" || data === null) return;
  const keys = Object.keys(data);
  const key = keys[first % Math.max(1, keys.length)];
  if (key === undefined) return;
  const inner: unknown = Reflect.get(data, key);
  if (rest.length > 0 && typeof inner === "object" && inner !== null) change(inner, rest, value);
  else if (value === undefined) Reflect.deleteProperty(data, key);
  else Reflect.set(data, key, value);
}

/** Every report, or every problem at a place. */
async function expectReportOrPlace(text: string): Promise<void> {
  const argv = ["report", "r.json", "--out", "o", "--format", "text,json,csv,html"];
  const { status, err, files } = await cli(argv, { files: { "r.json": text } });
  expect(status, err).to.be.oneOf([0, 2]);
  if (status === 2) expect(err).to.match(/^r\.json:[1-9]\d*:[1-9]\d*: error/);
  else expect(files.get("o/summary.txt")).not.to.match(/\bNaN\b|\bundefined\b|Invalid Date/);
}

/** Equal, or different, or no result of a run that can be made again. */
async function verified(text: string): Promise<string> {
  const io = memoryIo({ files: { ...RANDOM_FILES, "r.json": text } });
  try {
    return (await verify("r.json", undefined, io)) === EXIT.done ? "done" : "gateFailed";
  } catch (error) {
    if (error instanceof CommandError || isSystemError(error)) return "refused";
    throw error;
  }
}

describe("mutated results", () => {
  asyncProperty(
    "a result with odd values is reported, or refused with the place of what is wrong",
    fc.tuple(fc.constantFrom(...RESULTS), changes),
    20,
    ([text, all]) => expectReportOrPlace(oddly(text, all)),
  );

  asyncProperty(
    "a damaged result is reported, or refused with the place of what is wrong",
    fc.tuple(fc.constantFrom(...RESULTS), fc.array(damage, { minLength: 1, maxLength: 3 })),
    12,
    ([text, damages]) => expectReportOrPlace(damaged(text, damages)),
  );

  asyncProperty(
    "a result that was changed is not equal when it is verified, or refused",
    fc.tuple(changes, fc.boolean(), fc.array(damage, { minLength: 1, maxLength: 2 })),
    10,
    async ([all, isTextual, damages]) => {
      const { files } = await cli(["run", "in/random.yaml", "--out", "o", "--format", "json"], { files: RANDOM_FILES });
      const result = files.get("o/result.json") ?? expect.fail("no result");
      const text = isTextual ? damaged(result, damages) : oddly(result, all);
      expect(await verified(text)).to.be.oneOf(text === result ? ["done"] : ["done", "gateFailed", "refused"]);
    },
  );
});
