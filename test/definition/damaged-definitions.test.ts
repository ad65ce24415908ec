import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { damage, damaged } from "../support/damage.ts";
import { read } from "./read.ts";

const FOLDER = "test/fixtures/definitions";
const TEXTS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => readFileSync(`${FOLDER}/${name}`, "utf8"));

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
