import { expect } from "chai";
import { findRows, numberOf, requiredNumberOf, textOf } from "../../src/catalog/table.ts";

const CSV =
  'type,region,price,note\nm1.small,us-east-1,0.1,\nm1.small,eu-west-1,,"a ""b"", c"\nm1.smaller,us-east-1,3,x\n';

describe("findRows", () => {
  it("answers all rows, in order, when nothing is asked for", () => {
    expect(findRows(CSV).map((row) => textOf(row, "region"))).to.deep.equal(["us-east-1", "eu-west-1", "us-east-1"]);
  });

  it("takes whole values only: m1.small is not m1.smaller", () => {
    expect(findRows(CSV, "m1.small")).to.have.length(2);
    expect(findRows(CSV, "m1.smal")).to.have.length(0);
  });

  it("narrows by the second column too", () => {
    expect(findRows(CSV, "m1.small", "us-east-1").map((row) => requiredNumberOf(row, "price"))).to.deep.equal([0.1]);
  });

  it("reads quoted cells with commas and doubled quotes", () => {
    const [row] = findRows(CSV, "m1.small", "eu-west-1");
    expect(row && textOf(row, "note")).to.equal('a "b", c');
    expect(row && numberOf(row, "price")).to.equal(null);
  });

  it("finds a value that the text has in quotes", () => {
    const quoted = 'what,n\n"launch, ""cold""",1\nlaunch,2\n';
    expect(findRows(quoted, 'launch, "cold"').map((row) => requiredNumberOf(row, "n"))).to.deep.equal([1]);
  });

  it("finds nothing for a value that spans columns or lines, as a user may type it", () => {
    expect(findRows(CSV, "m1.small,us-east-1")).to.have.length(0);
    expect(findRows(CSV, "us-east-1,0.1,\nm1.small")).to.have.length(0);
  });

  it("refuses a column that the file does not have, and a word in a column of numbers", () => {
    const [row] = findRows(CSV, "m1.smaller");
    expect(() => row && textOf(row, "prize")).to.throw("no column prize");
    expect(() => row && requiredNumberOf(row, "note")).to.throw('"x" as note');
  });
});
