import { expect } from "chai";
import { findInstanceType, instanceTypeNames } from "../../src/catalog/instance-type.ts";
import { nearestInstanceTypes } from "../../src/catalog/nearest-instance-types.ts";
import { defaultInstanceType, regions } from "../../src/catalog/region.ts";
import { relativeSpeed } from "../../src/catalog/relative-speed.ts";
import { uploadRate } from "../../src/catalog/upload-rate.ts";

describe("findInstanceType", () => {
  it("knows m1.small", () => {
    expect(findInstanceType("m1.small")).to.deep.equal({
      type: "m1.small",
      family: "m1",
      category: "General purpose",
      vcpu: 1,
      memoryGib: 1.7,
      ecu: 1,
      localStorageGb: 160,
      localDevices: 1,
      localStorageKind: "hdd",
      networkClass: "Low",
      networkBaselineGbps: null,
      ebsBandwidthMbps: null,
      architecture: "i386+x86_64",
      previousGeneration: true,
      emrSupported2025: true,
      source: "K+V17+V22",
    });
  });

  it("takes exact names only, and answers undefined for anything else", () => {
    for (const name of ["", "m1", "M1.small", "m1.small ", "m1.small,m1", "__proto__", "toString", "type"]) {
      expect(findInstanceType(name), name).to.equal(undefined);
    }
  });

  it("finds every name that it lists, each with processors and memory", () => {
    const names = instanceTypeNames();
    expect(new Set(names).size).to.equal(1388);
    for (const name of names) {
      const found = findInstanceType(name);
      expect(found?.type).to.equal(name);
      expect(found?.vcpu).to.be.greaterThan(0);
      expect(found?.memoryGib).to.be.greaterThan(0);
    }
  });
});

describe("nearestInstanceTypes", () => {
  it("proposes what a slip of the hand meant", () => {
    expect(nearestInstanceTypes("m1.smal")[0]).to.equal("m1.small");
    expect(nearestInstanceTypes("M1.XLARGE")[0]).to.equal("m1.xlarge");
    expect(nearestInstanceTypes("m1-small")[0]).to.equal("m1.small");
  });

  it("proposes nothing for what is no type at all", () => {
    expect(nearestInstanceTypes("a big machine")).to.deep.equal([]);
  });
});

describe("regions", () => {
  it("are those of the price files", () => {
    expect(regions()).to.have.length(24);
    expect(regions()).to.include.members(["us-east-1", "us-west-2", "eu-west-1", "us-gov-west-1", "me-south-1"]);
    expect([...regions()].sort()).to.deep.equal(regions());
  });

  it("1.7 default to m1.small, or to t2.small where m1 was never sold", () => {
    const small = regions().filter((region) => defaultInstanceType(region) === "m1.small");
    expect(small).to.deep.equal([
      "ap-northeast-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "eu-west-1",
      "sa-east-1",
      "us-east-1",
      "us-gov-west-1",
      "us-west-1",
      "us-west-2",
    ]);
    expect(defaultInstanceType("eu-central-1")).to.equal("t2.small");
  });
});

describe("relativeSpeed", () => {
  it("5.4 is AWS's ECU where there is one", () => {
    expect(relativeSpeed("m1.small")).to.deep.equal({ speed: 1, basis: "1 ECU", assumed: false });
    expect(relativeSpeed("m1.xlarge")?.speed).to.equal(8);
    expect(relativeSpeed("no.such")).to.equal(undefined);
  });

  it("rests on vCPU where there is none, and says so", () => {
    // m7i.large has 2 vCPU
    expect(relativeSpeed("m7i.large")).to.deep.include({ speed: 8, assumed: true });
    expect(relativeSpeed("t3.micro")?.basis).to.include("full burst");
  });

  it("takes the median of ECU per vCPU of the last large families that have both", () => {
    const ratios = instanceTypeNames()
      .map(findInstanceType)
      .flatMap((found) => (found && /^(m5|r5)d?$|^c5$/.test(found.family) ? [(found.ecu ?? 0) / found.vcpu] : []))
      .sort((a, b) => a - b);
    expect(ratios).to.have.length(45);
    expect(ratios[22]).to.equal(4);
  });
});

describe("uploadRate", () => {
  it("6.6 is half of the network's rate and at most one connection's", () => {
    // Low: 100 Mbit/s = 12.5 MB/s; m5.large: 0.75 Gbit/s = 93.75 MB/s; c5.18xlarge: 25 Gbit/s
    expect(uploadRate("m1.small")?.bytesPerSecond).to.equal(6_250_000);
    expect(uploadRate("m5.large")?.bytesPerSecond).to.equal(46_875_000);
    expect(uploadRate("c5.18xlarge")?.bytesPerSecond).to.equal(85_000_000);
    // "Up to 10 Gigabit" without a baseline: 2.5 Gbit/s
    expect(uploadRate("p3.2xlarge")?.basis).to.include("a quarter");
    expect(uploadRate("no.such")).to.equal(undefined);
  });

  it("is a whole number of bytes above zero for every type", () => {
    for (const name of instanceTypeNames()) {
      const rate = uploadRate(name)?.bytesPerSecond ?? 0;
      expect(Number.isInteger(rate) && rate > 0, name).to.equal(true);
    }
  });
});
