import { expect } from "chai";
import { read } from "../read.ts";

const RESOURCE = { id: "R", type: "Ec2Resource", instanceType: "m1.small" };

/** What `MISSING_FIELD` says, object by object. */
function missing(objects: readonly object[]): string[] {
  const found = read({ objects }).diagnostics.filter(({ code }) => code === "MISSING_FIELD");
  return found.map(({ path, hint }) => `${path}: ${hint}`);
}

describe("required fields", () => {
  it("1.1 are roles too where a Default could give them once", () => {
    expect(missing([{ id: "Default", role: "A" }, RESOURCE])).to.deep.equal(['R: Add "resourceRole".']);
    expect(missing([{ id: "Default", role: "A", resourceRole: "B" }, RESOURCE])).to.deep.equal([]);
  });

  it("1.1 are no roles in an excerpt, but all the others", () => {
    const alarm = { id: "S", type: "SnsAlarm", subject: "s", message: "m" };
    expect(missing([RESOURCE, alarm])).to.deep.equal(['S: Add "topicArn".']);
  });
});
