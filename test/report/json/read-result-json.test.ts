import { expect } from "chai";
import fc from "fast-check";
import { readResultJson } from "../../../src/report/json/read-result-json.ts";
import { writeResultJson } from "../../../src/report/json/write-result-json.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

function problemsOf(text: string): string[] {
  const read = readResultJson(text, "result.json");
  if (read.kind === "result") return [];
  return read.diagnostics.map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
  );
}

describe("reading a result", () => {
  const text = writeResultJson(workedExample);

  it("gives back what was written", () => {
    for (const result of [workedExample, hostileResult]) {
      expect(readResultJson(writeResultJson(result), "result.json")).to.deep.equal({ kind: "result", result });
    }
  });

  it("reads an infinite relative half-width, which JSON writes as null", () => {
    const precision = {
      target: 0.02,
      of: ["cost.total"],
      reached: { "cost.total": Number.POSITIVE_INFINITY },
      met: false,
    };
    const result = { ...workedExample, precision };
    expect(readResultJson(writeResultJson(result), "result.json")).to.deep.equal({ kind: "result", result });
  });

  it("leaves out keys that a later release may add, and never takes __proto__ for anything but a name", () => {
    const later = text.replace(`"seed"`, `"__proto__": {"polluted": true}, "later": [1], "seed"`);
    expect(readResultJson(later, "result.json")).to.deep.equal({ kind: "result", result: workedExample });
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });

  it("SYNTAX names the place and what was expected", () => {
    expect(problemsOf(text.replace(`"seed": "stepcast",`, `"seed": "stepcast"`))).to.deep.equal([
      "result.json:6:3 SYNTAX expected a comma",
    ]);
    expect(problemsOf(text.slice(0, text.indexOf(`us-east-1`)))).to.deep.equal([
      "result.json:4:13 SYNTAX this text has no closing quote",
    ]);
    expect(problemsOf("")).to.deep.equal(["result.json:1:1 SYNTAX expected a value"]);
  });

  it("RESULT_SHAPE names every part that is wrong, with its place", () => {
    const wrong = text
      .replace(`"seed": "stepcast"`, `"seed": 12`)
      .replace(`"status": "lost"`, `"status": "gone"`)
      .replace(`"totalMicroUsd": 2240000`, `"total": 2240000`);
    const lines = wrong.split("\n");
    const lostLine = lines.findIndex((line) => line.includes(`"gone"`));
    const lostPlace = `${lostLine + 1}:${(lines[lostLine]?.indexOf(`"gone"`) ?? 0) + 1}`;
    expect(problemsOf(wrong)).to.deep.equal([
      `result.json:5:11 RESULT_SHAPE expected text, got 12`,
      `result.json:58:11 RESULT_SHAPE expected the key "totalMicroUsd", got nothing`,
      `result.json:${lostPlace} RESULT_SHAPE expected "published" or "lost" or "kept on the host" or "open", got "gone"`,
    ]);
  });

  it("RESULT_SHAPE refuses another format, and what is no result at all", () => {
    expect(problemsOf(`{"format": "stepcast.result/9"}`)).to.deep.equal([
      `result.json:1:12 RESULT_SHAPE expected the format "stepcast.result/1", got "stepcast.result/9"`,
    ]);
    for (const other of ["null", "[]", "{}", `"text"`, "12"]) expect(problemsOf(other)).to.have.length(1);
  });

  it("RESULT_SHAPE stops after 20 problems", () => {
    expect(
      problemsOf(text.replaceAll(`"master"`, "1").replaceAll(`"core"`, "2").replaceAll(`"task"`, "3")),
    ).to.have.length(20);
  });

  it("answers any damage with a result or with problems, never with an exception", () => {
    const damaged = fc.tuple(
      fc.nat(text.length - 1),
      fc.nat(40),
      fc.constantFrom("", "{", "}", ",", `"`, "0", "\u0000", "null"),
    );
    fc.assert(
      fc.property(damaged, ([from, length, insert]) => {
        const read = readResultJson(text.slice(0, from) + insert + text.slice(from + length), "result.json");
        if (read.kind === "problems") expect(read.diagnostics).to.not.have.length(0);
      }),
      { seed: 20121123, numRuns: 200 },
    );
  });
});
