import { readdirSync, readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { catalogDigest } from "../../src/catalog/catalog-digest.ts";
import type { Dated } from "../../src/catalog/dated-row.ts";
import { ec2PriceHistory } from "../../src/catalog/ec2-price.ts";
import { emrPriceHistory } from "../../src/catalog/emr-price.ts";
import { ec2HistoryCsv } from "../../src/catalog/generated/ec2-history.ts";
import { ec2OnDemandCsv } from "../../src/catalog/generated/ec2-on-demand.ts";
import { ec2OnDemandSeenCsv } from "../../src/catalog/generated/ec2-on-demand-seen.ts";
import { emrHadoopSlotsCsv } from "../../src/catalog/generated/emr-hadoop-slots.ts";
import { emrSurchargeCsv } from "../../src/catalog/generated/emr-surcharge.ts";
import { instanceTypesCsv } from "../../src/catalog/generated/instance-types.ts";
import { otherPricesCsv } from "../../src/catalog/generated/other-prices.ts";
import { spotAdvisorCsv } from "../../src/catalog/generated/spot-advisor.ts";
import { spotStatsCsv } from "../../src/catalog/generated/spot-stats.ts";
import { findInstanceType } from "../../src/catalog/instance-type.ts";
import { partialDateEndMs, partialDateStartMs } from "../../src/catalog/partial-date.ts";
import { sourcesOf } from "../../src/catalog/source.ts";
import { columnsOf, findRows, textOf } from "../../src/catalog/table.ts";

function column(csv: string, name: string): Set<string> {
  return new Set(findRows(csv).map((row) => textOf(row, name)));
}

function expectInOrderOfTime(rows: readonly Dated[], what: string): void {
  let end = Number.NEGATIVE_INFINITY;
  for (const { effectiveFrom, firstSeen, lastSeen } of rows) {
    if (firstSeen === null || lastSeen === null) continue;
    const start = partialDateStartMs(effectiveFrom ?? firstSeen);
    expect(start, what).to.be.at.least(end);
    expect(start, what).to.be.at.most(partialDateStartMs(firstSeen));
    end = partialDateEndMs(lastSeen);
    expect(end, what).to.be.greaterThan(partialDateStartMs(firstSeen));
  }
}

describe("the catalog's data", () => {
  it("has a type for each one that any other file names, but three whose size nobody published", () => {
    const named = [ec2OnDemandCsv, ec2HistoryCsv, emrSurchargeCsv, emrHadoopSlotsCsv, spotStatsCsv, spotAdvisorCsv].map(
      (csv) => [...column(csv, "type")],
    );
    const unknown = [...new Set(named.flat())].filter((type) => findInstanceType(type) === undefined);
    expect(unknown.sort()).to.deep.equal(["i3p.16xlarge", "u-18tb1.112xlarge", "u-24tb1.112xlarge"]);
  });

  it("holds prices in order of time without overlap", () => {
    const pairs = new Set(findRows(ec2HistoryCsv).map((row) => `${textOf(row, "type")} ${textOf(row, "region")}`));
    for (const pair of pairs) {
      const [type = "", region = ""] = pair.split(" ");
      expectInOrderOfTime(ec2PriceHistory(type, region), pair);
    }
    for (const type of column(emrSurchargeCsv, "type")) {
      const rows = emrPriceHistory(type);
      for (const region of new Set(rows.map((row) => row.region))) {
        expectInOrderOfTime(
          rows.filter((row) => row.region === region),
          `EMR ${type} in ${region}`,
        );
      }
    }
  });

  it("agrees about the present price wherever both price files know a type", () => {
    const present = new Map(findRows(ec2OnDemandCsv).map((row) => [textOf(row, "type"), row]));
    const last = new Map(
      findRows(ec2HistoryCsv).map((row) => [`${textOf(row, "type")} ${textOf(row, "region")}`, row]),
    );
    let compared = 0;
    for (const row of last.values()) {
      const [type, region] = [textOf(row, "type"), textOf(row, "region")];
      const usd = present.get(type)?.get(region) ?? "";
      if (usd === "") continue;
      const [seen] = findRows(ec2OnDemandSeenCsv, region);
      expect(textOf(row, "usd_per_hour"), `${type} in ${region}`).to.equal(usd);
      expect(textOf(row, "last_seen"), `${type} in ${region}`).to.equal(seen?.get("as_of"));
      compared += 1;
    }
    expect(compared).to.be.greaterThan(500);
  });

  it("says of every region's column when it was read", () => {
    expect(columnsOf(ec2OnDemandCsv).slice(1)).to.deep.equal([...column(ec2OnDemandSeenCsv, "region")]);
  });

  it("explains every code of a source", () => {
    const coded: readonly (readonly [string, string])[] = [
      [instanceTypesCsv, "source"],
      [ec2HistoryCsv, "source"],
      [ec2OnDemandSeenCsv, "source"],
      [emrSurchargeCsv, "source"],
      [emrHadoopSlotsCsv, "source"],
      [otherPricesCsv, "source"],
      [spotStatsCsv, "source"],
    ];
    const codes = coded.flatMap(([csv, name]) => [...column(csv, name)].filter((code) => code !== ""));
    for (const code of codes) expect(sourcesOf(code), code).to.have.length(code.split("+").length);
  });

  it("is what its digest says: every file, in the order of names, each followed by a zero byte", () => {
    const folder = new URL("../../src/catalog/data/", import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
    const text = files.sort().map((file) => `${readFileSync(new URL(file, folder), "utf8")}\0`);
    expect(catalogDigest()).to.equal(bytesToHex(sha256(utf8ToBytes(text.join("")))));
  });
});
