import { expect } from "chai";
import { normaliseName } from "../../../src/planner/calibrate/normalise-name.ts";

describe("names of runs", () => {
  const cases = [
    ["junoHourly-2016-10-05:21", "junoHourly"],
    ["Clean logs 2014-03-03", "Clean logs"],
    ["load_20140303", "load"],
    ["[DAILY/20100210] - transform", "[DAILY/] - transform"],
    ["cpuhog_chain_00000004", "cpuhog_chain"],
    ["@MyActivity_2014-01-01T00:00:00", "MyActivity"],
    ["@MyActivity_2014-01-01T00:00:00_Attempt=2", "MyActivity"],
    ["query job_201002080801_40864", "query"],
    // what is a part of the name
    ["PigActivity1", "PigActivity1"],
    ["Step 2", "Step 2"],
    ["TPC-DS 99", "TPC-DS 99"],
    ["job_201002080801_40864", "job_201002080801_40864"],
    ["2014-03-03", "2014-03-03"],
    ["", ""],
  ] as const;
  for (const [name, normal] of cases) {
    it(`${JSON.stringify(name)} is ${JSON.stringify(normal)}`, () => {
      expect(normaliseName(name)).to.equal(normal);
    });
  }
});
