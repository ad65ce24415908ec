import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { pointSchema, resultSchema } from "../../../src/report/json/result-schema.ts";
import { writeResultJson } from "../../../src/report/json/write-result-json.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

const SCHEMA_FILE = new URL("../../../schemas/result.schema.json", import.meta.url);
const POINT_SCHEMA_FILE = new URL("../../../schemas/point.schema.json", import.meta.url);

describe("the JSON Schema of a result", () => {
  const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(resultSchema());
  const problems = (data: unknown) => {
    validate(data);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it("is the committed one; UPDATE_GOLDEN=1 rewrites it", () => {
    const schema = resultSchema();
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, "utf8"))).to.deep.equal(schema);
  });

  it("of a point is the committed one; UPDATE_GOLDEN=1 rewrites it", () => {
    const schema = pointSchema();
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(POINT_SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(POINT_SCHEMA_FILE, "utf8"))).to.deep.equal(schema);
  });

  it("describes every key", () => {
    const missing: string[] = [];
    JSON.stringify(resultSchema(), (key, value) => {
      if (typeof value !== "object" || value === null) return value;
      for (const [name, property] of Object.entries<Record<string, unknown>>(value.properties ?? {})) {
        if (property.description === undefined && property.$ref === undefined) missing.push(`${key}.${name}`);
      }
      return value;
    });
    expect(missing).to.deep.equal([]);
  });

  it("accepts what is written", () => {
    for (const result of [workedExample, hostileResult]) {
      expect(problems(JSON.parse(writeResultJson(result)))).to.deep.equal([]);
    }
  });

  it("refuses a missing key, an unknown key, a wrong type, a wrong word and an instant without its ISO form", () => {
    const damaged = (damage: (data: ReturnType<typeof JSON.parse>) => void) => {
      const data = JSON.parse(writeResultJson(workedExample));
      damage(data);
      return problems(data);
    };
    expect(damaged((data) => delete data.bill.totalMicroUsd)).to.have.length(1);
    expect(damaged((data) => (data.extra = 1))).to.deep.equal([" must NOT have additional properties"]);
    expect(damaged((data) => (data.replications = "30"))).to.deep.equal(["/replications must be integer"]);
    expect(damaged((data) => (data.logs[0].status = "gone"))[0]).to.match(/^\/logs\/0\/status must be equal to one/);
    expect(damaged((data) => delete data.resources[0].requestedAt)).to.have.length(1);
    expect(damaged((data) => (data.format = "stepcast.result/2"))).to.deep.equal(["/format must be equal to constant"]);
  });
});
