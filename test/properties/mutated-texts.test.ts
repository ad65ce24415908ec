import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { type Diagnostic, hasErrors } from "../../src/base/diagnostic.ts";
import { readDefinition } from "../../src/definition/read-definition.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import type { ReadFile } from "../../src/scenario/distribution/empirical-file.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { recordsOf } from "../model/run-plan.ts";
import { damage, damaged } from "../support/damage.ts";
import { property } from "./property.ts";
import { randomTexts, type Texts, textsOf } from "./random-run.ts";
import { ARRIVALS_FILE, LENGTHS_FILE, readTextFile } from "./text-files.ts";

const damages = fc.array(damage, { minLength: 1, maxLength: 5 });

function fixtures(folder: string, ending: RegExp): string[] {
  const names = readdirSync(folder).filter((name) => ending.test(name));
  return names.sort().map((name) => readFileSync(`${folder}/${name}`, "utf8"));
}

const TEMPLATES = fixtures("test/fixtures/cloudformation", /\.(json|ya?ml)$/);
const SCENARIOS = readdirSync("scenarios")
  .sort()
  .flatMap((name) => fixtures(`scenarios/${name}`, /^scenario\.yaml$/));

const PARAMETERS = [
  '{"parameters": [{"id": "myBucket", "type": "AWS::S3::ObjectKey", "default": "s3://a"}], "values": {"myBucket": ["a", "b"]}}',
  '{"values": {"myCount": "3", "mySecret": 4}}',
  '{"parameterObjects": [{"id": "myA", "attributes": [{"key": "type", "stringValue": "String"}]}],\n "parameterValues": [{"id": "myA", "stringValue": "x"}]}',
];

/** Arrivals and lengths from files, as bare numbers, with units, and by the header of a column. */
const OF_FILES = textsOf([{ id: "A", type: "ShellCommandActivity", command: "run.sh", workerGroup: "wg" }], {
  activation: { arrivals: { trace: { file: `./${ARRIVALS_FILE}` } } },
  workloads: { A: { command: { empirical: { file: `./${LENGTHS_FILE}`, column: "length", unit: "s" } } } },
});

/** Every problem has a message, and a place that is in the text of its file. */
function expectPlaces(diagnostics: readonly Diagnostic[], texts: Readonly<Record<string, string>>): void {
  for (const { file, line, column, message } of diagnostics) {
    const lines = (texts[file] ?? expect.fail(`no file ${file}`)).split(/\r\n|\n|\r/);
    expect(message).not.to.equal("");
    expect(line).to.be.within(1, lines.length);
    expect(column).to.be.within(1, (lines[line - 1]?.length ?? 0) + 1);
  }
}

/** Reads and compiles the texts: a plan, or an error that says where. */
function compileTexts(
  { definition: first, scenario: yaml, others }: Omit<Texts, "objects" | "content">,
  readFile: ReadFile = readTextFile,
) {
  const { scenario, diagnostics: ofScenario } = readScenario(yaml, { file: "scenario.yaml" });
  const texts = [{ name: "pipeline", definition: first }, ...others];
  const source = texts.map(({ name, definition: text }) => {
    return { text, definition: readDefinition(text, { file: `${name}.json` }) };
  });
  // whoever reads the files has found out before that there are not as many
  fc.pre((scenario.pipelines?.length ?? 1) === source.length);
  const { plan, diagnostics } = compilePlan({ scenario, source, readFile });
  const problems = [...source.flatMap(({ definition }) => definition.diagnostics), ...ofScenario, ...diagnostics];
  const files = texts.map(({ name, definition }) => [`${name}.json`, definition] as const);
  expectPlaces(problems, { ...Object.fromEntries(files), "scenario.yaml": yaml });
  if (plan === undefined) expect(hasErrors(problems)).to.equal(true);
  return plan;
}

