import { expect } from "chai";
import { describeInstanceType } from "../../src/catalog/describe-instance-type.ts";

describe("describeInstanceType", () => {
  it("gathers all that is known of m1.small, as plain data", () => {
    const found = describeInstanceType("m1.small", Date.UTC(2012, 10, 1));
    expect(found?.instanceType.memoryGib).to.equal(1.7);
    expect(found?.ec2.map((prices) => prices.region)).to.include.members(["us-east-1", "eu-west-1"]);
    const home = found?.ec2.find((prices) => prices.region === "us-east-1");
    expect(home?.price.nanoUsdPerHour).to.equal(65_000_000);
    expect(home?.history.map((row) => row.nanoUsdPerHour / 1e9)).to.deep.equal([0.1, 0.085, 0.08, 0.065, 0.06, 0.044]);
    expect(found?.emr.map((row) => row.nanoUsdPerHour / 1e9)).to.deep.equal([0.015, 0.011, 0.014]);
    expect(found?.hadoop.map((slots) => slots.table)).to.deep.equal(["ami-1.0", "ami-2.0", "ami-2.2+"]);
    expect(found?.measuredTimes).to.have.length(6);
    expect(found?.spot).to.have.length(3);
    expect(JSON.parse(JSON.stringify(found))).to.deep.equal(found);
  });

  it("knows nothing of an unknown type", () => {
    expect(describeInstanceType("m1.tiny", 0)).to.equal(undefined);
  });
});
