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

  it("3.6 is how the last attempt is bought, where the others are Spot", () => {
    const resource = { type: "Ec2Resource", actionOnTaskFailure: "terminate", useOnDemandOnLastAttempt: "true" };
    expect(left([{ id: "R", ...resource }])).to.deep.equal([]);
    expect(left([{ id: "R", ...resource, spotBidPrice: "0.1" }])).to.deep.equal(["R.useOnDemandOnLastAttempt"]);
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

  it("5.3 is a bid, of which the plan's own warning says more", () => {
    expect(left([{ id: "R", type: "Ec2Resource", spotBidPrice: "0.1" }])).to.deep.equal([]);
  });
});

describe("an on-demand pipeline as the guide writes it", () => {
  it("2.2 may have a Schedule of words in place of times", () => {
    const schedule = { id: "S", type: "Schedule", period: "ONDEMAND_PERIOD", startAt: "ONDEMAND_ACTIVATION_TIME" };
    expect(read({ objects: [schedule] }).diagnostics).to.deep.equal([]);
  });
});
