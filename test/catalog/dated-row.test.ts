import { expect } from "chai";
import { parseInstant } from "../../src/base/instant.ts";
import { chooseByDate, type Dated } from "../../src/catalog/dated-row.ts";
import { partialDateEndMs, partialDateStartMs } from "../../src/catalog/partial-date.ts";

const HISTORY: readonly (Dated & { readonly name: string })[] = [
  { name: "first", effectiveFrom: null, firstSeen: "2012-03-08", lastSeen: "2012-07-19" },
  { name: "second", effectiveFrom: "2012-10-31", firstSeen: "2012-11-01", lastSeen: "2013-01-28" },
  { name: "third", effectiveFrom: null, firstSeen: "2013-05-27", lastSeen: "2014" },
];

describe("chooseByDate", () => {
  const cases = [
    ["2012-03-07", "first", "before"],
    ["2012-03-08", "first", "dated"],
    ["2012-07-19T23:59:59", "first", "dated"],
    // between two sightings, but the day of the change is known
    ["2012-10-30T23:59:59", "first", "dated"],
    ["2012-10-31", "second", "dated"],
    ["2013-01-28", "second", "dated"],
    // the day of the change is not known
    ["2013-01-29", "second", "between"],
    ["2013-05-26", "second", "between"],
    ["2013-05-27", "third", "dated"],
    ["2014-12-31", "third", "dated"],
    ["2015-01-01", "third", "after"],
  ] as const;
  for (const [date, name, fit] of cases) {
    it(`takes the ${name} row on ${date}: ${fit}`, () => {
      const choice = chooseByDate(HISTORY, parseInstant(date) ?? Number.NaN);
      expect(choice?.row.name).to.equal(name);
      expect(choice?.fit).to.equal(fit);
      expect(choice?.note === null).to.equal(fit === "dated");
    });
  }

  it("says of a row without dates that its date is not known", () => {
    const row = { effectiveFrom: null, firstSeen: null, lastSeen: null };
    expect(chooseByDate([row], 0)).to.deep.equal({ row, fit: "undated", note: "its date is not known" });
  });

  it("has nothing to choose from no rows", () => {
    expect(chooseByDate([], 0)).to.equal(undefined);
  });
});

describe("partial dates", () => {
  it("last to the end of the day, the month or the year that they name", () => {
    expect(partialDateEndMs("2012-12-31")).to.equal(Date.UTC(2013, 0, 1));
    expect(partialDateEndMs("2026-12")).to.equal(Date.UTC(2027, 0, 1));
    expect(partialDateEndMs("2026")).to.equal(Date.UTC(2027, 0, 1));
    expect(partialDateStartMs("2026-10")).to.equal(Date.UTC(2026, 9, 1));
  });

  it("are refused in any other form", () => {
    expect(() => partialDateStartMs("11/2012")).to.throw('"11/2012" as a date');
  });
});
