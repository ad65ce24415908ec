import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { read } from "./read.ts";

const FOLDER = "test/fixtures/definitions";
const TEXTS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => readFileSync(`${FOLDER}/${name}`, "utf8"));

/** What typing, pasting and merging leave behind. */
const RUBBISH = [
  ..."{}[]:,\"'\\/#*@$<>%\n\t \u0000\ufeff\u201c\u201d\u2028\ue000\ud800",
  "...",
  "#{",
  "#{(",
  "}}",
  '"id": "Default"',
  '"parent": {"ref": "Default"},',
  '{"ref": "',
  "null",
  "1e999",
  "//",
  "/*",
  '"__proto__": 1,',
  '"type": "Schedule",',
  "\\u12",
  "<<<<<<< HEAD\n",
];

interface Damage {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
  insert: fc.oneof(
    fc.array(fc.constantFrom(...RUBBISH), { maxLength: 4 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 8 }),
  ),
});

function damaged(text: string, damages: readonly Damage[]): string {
  return damages.reduce((current, { at, length, insert }) => {
    const offset = Math.floor(at * current.length);
    return current.slice(0, offset) + insert + current.slice(offset + length);
  }, text);
}

describe("damaged definitions", () => {
  it("are read to the end with every problem at a place of the text", () => {
    const property = fc.property(
      fc.constantFrom(...TEXTS),
      fc.array(damage, { minLength: 1, maxLength: 5 }),
      (text, damages) => {
        const broken = damaged(text, damages);
        const lines = broken.split(/\r\n|\n|\r/);
        for (const { file, line, column, message } of read(broken).diagnostics) {
          expect(file).to.equal("pipeline.json");
          expect(message).not.to.equal("");
          expect(line).to.be.within(1, lines.length);
          expect(column).to.be.within(1, (lines[line - 1]?.length ?? 0) + 1);
        }
      },
    );
    fc.assert(property, { seed: 20121123, numRuns: 400 });
  });

  it("that break off anywhere inside their braces are an error", () => {
    const property = fc.property(fc.constantFrom(...TEXTS), fc.double({ min: 0, max: 1, noNaN: true }), (text, at) => {
      const end = text.trimEnd().length - 1;
      const start = text.indexOf("{") + 1;
      const broken = text.slice(0, start + Math.floor(at * (end - start)));
      expect(
        read(broken).diagnostics.filter(({ severity, code }) => severity === "error" && code === "SYNTAX"),
      ).not.to.have.length(0);
    });
    fc.assert(property, { seed: 20121123, numRuns: 150 });
  });

  it("read the same twice", () => {
    const property = fc.property(
      fc.constantFrom(...TEXTS),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      (text, damages) => {
        const broken = damaged(text, damages);
        expect(read(broken)).to.deep.equal(read(broken));
      },
    );
    fc.assert(property, { seed: 20121123, numRuns: 50 });
  });
});
