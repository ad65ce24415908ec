import { expect } from "chai";
import { formatJoda } from "../../../src/definition/expression/joda-format.ts";

/** 5 July 1996, a Friday, in week 27: the date of Joda-Time's own table of letters. */
const DATE_MS = Date.UTC(1996, 6, 5, 0, 4, 9, 78);

describe("Joda-Time patterns", () => {
  const cases: readonly (readonly [pattern: string, expected: string])[] = [
    ["G", "AD"],
    ["C", "19"],
    ["CCC", "019"],
    ["Y", "1996"],
    ["YY", "96"],
    ["YYY", "1996"],
    ["YYYY", "1996"],
    ["YYYYY", "01996"],
    ["x", "1996"],
    ["xx", "96"],
    ["xxxx", "1996"],
    ["w", "27"],
    ["www", "027"],
    ["e", "5"],
    ["ee", "05"],
    ["E", "Fri"],
    ["EEE", "Fri"],
    ["EEEE", "Friday"],
    ["y", "1996"],
    ["yy", "96"],
    ["yyyy", "1996"],
    ["D", "187"],
    ["DDDD", "0187"],
    ["M", "7"],
    ["MM", "07"],
    ["MMM", "Jul"],
    ["MMMM", "July"],
    ["d", "5"],
    ["dd", "05"],
    ["a", "AM"],
    ["K", "0"],
    ["KK", "00"],
    ["h", "12"],
    ["hh", "12"],
    ["H", "0"],
    ["HH", "00"],
    ["k", "24"],
    ["kk", "24"],
    ["m", "4"],
    ["mm", "04"],
    ["s", "9"],
    ["ss", "09"],
    ["S", "0"],
    ["SS", "07"],
    ["SSS", "078"],
    ["SSSS", "0780"],
    ["z", "UTC"],
    ["zzzz", "Coordinated Universal Time"],
    ["Z", "+0000"],
    ["ZZ", "+00:00"],
    ["ZZZ", "UTC"],
    ["''", "'"],
    ["'o''clock'", "o'clock"],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "1996-07-05T00:04:09.078Z"],
    ["'open", "open"],
    ["YYYY-MM-dd_hh.mm", "1996-07-05_12.04"],
    ["/#!?[]1 ", "/#!?[]1 "],
  ];
  for (const [pattern, expected] of cases) {
    it(`1.4 formats ${pattern}`, () => {
      expect(formatJoda(DATE_MS, pattern)).to.equal(expected);
    });
  }

  it("1.4 counts the hours of the day in four ways", () => {
    const hours = [0, 1, 11, 12, 13, 23].map((hour) => formatJoda(Date.UTC(2000, 0, 1, hour), "H k K h a"));
    expect(hours).to.deep.equal([
      "0 24 0 12 AM",
      "1 1 1 1 AM",
      "11 11 11 11 AM",
      "12 12 0 12 PM",
      "13 13 1 1 PM",
      "23 23 11 11 PM",
    ]);
  });

  // ISO weeks at the turn of years: 1 January is a Saturday in 2011 (week 52 of 2010), a Sunday in 2012 (52 of 2011),
  // a Tuesday in 2013 (week 1); 31 December is a Monday in 2012 (week 1 of 2013); 2009 and 2015 have 53 weeks.
  const weeks: readonly (readonly [date: string, expected: string])[] = [
    ["2011-01-01", "2010-52-6"],
    ["2012-01-01", "2011-52-7"],
    ["2012-01-02", "2012-01-1"],
    ["2012-12-31", "2013-01-1"],
    ["2013-01-01", "2013-01-2"],
    ["2009-12-31", "2009-53-4"],
    ["2010-01-03", "2009-53-7"],
    ["2015-12-31", "2015-53-4"],
    ["2016-02-29", "2016-09-1"],
  ];
  for (const [date, expected] of weeks) {
    it(`1.4 puts ${date} into its ISO week`, () => {
      expect(formatJoda(Date.parse(`${date}T12:00:00Z`), "xxxx-ww-e")).to.equal(expected);
    });
  }

  it("1.4 counts the years before the first by the ISO calendar", () => {
    expect(formatJoda(Date.parse("-000043-03-15T00:00:00Z"), "y Y C G D")).to.equal("-43 43 0 BC 74");
    expect(formatJoda(Date.parse("0042-02-01T00:00:00Z"), "y yy D x")).to.equal("42 42 32 42");
  });

  for (const letter of "ABFIJLNOPQRTUVWXbcfgijlnopqrtuv") {
    it(`1.4 refuses the letter ${letter}, which Joda-Time does not know`, () => {
      expect(() => formatJoda(DATE_MS, letter)).to.throw(`the letter "${letter}"`);
    });
  }

  it("1.4 refuses patterns of hundreds of letters", () => {
    expect(() => formatJoda(DATE_MS, "y".repeat(201))).to.throw("more than 200 characters");
  });
});
