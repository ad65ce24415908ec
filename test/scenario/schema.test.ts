import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DISTRIBUTION_KINDS } from "../../src/scenario/distribution/distribution-kinds.ts";
import { SCENARIO_KEYS } from "../../src/scenario/overrides/scenario-path.ts";
import { problemsOf } from "./harness.ts";

interface Schema {
  readonly [keyword: string]: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const schema: Schema = JSON.parse(readFileSync("schemas/scenario.schema.json", "utf8"));

/** Every subschema that is a value of `properties`, with its path. */
function propertiesOf(node: unknown, path = ""): [path: string, schema: Schema][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]): [string, Schema][] => {
    if (key === "examples") return [];
    const inner = propertiesOf(value, `${path}/${key}`);
    if (key !== "properties") return inner;
    return [
      ...Object.entries(value as Record<string, Schema>).map(([name, one]): [string, Schema] => [
        `${path}/${name}`,
        one,
      ]),
      ...inner,
    ];
  });
}

describe("the published schema of scenarios", () => {
  it("describes every property in a sentence, for editors to show", () => {
    const all = propertiesOf(schema);
    expect(all.length).to.be.greaterThan(100);
    for (const [path, one] of all) {
      const target = typeof one.$ref === "string" ? schema.definitions?.[one.$ref.replace("#/definitions/", "")] : one;
      expect(one.description ?? target?.description ?? "", path).to.match(/^[A-Z0-9].*\.$/s);
    }
  });

  it("gives examples that a scenario may have", () => {
    for (const [name, one] of Object.entries(schema.properties ?? {})) {
      for (const example of (one.examples as unknown[] | undefined) ?? []) {
        const problems = problemsOf(JSON.stringify({ [name]: example }));
        expect(problems).to.deep.equal([], name);
      }
    }
    const examples = (name: string) => (schema.definitions?.[name]?.examples as unknown[] | undefined) ?? [];
    for (const example of examples("boot")) expect(problemsOf(JSON.stringify({ boot: example }))).to.deep.equal([]);
    for (const example of examples("spot")) expect(problemsOf(JSON.stringify({ spot: example }))).to.deep.equal([]);
    for (const example of examples("distribution")) {
      expect(problemsOf(JSON.stringify({ boot: { pending: example } }))).to.deep.equal([]);
    }
  });

  it("knows the keys and distributions that the reader knows", () => {
    const keys = Object.keys(schema.properties ?? {}).filter((key) => key !== "$schema");
    expect(keys).to.have.members([...SCENARIO_KEYS]);
    const kinds = Object.keys(schema.definitions?.distribution?.properties ?? {});
    expect(kinds).to.have.members([...DISTRIBUTION_KINDS]);
    expect(Object.keys(schema.definitions?.work?.properties ?? {})).to.include.members(kinds);
  });
});