/** What people write into a field where something else belongs. */
const ODD_VALUES = fc.constantFrom<unknown>(
  ...[
    "",
    "0",
    "-1",
    "1.5",
    "9007199254740993",
    "NaN",
    "1 hour",
    "0 seconds",
    "1 fortnight",
    "__proto__",
    "cron",
    "CASCADE",
  ],
  ...[
    "2012-11-23",
    "2012-02-30T00:00:00",
    "s3://a/b",
    "#{@scheduledStartTime}",
    "#{1/0}",
    "#{",
    "null",
    "x".repeat(2000),
  ],
  ...[null, 0, -3, 1e300, true, {}, [], [[]], ["1", "2"], { ref: "A0" }, { ref: "R0" }, { ref: "Default" }, { ref: 3 }],
);

/** The same objects with odd values in some of their fields. */
function oddly(objects: Texts["objects"], changes: readonly (readonly [number, number, unknown])[]): Texts["objects"] {
  const odd = objects.map((object) => ({ ...object }) as Record<string, unknown> & { readonly id: string });
  for (const [which, field, value] of changes) {
    const object = odd[which % odd.length];
    const keys = Object.keys(object ?? {}).filter((key) => key !== "id");
    const key = keys[field % Math.max(1, keys.length)];
    if (object !== undefined && key !== undefined) object[key] = value;
  }
  return odd;
}

describe("mutated texts", () => {
  property(
    "1.1 templates, JSON and YAML, are read to the end with every problem at a place",
    fc.tuple(fc.constantFrom(...TEMPLATES), damages),
    100,
    ([text, many]) => {
      const broken = damaged(text, many);
      expectPlaces(readDefinition(broken, { file: "template" }).diagnostics, { template: broken });
    },
  );

  property(
    "1.1 parameter files are read with every problem at a place of theirs",
    fc.tuple(fc.constantFrom(...PARAMETERS), damages),
    100,
    ([text, many]) => {
      const broken = damaged(text, many);
      const definition =
        '{"objects": [{"id": "A", "type": "ShellCommandActivity", "command": "#{myBucket}", "workerGroup": "#{myA}"}]}';
      const options = { file: "pipeline.json", parameterTexts: [{ file: "parameters.json", text: broken }] };
      expectPlaces(readDefinition(definition, options).diagnostics, {
        "pipeline.json": definition,
        "parameters.json": broken,
      });
    },
  );

  property(
    "2.2 scenarios are read to the end with every problem at a place",
    fc.tuple(fc.constantFrom(...SCENARIOS), damages),
    100,
    ([text, many]) => {
      const broken = damaged(text, many);
      expectPlaces(readScenario(broken, { file: "scenario.yaml" }).diagnostics, { "scenario.yaml": broken });
    },
  );

  property(
    "2.2 a damaged pair gives a plan or an error at a place",
    fc.tuple(randomTexts, damages, damages),
    50,
    ([texts, ofDefinition, ofScenario]) => {
      compileTexts({
        ...texts,
        definition: damaged(texts.definition, ofDefinition),
        scenario: damaged(texts.scenario, ofScenario),
      });
    },
  );

  property(
    "2.2 damaged CSV files give a plan, or an error at the place that names them",
    fc.tuple(damages, damages),
    50,
    ([ofArrivals, ofLengths]) => {
      const files = new Map([
        [ARRIVALS_FILE, damaged(readTextFile(ARRIVALS_FILE) ?? "", ofArrivals)],
        [LENGTHS_FILE, damaged(readTextFile(LENGTHS_FILE) ?? "", ofLengths)],
      ]);
      const { scenario, definition } = OF_FILES;
      compileTexts({ scenario, definition, others: [] }, (path) => files.get(path.replace("./", "")));
    },
  );

  property(
    "2.2 a definition with odd values gives an error at a place, or a plan that runs to its end",
    fc.tuple(randomTexts, fc.array(fc.tuple(fc.nat(), fc.nat(), ODD_VALUES), { minLength: 1, maxLength: 4 })),
    50,
    ([texts, changes]) => {
      const plan = compileTexts(textsOf(oddly(texts.objects, changes), texts.content, texts.others));
      if (plan === undefined) return;
      // a limit that a typing error has lifted makes a year of intervals: what is read is what counts here
      fc.pre(plan.horizonMs - plan.activationMs < 100_000_000);
      const { endedAtMs } = recordsOf(plan);
      expect(endedAtMs).to.be.at.most(plan.horizonMs);
    },
  );
});
