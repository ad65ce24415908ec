import { expect } from "chai";
import { bootTime } from "../../src/catalog/boot-time.ts";
import { hadoopSlots } from "../../src/catalog/hadoop-slots.ts";
import { emrReadyTimes } from "../../src/catalog/measured-time.ts";
import { spotStatistics } from "../../src/catalog/spot-statistics.ts";

const IN_2012 = Date.UTC(2012, 10, 23);
const IN_2024 = Date.UTC(2024, 0, 1);

describe("bootTime", () => {
  it("5.1 is what was measured of the type, whatever the date", () => {
    expect(bootTime("m1.small", IN_2012)).to.include({ meanS: 100, sdS: 5, standIn: null });
    expect(bootTime("m1.xlarge", IN_2024)).to.include({ meanS: 100, sdS: 7, standIn: null });
    expect(bootTime("t3.medium", IN_2012)).to.include({ meanS: 23.082, n: 1, standIn: null });
    expect(bootTime("m7i.large", IN_2024)).to.include({ minS: 21.956, maxS: 26.017, n: 9 });
  });

  it("5.1 is borrowed from the measurements nearest in time where there are none, with the reason", () => {
    expect(bootTime("c3.large", IN_2012)).to.deep.include({
      meanS: 96.9,
      sdS: 10,
      standIn: "no measurement of c3.large; the one of 2012 for any type is taken",
    });
    const modern = bootTime("c3.large", IN_2024);
    expect(modern?.meanS).to.be.within(23, 25);
    expect(modern?.minS).to.equal(21.956);
    expect(modern?.maxS).to.equal(29.268);
    expect(modern?.standIn).to.include("2021 to 2026");
  });

  it("is not known of an unknown type", () => {
    expect(bootTime("any", IN_2012)).to.equal(undefined);
  });
});

describe("emrReadyTimes", () => {
  it("5.6 holds the clusters that were seen, with a median of 359 s", () => {
    // 26 clusters: the mean of the 13th, 355.8, and the 14th, 362.3
    const seconds = emrReadyTimes()
      .map((time) => time.meanS ?? Number.NaN)
      .sort((a, b) => a - b);
    expect(seconds).to.have.length(26);
    expect(seconds.slice(12, 14)).to.deep.equal([355.8, 362.3]);
  });
});

describe("hadoopSlots", () => {
  it("5.4 are map and reduce slots in Hadoop 0.20 and 1", () => {
    expect(hadoopSlots("m1.small", "1.0", false)).to.include({ table: "ami-1.0", mapSlots: 2, reduceSlots: 1 });
    expect(hadoopSlots("m1.small", "2.1.4", false)).to.include({ table: "ami-2.0", hadoop: "0.20.205" });
    expect(hadoopSlots("m1.small", "ami-2.4.2", false)).to.include({ table: "ami-2.2+", hadoop: "1.0.3", note: null });
  });

  it("5.4 are YARN memory in Hadoop 2 and 3", () => {
    const slots = hadoopSlots("m5.xlarge", "emr-5.36.0", false);
    expect(slots).to.include({ table: "emr-5-6", mapSlots: null, nodeManagerMemoryMb: 12288 });
  });

  it("say when the table of another release stands in", () => {
    expect(hadoopSlots("m1.large", "3.11.0", false)?.note).to.include("those of AMI 3 are not known");
    expect(hadoopSlots("m5.xlarge", "emr-7.1.0", false)?.note).to.include("those of release 7 are not known");
    expect(hadoopSlots("m1.small", "2.4", true)?.note).to.include("without HBase");
  });

  it("are not known of m1.small under Hadoop 2, which refuses it, nor of a version that cannot be read", () => {
    expect(hadoopSlots("m1.small", "emr-5.36.0", false)).to.equal(undefined);
    expect(hadoopSlots("m1.small", "latest", false)).to.equal(undefined);
    expect(hadoopSlots("no.such", "2.4", false)).to.equal(undefined);
  });
});

describe("spotStatistics", () => {
  it("5.3 holds the watched markets of a type", () => {
    const [first, ...others] = spotStatistics("m1.small");
    expect(first).to.include({ availabilityZone: "us-east-1a", meanNanoUsd: 7_200_000, onDemandNanoUsd: 44_000_000 });
    expect(others).to.have.length(2);
    expect(spotStatistics("m7i.large")).to.deep.equal([]);
  });
});
