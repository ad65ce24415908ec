import { expect } from "chai";
import fc from "fast-check";
import { DURATION } from "../../src/scenario/units/duration.ts";
import { INSTANT } from "../../src/scenario/units/instant.ts";
import { MONEY } from "../../src/scenario/units/money.ts";
import { NODE_TIME } from "../../src/scenario/units/node-time.ts";
import { PERCENTAGE } from "../../src/scenario/units/percentage.ts";
import { describeRate, RATE } from "../../src/scenario/units/rate.ts";
import { SIZE } from "../../src/scenario/units/size.ts";
import { TRANSFER_RATE } from "../../src/scenario/units/transfer-rate.ts";
import type { Unit } from "../../src/scenario/units/unit.ts";

/** One row a text: what it reads as, undefined where it is refused. */
const TABLES: readonly (readonly [Unit, readonly (readonly [text: string, value: number | undefined])[]])[] = [
  [
    DURATION,
    [
      ["90 s", 90_000],
      ["90s", 90_000],
      [" 90 S ", 90_000],
      ["250 ms", 250],
      ["0.5 ms", 0.5],
      ["10 min", 600_000],
      ["1.5 h", 5_400_000],
      ["2 h", 7_200_000],
      ["1 d", 86_400_000],
      ["1 h 30 min", 5_400_000],
      ["1h30min", 5_400_000],
      ["1,000 s", 1_000_000],
      ["15 minutes", 900_000],
      ["1 Day", 86_400_000],
      ["2 weeks", 1_209_600_000],
      ["1 month", 2_592_000_000],
      ["1 year", 31_536_000_000],
      ["PT10M", 600_000],
      ["PT1H0.5S", 3_600_500],
      ["P1DT2H", 93_600_000],
      ["P2W", 1_209_600_000],
      ["pt10m", 600_000],
      ["0 s", 0],
      ["", undefined],
      ["10", undefined],
      ["10 m", undefined],
      ["-5 s", undefined],
      ["5 parsecs", undefined],
      ["s", undefined],
      ["P", undefined],
      ["PT", undefined],
      ["1e3 s", undefined],
      ["Infinity s", undefined],
      ["101 years", undefined],
      ["9".repeat(400), undefined],
    ],
  ],
  [
    SIZE,
    [
      ["500 B", 500],
      ["64 KB", 64_000],
      ["2 MB", 2_000_000],
      ["1.5 GB", 1_500_000_000],
      ["1 TB", 1e12],
      ["64 KiB", 65_536],
      ["1 MiB", 1_048_576],
      ["2 GiB", 2_147_483_648],
      ["2mb", 2_000_000],
      ["2", undefined],
      ["2 megs", undefined],
      ["-1 B", undefined],
      ["999999 TB", undefined],
    ],
  ],
  [
    TRANSFER_RATE,
    [
      ["8 MB/s", 8_000_000],
      ["500 KB per second", 500_000],
      ["8 MB / sec", 8_000_000],
      ["8 MB", undefined],
      ["8 MB/min", undefined],
      ["8/s", undefined],
    ],
  ],
  [
    RATE,
    [
      ["6 per hour", 600_000],
      ["2/s", 500],
      ["1 per 5 minutes", 300_000],
      ["0.5/min", 120_000],
      ["100 per day", 864_000],
      ["0 per hour", undefined],
      ["6", undefined],
      ["6 per parsec", undefined],
      ["per hour", undefined],
      ["6 per 0 s", undefined],
    ],
  ],
  [
    MONEY,
    [
      ["0.065 USD", 65_000_000],
      ["$12", 12_000_000_000],
      ["12 $", 12_000_000_000],
      ["USD 1,000.50", 1_000_500_000_000],
      ["0 USD", 0],
      ["12", undefined],
      ["12 EUR", undefined],
      ["-1 USD", undefined],
      ["1000001 USD", undefined],
    ],
  ],
  [
    NODE_TIME,
    [
      ["40 node-hours", 144_000_000],
      ["1 node hour", 3_600_000],
      ["1.5 node-minutes", 90_000],
      ["30 node-seconds", 30_000],
      ["40 hours", undefined],
      ["40", undefined],
    ],
  ],
  [
    PERCENTAGE,
    [
      ["2%", 0.02],
      ["0.5 %", 0.005],
      ["100%", 1],
      ["101%", undefined],
      ["2", undefined],
    ],
  ],
  [
    INSTANT,
    [
      ["2012-11-23", 1_353_628_800_000],
      ["2012-11-23T00:00:00Z", 1_353_628_800_000],
      ["2012-11-23T00:00:00.250Z", 1_353_628_800_250],
      ["2013-02-30", undefined],
      ["tomorrow", undefined],
    ],
  ],
];

describe("units of the scenario file", () => {
  for (const [unit, rows] of TABLES) {
    for (const [text, value] of rows) {
      const title =
        value === undefined ? `refuses "${text.slice(0, 20)}" as ${unit.name}` : `reads "${text}" as ${value}`;
      it(title, () => expect(unit.parse(text)).to.equal(value));
    }
  }

  it("reads back every form that it shows in messages", () => {
    for (const [unit] of TABLES) {
      const forms = [...unit.forms.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
      expect(forms, unit.name).to.not.be.empty;
      for (const form of forms) expect(unit.parse(form), form).to.be.a("number");
    }
  });

  it("writes quantities in a form that reads back as exactly the same", () => {
    const whole = fc.integer({ min: 0, max: 10_000_000_000 });
    for (const unit of [DURATION, SIZE, TRANSFER_RATE, MONEY, INSTANT]) {
      fc.assert(
        fc.property(whole, (value) => {
          expect(unit.parse(unit.format(value))).to.equal(value);
        }),
        { seed: 7, numRuns: 200 },
      );
    }
  });

  const WRITTEN: readonly (readonly [Unit, number, string])[] = [
    [DURATION, 0, "0 s"],
    [DURATION, 90_000, "90 s"],
    [DURATION, 600_000, "10 min"],
    [DURATION, 1_145_000, "1145 s"],
    [DURATION, 150_500, "150.5 s"],
    [DURATION, 604_800_000, "7 d"],
    [SIZE, 62_500_000, "62.5 MB"],
    [SIZE, 31_166_667, "31166667 B"],
    [MONEY, 65_000_000, "0.065 USD"],
    [MONEY, 1, "0.000000001 USD"],
    [NODE_TIME, 144_000_000, "40 node-hours"],
    [INSTANT, 1_353_628_800_000, "2012-11-23T00:00:00Z"],
  ];
  for (const [unit, value, text] of WRITTEN) {
    it(`writes ${value} as ${text}`, () => expect(unit.format(value)).to.equal(text));
  }

  it("tells a rate as a person does", () => {
    expect(describeRate(600_000)).to.equal("6 per hour");
    expect(describeRate(7_000_000)).to.equal("1 per 7000 s");
  });
});
