import { expect } from "chai";
import { object, only, read, values } from "../read.ts";

describe("inheritance", () => {
  it("1.3 gives an object without parent the fields of Default; own fields win", () => {
    const definition = read([
      { id: "A", type: "CSV", myX: "own" },
      { id: "Default", myX: "default", myY: "default" },
    ]);
    expect(values(definition, "A", "myX")).to.deep.equal(["own"]);
    expect(values(definition, "A", "myY")).to.deep.equal(["default"]);
    expect(object(definition, "A").fields.get("myX")?.inheritedFrom).to.equal(undefined);
    expect(object(definition, "A").fields.get("myY")?.inheritedFrom).to.equal("Default");
  });

  it("1.3 chains parents, the nearest first, and ends with Default", () => {
    const definition = read([
      { id: "C", type: "CSV", parent: { ref: "B" } },
      { id: "B", parent: { ref: "A" }, myX: "B" },
      { id: "A", myX: "A", myY: "A" },
      { id: "Default", myX: "D", myY: "D", myZ: "D" },
    ]);
    expect(["myX", "myY", "myZ"].map((key) => values(definition, "C", key)[0])).to.deep.equal(["B", "A", "D"]);
    const from = ["myX", "myY", "myZ"].map((key) => object(definition, "C").fields.get(key)?.inheritedFrom);
    expect(from).to.deep.equal(["B", "A", "Default"]);
  });

  it("1.3 passes on a parent's type but not that of Default, and no id, name or parent", () => {
    const definition = read([
      { id: "Default", name: "Default", type: "Default" },
      { id: "Base", name: "Base", type: "Ec2Resource" },
      { id: "A", parent: { ref: "Base" } },
      { id: "B" },
    ]);
    expect(values(definition, "A", "type")).to.deep.equal(["Ec2Resource"]);
    expect(values(definition, "B", "type")).to.deep.equal([]);
    expect(values(definition, "A", "name")).to.deep.equal([]);
    expect(object(definition, "A").id).to.equal("A");
  });

  it("1.3 reports a cycle of parents once and keeps what is there", () => {
    const definition = read([
      { id: "A", type: "CSV", parent: { ref: "B" }, myA: "1" },
      { id: "B", type: "CSV", parent: { ref: "C" }, myB: "2" },
      { id: "C", type: "CSV", parent: { ref: "A" }, myC: "3" },
    ]);
    expect(only(definition, "PARENT_CYCLE")).to.include({ severity: "error", path: "C.parent", rule: "1.3" });
    expect(only(definition, "PARENT_CYCLE").message).to.contain("A > B > C > A");
    expect(["myA", "myB", "myC"].map((key) => values(definition, "A", key)[0])).to.deep.equal(["1", "2", "3"]);
  });

  it("1.3 reports an object that is its own parent", () => {
    expect(only(read({ id: "A", type: "CSV", parent: { ref: "A" } }), "PARENT_CYCLE").message).to.contain("A > A");
  });

  it("1.3 inherits through chains of thousands", () => {
    const chain = Array.from({ length: 1_500 }, (_, index) => ({ id: `A${index}`, parent: { ref: `A${index + 1}` } }));
    const definition = read([...chain, { id: "A1500", myX: "x" }]);
    expect(values(definition, "A0", "myX")).to.deep.equal(["x"]);
  });
});
