import { expect } from "chai";
import { places, read } from "../read.ts";

const CLUSTER = { id: "C", type: "EmrCluster", coreInstanceType: "m1.small" };
const ACTIVITY = { id: "A", type: "EmrActivity", runsOn: { ref: "C" }, step: "x.jar" };

describe("placeholders", () => {
  it("1.1 in Default are errors once an object needs what they stand for", () => {
    const [own, inherited] = [["C"], ["Default"]].map(([id]) =>
      read({
        objects: [{ id: "Default", role: "r" }, CLUSTER, ACTIVITY, { id: "P" }].map((object) =>
          object.id === id ? { ...object, region: "{{ region }}" } : object,
        ),
      }).diagnostics.filter(({ code }) => code === "PLACEHOLDER"),
    );
    expect(own?.map(({ severity, path }) => `${severity} ${path}`)).to.deep.equal(["error C.region"]);
    expect(inherited?.map(({ severity, path }) => `${severity} ${path}`)).to.deep.equal(["error Default.region"]);
  });

  it("1.1 in Default are warnings where nobody needs them", () => {
    const { diagnostics } = read({ objects: [{ id: "Default", keyPair: "{{ key }}" }, CLUSTER, ACTIVITY] });
    const found = diagnostics.filter(({ code }) => code === "PLACEHOLDER");
    expect(found.map(({ severity }) => severity)).to.deep.equal(["warning"]);
  });

  it("1.4 in a parameter's default are no value of a field that needs one, and the parameter is named", () => {
    const parameters = [{ id: "myType", type: "String", default: "{{ instance_type }}" }];
    const definition = read({ objects: [{ ...CLUSTER, coreInstanceType: "#{myType}" }, ACTIVITY], parameters });
    expect(places(definition).filter((place) => place.includes("error"))).to.have.length(1);
    const [error] = definition.diagnostics.filter(({ code }) => code === "FIELD_VALUE");
    expect(error).to.include({ path: "C.coreInstanceType", hint: "Give it a value: --param myType=VALUE." });
  });
});
