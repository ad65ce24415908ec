import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { PriceField } from "../../src/scenario/price-history/price-record.ts";
import { readPriceHistory } from "../../src/scenario/price-history/read-price-history.ts";
import { Problems } from "../../src/scenario/source/problems.ts";

interface Read {
  /** `2014-01-06T07:10:55.000Z 0.087 m1.xlarge us-west-1b Linux/UNIX` of each record. */
  readonly records: readonly string[];
  /** `prices.csv:3:12 message` of each problem. */
  readonly problems: readonly string[];
}

function read(text: string, columns: Partial<Record<PriceField, string>> = {}): Read {
  const problems = new Problems();
  const named = new Map(Object.entries(columns) as [PriceField, string][]);
  const records = readPriceHistory(text, { file: "prices.csv", columns: named }, problems);
  return {
    records: records.map(({ timeMs, priceNanoUsd, instanceType = "-", zone = "-", product = "-" }) =>
      [new Date(timeMs).toISOString(), priceNanoUsd / 1e9, instanceType, zone, product].join(" "),
    ),
    problems: problems.diagnostics.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
  };
}

const ONE = "2014-01-06T07:10:55.000Z 0.087 m1.xlarge us-west-1b Linux/UNIX";
const BARE = "2014-01-06T07:10:55.000Z 0.087 - - -";

/** Files as people have them, each of which says the same. */
const FORMS: readonly (readonly [what: string, text: string, record: string])[] = [
  [
    "CSV with the API's names",
    "Timestamp,SpotPrice,InstanceType,AvailabilityZone,ProductDescription\n2014-01-06T07:10:55.000Z,0.087000,m1.xlarge,us-west-1b,Linux/UNIX\n",
    ONE,
  ],
  [
    "other names, quotes, another order and a byte-order mark",
    '\uFEFF"availability_zone","instance_type","spot_price","product","timestamp"\r\n"us-west-1b","m1.xlarge","$0.087","Linux/UNIX","2014-01-06 07:10:55+00:00"\r\n',
    ONE,
  ],
  ["time and price alone", "time,price\n2014-01-06T07:10:55Z,0.087\n", BARE],
  ["seconds since 1970, between semicolons", "time;price\n1388992255;0.087\n", BARE],
  ["milliseconds since 1970", "epochtime,price\n1388992255000,.087\n", BARE],
  ["a zone with an offset", "time,price\n2014-01-05T23:10:55-0800,0.087\n", BARE],
  ["microseconds", "time,price\n2014-01-06 07:10:55.000000,8.7e-2\n", BARE],
  ["an empty first column of a data frame", ",Timestamp,SpotPrice\n0,2014-01-06T07:10:55Z,0.087\n", BARE],
  ["no header, price first", "0.087,2014-01-06T07:10:55Z\n", BARE],
  [
    "no header, between tabs, as archives have it",
    "us-west-1b\tm1.xlarge\tLinux/UNIX\t0.087000\t2014-01-06T07:10:55+00:00\n",
    ONE,
  ],
  [
    "`aws --output text`",
    "SPOTPRICEHISTORY\tus-west-1b\tm1.xlarge\tLinux/UNIX\t0.087000\t2014-01-06T07:10:55.000Z\n",
    ONE,
  ],
  [
    "the command line tools of 2010",
    "SPOTINSTANCEPRICE    0.087    2014-01-05T23:10:55-0800    m1.xlarge    Linux/UNIX    us-west-1b\n",
    ONE,
  ],
  [
    "comments, and two files put together",
    "# taken in 2014\nTimestamp,SpotPrice\n\n2014-01-06T07:10:55Z,0.087\nTimestamp,SpotPrice\n",
    BARE,
  ],
  [
    "the API's JSON",
    '{"SpotPriceHistory": [{"Timestamp": "2014-01-06T07:10:55.000Z", "ProductDescription": "Linux/UNIX", "InstanceType": "m1.xlarge", "SpotPrice": "0.087000", "AvailabilityZone": "us-west-1b"}]}',
    ONE,
  ],
  ["a bare list, with a number", '[{"Timestamp": "2014-01-06T07:10:55+00:00", "SpotPrice": 0.087}]', BARE],
  ["an object a line", '{"Timestamp": "2014-01-06T07:10:55Z", "SpotPrice": "0.087"}\n', BARE],
  [
    "the list of the management console",
    '{"requests": {"describeSpotHistory": "x"}, "priceChange": [{"instanceType": "m1.xlarge", "productDescription": "Linux/UNIX", "spotPrice": 0.087, "timestamp": "2014-01-06T07:10:55.000Z", "epochtime": 1388992255000, "availabilityZone": "us-west-1b"}]}',
    ONE,
  ],
];

