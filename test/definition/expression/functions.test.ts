import { expect } from "chai";
import { evaluate } from "./expression.ts";

describe("functions of expressions", () => {
  // The guide's own examples, with myDateTime at 24 May 2011, 5:10 pm; its results are written there with a final z.
  // Source: DG Date and Time Functions.
  const cases: readonly (readonly [expression: string, expected: string])[] = [
    ["day(myDateTime)", "24"],
    ["dayOfYear(myDateTime)", "144"],
    ["firstOfMonth(myDateTime)", "2011-05-01T17:10:00"],
    ["format(myDateTime,'YYYY-MM-dd HH:mm:ss z')", "2011-05-24 17:10:00 UTC"],
    ["hour(myDateTime)", "17"],
    ["makeDate(2011,5,24)", "2011-05-24T00:00:00"],
    ["makeDateTime(2011,5,24,14,21)", "2011-05-24T14:21:00"],
    ["midnight(myDateTime)", "2011-05-24T00:00:00"],
    ["minusDays(myDateTime,1)", "2011-05-23T17:10:00"],
    ["minusHours(myDateTime,1)", "2011-05-24T16:10:00"],
    ["minusMinutes(myDateTime,1)", "2011-05-24T17:09:00"],
    ["minusMonths(myDateTime,1)", "2011-04-24T17:10:00"],
    ["minusWeeks(myDateTime,1)", "2011-05-17T17:10:00"],
    ["minusYears(myDateTime,1)", "2010-05-24T17:10:00"],
    ["minute(myDateTime)", "10"],
    ["month(myDateTime)", "5"],
    ["plusDays(myDateTime,1)", "2011-05-25T17:10:00"],
    ["plusHours(myDateTime,1)", "2011-05-24T18:10:00"],
    ["plusMinutes(myDateTime,1)", "2011-05-24T17:11:00"],
    ["plusMonths(myDateTime,1)", "2011-06-24T17:10:00"],
    ["plusWeeks(myDateTime,1)", "2011-05-31T17:10:00"],
    ["plusYears(myDateTime,1)", "2012-05-24T17:10:00"],
    ["plusPeriod(myDateTime,'1 day')", "2011-05-25T17:10:00"],
    ["sunday(myDateTime)", "2011-05-22T17:10:00"],
    ["year(myDateTime)", "2011"],
    ["yesterday(myDateTime)", "2011-05-23T17:10:00"],
    // Not in the guide: the ends of months and years, and what functions take.
    ["sunday('2011-05-22T01:00:00')", "2011-05-22T01:00:00"],
    ["plusMonths('2012-01-31', 1)", "2012-02-29T00:00:00"],
    ["minusMonths('2012-03-31', 1)", "2012-02-29T00:00:00"],
    ["plusYears('2012-02-29', 1)", "2013-02-28T00:00:00"],
    ["minusPeriod('2012-03-31', '1 month')", "2012-02-29T00:00:00"],
    [
      "plusPeriod(myDateTime, 1)",
      "EXPRESSION_VALUE: Argument 2 of the function \"plusPeriod\" is not a period, such as '1 day'.",
    ],
    ["dayOfYear('2012-12-31')", "366"],
    ["midnight('1969-12-31T23:00:00')", "1969-12-31T00:00:00"],
    ["day(plusDays(makeDate(2012, 2, 28), 1 + 1))", "1"],
    ["@scheduledStartTime.format('YYYY')", "2011"],
    ["makeDate(2011, 2, 29)", "EXPRESSION_VALUE: There is no such date."],
    ["makeDate(2011, 13, 1)", "EXPRESSION_VALUE: There is no such date."],
    ["makeDateTime(2011, 1, 1, 24, 0)", "EXPRESSION_VALUE: There is no such date."],
    ["makeDateTime(2011, 1, 1, 0, 60)", "EXPRESSION_VALUE: There is no such date."],
    ["makeDateTime(2011, 1, 1, 1, -1)", "EXPRESSION_VALUE: There is no such date."],
    ["makeDate(99, 1, 1)", "0099-01-01T00:00:00"],
    [
      "day('tomorrow')",
      "EXPRESSION_VALUE: Argument 1 of the function \"day\" is not a date, such as @scheduledStartTime or '2012-11-23T00:00:00'.",
    ],
    ["plusDays(myDateTime, 1.5)", 'EXPRESSION_VALUE: Argument 2 of the function "plusDays" is not a whole number.'],
  ];
  for (const [expression, expected] of cases) {
    it(`1.4 evaluates ${expression}`, () => {
      expect(evaluate(`#{${expression}}`)).to.equal(expected);
    });
  }
});
