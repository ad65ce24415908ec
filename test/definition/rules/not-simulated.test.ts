import { expect } from "chai";
import { read } from "../read.ts";

/** The paths of what is said not to be simulated. */
function left(objects: readonly object[]): (string | undefined)[] {
  const found = read({ objects }).diagnostics.filter(({ code }) => code === "NOT_SIMULATED");
  return found.map(({ path }) => path);
}

describe("what is not simulated", () => {
  it("is told of where it asks for something", () => {
    const volume = (id: string, volumeType: string) => ({ id, type: "VolumeSpecification", volumeType });
    expect(left([volume("A", "gp2"), volume("B", "io1")])).to.deep.equal(["B.volumeType"]);
  });

  it("7.1 is no volume of a cluster's groups", () => {
    const cluster = {
      id: "C",
      type: "EmrCluster",
      coreEbsConfiguration: { ref: "E" },
      VolumeSpecification: { ref: "V" },
    };
    expect(left([cluster])).to.deep.equal(["C.VolumeSpecification"]);
  });
});

describe("an on-demand pipeline as the guide writes it", () => {
  it("2.2 may have a Schedule of words in place of times", () => {
    const schedule = { id: "S", type: "Schedule", period: "ONDEMAND_PERIOD", startAt: "ONDEMAND_ACTIVATION_TIME" };
    expect(read({ objects: [schedule] }).diagnostics).to.deep.equal([]);
  });
});
