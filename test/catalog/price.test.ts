import { expect } from "chai";
import { type InstantMs, parseInstant } from "../../src/base/instant.ts";
import { billingEra } from "../../src/catalog/billing-era.ts";
import { ec2OnDemandPrice } from "../../src/catalog/ec2-price.ts";
import { emrSurcharge } from "../../src/catalog/emr-price.ts";
import { type OtherPriceItem, otherPrice } from "../../src/catalog/other-price.ts";

function on(date: string): InstantMs {
  return parseInstant(date) ?? Number.NaN;
}

describe("EC2 on-demand prices", () => {
  // ec2-history.csv and ec2-on-demand.csv, read by eye
  const cases = [
    ["m1.small", "us-east-1", "2007-01-01", 0.1, "dated"],
    ["m1.small", "us-east-1", "2012-10-30", 0.08, "dated"],
    ["m1.small", "us-east-1", "2012-10-31", 0.065, "dated"],
    ["m1.small", "us-east-1", "2012-11-01", 0.065, "dated"],
    ["m1.small", "us-east-1", "2012-11-23", 0.065, "dated"],
    ["m1.small", "us-east-1", "2013-02-01", 0.06, "dated"],
    ["m1.small", "us-east-1", "2020-01-01", 0.044, "dated"],
    ["m1.small", "us-east-1", "2030-01-01", 0.044, "after"],
    ["m1.xlarge", "us-east-1", "2012-11-01", 0.52, "dated"],
    ["m1.small", "us-west-2", "2012-11-01", 0.06, "before"],
    ["m1.small", "us-west-2", "2014-04-15", 0.06, "between"],
    ["m4.large", "ap-south-1", "2020-01-01", 0.123, "between"],
    ["c5.large", "af-south-1", "2022-07-07", 0.114, "dated"],
  ] as const;
  for (const [type, region, date, usd, fit] of cases) {
    it(`7.1 ${type} in ${region} on ${date}: ${usd} USD an hour, ${fit}`, () => {
      const price = ec2OnDemandPrice(type, region, on(date));
      expect(price?.nanoUsdPerHour).to.equal(Math.round(usd * 1e9));
      expect(price?.fit).to.equal(fit);
    });
  }

  it("are not known of an unknown type or region, nor of a type in a region that does not sell it", () => {
    expect(ec2OnDemandPrice("m1.tiny", "us-east-1", on("2012-11-01"))).to.equal(undefined);
    expect(ec2OnDemandPrice("m1.small", "us-moon-1", on("2012-11-01"))).to.equal(undefined);
    expect(ec2OnDemandPrice("m1.small", "eu-central-1", on("2020-01-01"))).to.equal(undefined);
    expect(ec2OnDemandPrice("__proto__", "constructor", on("2020-01-01"))).to.equal(undefined);
  });

  it("keep their source, and say what is recalled", () => {
    const price = ec2OnDemandPrice("m1.small", "us-east-1", on("2014-04-10"));
    expect(price).to.include({ source: "C+K+V+V22", effectiveFrom: "2014-04-01", effectiveFromEvidence: "recalled" });
  });
});

describe("EMR's surcharge", () => {
  // emr-surcharge.csv, read by eye
  const cases = [
    ["m1.small", "us-east-1", "2012-11-01", 0.015, "before"],
    ["m1.xlarge", "us-east-1", "2012-11-01", 0.12, "before"],
    ["m1.small", "us-east-1", "2013-05-27", 0.015, "dated"],
    ["m1.small", "eu-west-1", "2014-03-31", 0.015, "dated"],
    ["m1.small", "eu-west-1", "2014-04-01", 0.011, "dated"],
    ["m1.small", "us-gov-west-1", "2015-07-01", 0.014, "dated"],
    ["hi1.4xlarge", "eu-west-1", "2013-05-27", 0.51, "dated"],
    ["hi1.4xlarge", "us-east-1", "2013-05-27", 0.47, "dated"],
    ["m5.xlarge", "us-east-1", "2026-01-01", 0.048, "after"],
  ] as const;
  for (const [type, region, date, usd, fit] of cases) {
    it(`7.1 of ${type} in ${region} on ${date}: ${usd} USD an hour, ${fit}`, () => {
      const price = emrSurcharge(type, region, on(date));
      expect(price?.nanoUsdPerHour).to.equal(Math.round(usd * 1e9));
      expect(price?.fit).to.equal(fit);
    });
  }

  it("of a GovCloud region without its own is borrowed, and says so", () => {
    expect(emrSurcharge("m1.small", "us-gov-east-1", on("2015-07-01"))?.note).to.equal(
      "the price of us-gov-west-1; that of us-gov-east-1 is not known",
    );
  });

  it("that a rule gives is marked as inferred and undated", () => {
    const price = emrSurcharge("m6g.xlarge", "us-east-1", on("2024-01-01"));
    expect(price).to.include({ evidence: "inferred", fit: "undated" });
  });

  it("is not known of a type that EMR does not offer", () => {
    expect(emrSurcharge("t1.micro", "us-east-1", on("2013-01-01"))).to.equal(undefined);
  });
});

describe("other prices", () => {
  // other-prices.csv: 0.005 USD per 1,000 PUT = 5,000 nano-dollars each; 0.004 per 10,000 GET = 400
  const cases: readonly (readonly [OtherPriceItem, string, number, string])[] = [
    ["s3-put", "2013-05-27", 5_000, "request"],
    ["s3-get", "2013-05-27", 400, "request"],
    ["s3-storage", "2012-11-01", 95_000_000, "GB-month"],
    ["s3-storage", "2015-01-01", 30_000_000, "GB-month"],
    ["s3-storage", "2024-07-01", 23_000_000, "GB-month"],
    ["ebs-magnetic", "2013-05-27", 100_000_000, "GB-month"],
    ["ebs-magnetic", "2020-01-01", 50_000_000, "GB-month"],
    ["ebs-magnetic-io", "2020-01-01", 50, "request"],
    ["ebs-gp2", "2020-01-01", 100_000_000, "GB-month"],
    ["data-pipeline-low-frequency-activity", "2012-11-01", 600_000_000, "activity-month"],
    ["data-pipeline-high-frequency", "2012-11-01", 1_000_000_000, "activity-month"],
    ["data-pipeline-inactive", "2012-11-01", 1_000_000_000, "pipeline-month"],
  ];
  for (const [item, date, nanoUsd, unit] of cases) {
    it(`7.1 ${item} on ${date}: ${nanoUsd} nano-dollars a ${unit}`, () => {
      expect(otherPrice(item, "us-east-1", on(date))).to.include({ item, nanoUsd, unit });
    });
  }

  it("of another region are those of us-east-1, and say so", () => {
    expect(otherPrice("s3-put", "eu-west-1", on("2015-01-01")).note).to.equal(
      "the price of us-east-1; that of eu-west-1 is not known",
    );
  });
});

describe("billingEra", () => {
  it("7.1 turns from hours to seconds on 2 October 2017, UTC", () => {
    expect(billingEra(on("2017-10-01T23:59:59"))).to.equal("hourly");
    expect(billingEra(on("2017-10-02"))).to.equal("per-second");
  });
});