describe("files of Spot prices", () => {
  for (const [what, text, record] of FORMS) {
    it(`5.3 are read with ${what}`, () => expect(read(text)).to.deep.equal({ records: [record], problems: [] }));
  }

  it("5.3 may be several JSON values, one a line", () => {
    const line = (price: number) => JSON.stringify({ Timestamp: "2014-01-06T07:10:55Z", SpotPrice: price });
    expect(
      read(`${line(0.01)}\n\n${line(0.02)}\r\n${line(0.03)}`).records.map((one) => one.slice(25, 29)),
    ).to.deep.equal(["0.01", "0.02", "0.03"]);
  });

  it("5.3 may have columns that the scenario names", () => {
    const text = "a,b,c\n0.5,2014-01-06,0.087\n";
    expect(read(text, { time: "b", price: "c" }).problems).to.deep.equal([]);
    expect(read("x,when,was\n1,2014-01-06T07:10:55Z,0.087\n", { time: "when", price: "was" }).records).to.deep.equal([
      BARE,
    ]);
    expect(read("x,when\n1,2014-01-06\n", { price: "wen" }).problems[0]).to.match(/^prices\.csv:1:1 .*no column `wen`/);
  });

  const head = "Timestamp,SpotPrice\n2014-01-06,0.087\n";
  const BAD: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    ["a price that is none", `${head}2014-01-07,cheap\n`, /^prices\.csv:3:12 Expected a price .*got `cheap`/],
    ["a negative price", `${head}2014-01-07,-1\n`, /^prices\.csv:3:12 .*got `-1`/],
    ["a price that no instance has", `${head}2014-01-07,1388992255\n`, /^prices\.csv:3:12 /],
    ["a day that does not exist", `${head}2014-02-30,0.1\n`, /^prices\.csv:3:1 Expected a time .*got `2014-02-30`/],
    ["a row that is cut", `${head}2014-01-07\n`, /^prices\.csv:3:11 Expected a price .*got ``/],
    ["no column of prices", "Timestamp,Zone\n2014-01-06,us-east-1a\n", /^prices\.csv:1:1 Expected a column of prices/],
    ["nothing", "", /^prices\.csv:1:1 The file holds no prices/],
    ["a header alone", "Timestamp,SpotPrice\n", /^prices\.csv:1:1 The file holds no prices/],
    ["JSON that is cut", '{"SpotPriceHistory": [\n  {"Timestamp"', /^prices\.csv:2:\d+ The file is no JSON/],
    ["JSON of something else", '{"Reservations": 3}', /^prices\.csv:1:1 Expected a list of prices/],
    [
      "a record without a price",
      '[{"Timestamp": "2014-01-06", "SpotPrice": "1"},\n {"Timestamp": "2014-01-06"}]',
      /^prices\.csv:2:2 A record has no `SpotPrice`/,
    ],
    ["a record that is none", "[\n  3]", /^prices\.csv:2:3 Expected a record/],
    [
      "a bad value in JSON",
      '[{"Timestamp": "soon",\n "SpotPrice": "1"}]',
      /^prices\.csv:1:16 Expected a time .*got `soon`/,
    ],
  ];
  for (const [what, text, problem] of BAD) {
    it(`5.3 are refused with ${what}, at its place`, () => {
      const { records, problems } = read(text);
      expect(records).to.deep.equal([]);
      expect(problems[0]).to.match(problem);
    });
  }

  it("tells of a few bad rows, not of each in a file of another kind", () => {
    expect(read(`${head}${"2014-01-07,cheap\n".repeat(1000)}`).problems.length).to.equal(5);
  });

  it("takes no time over rows that are long, or many", () => {
    const many = `Timestamp,SpotPrice\n${"2014-01-07T00:00:00Z,0.0071\n".repeat(20_000)}`;
    expect(read(many).records.length).to.equal(20_000);
    expect(read(`Timestamp,SpotPrice\n${"1".repeat(1_000_000)},0.1\n`).problems.length).to.equal(1);
  });

  // 23 series of 672 hours each, and one line of headers
  const SAMPLES = "../shared/data/spot-samples.csv";
  it(`5.3 of 2015 and 2016 are read, each hour of 23 series (skipped where ${SAMPLES} is missing)`, function () {
    if (!existsSync(SAMPLES)) {
      // the prices are not ours to ship
      this.skip();
    }
    const { records, problems } = read(readFileSync(SAMPLES, "utf8"));
    expect(problems).to.deep.equal([]);
    expect(records.length).to.equal(23 * 672);
    expect(records[0]).to.equal("2016-03-01T00:00:00.000Z 0.0163 c1.medium us-east-1b -");
  });
});
