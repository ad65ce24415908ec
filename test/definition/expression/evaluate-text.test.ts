import { expect } from "chai";
import { evaluate, evaluateInAlarm } from "./expression.ts";

type Cases = readonly (readonly [text: string, expected: string])[];

function check(rule: string, cases: Cases): void {
  for (const [text, expected] of cases) {
    it(`${rule} evaluates ${text}`, () => {
      expect(evaluate(text)).to.equal(expected);
    });
  }
}

describe("evaluateText", () => {
  describe("arithmetic", () => {
    check("1.4", [
      ["#{1 + 2}", "3"],
      ["#{1 - 2}", "-1"],
      ["#{1 * 2}", "2"],
      ["#{1 / 2}", "0"],
      ["#{-7 / 2}", "-3"],
      ["#{1.0 / 2}", "0.5"],
      ["#{2 ^ 2}", "4.0"],
      ["#{2 ^ -1}", "0.5"],
      ["#{2 ^ 3 ^ 2}", "512.0"],
      ["#{-2 ^ 2}", "-4.0"],
      ["#{--2}", "2"],
      ["#{0 * -1}", "0"],
      ["#{1 + 2 * 3}", "7"],
      ["#{(1 + 2) * 3}", "9"],
      ["#{10 - 3 - 2}", "5"],
      ["#{.5 + 1}", "1.5"],
      ["#{1.5 + 1.5}", "3.0"],
      ["#{1.50}", "1.50"],
      ["#{myNumber * 2}", "14"],
      ["#{myNumber*myNumber}", "49"],
      ["#{myNumber + myHalf}", "7.5"],
      ["#{1 / 0}", "EXPRESSION_VALUE: A number is divided by zero."],
      ["#{'a' * 2}", "EXPRESSION_VALUE: * is applied to a text, not a number."],
      ["#{@scheduledStartTime - 1}", "EXPRESSION_VALUE: - is applied to a date, not a number."],
      ["#{@scheduledStartTime + 1}", "EXPRESSION_VALUE: A number is added to a date."],
    ]);
  });

  describe("texts", () => {
    check("1.4", [
      ["no expression", "no expression"],
      ["#{'hel' + \"lo\"}", "hello"],
      ["#{'n' + 1}", "n1"],
      ["#{'1' + 1}", "11"],
      ["#{myCode + 1}", "0071"],
      ["#{myNumber}#{myNumber}", "77"],
      ["a #{myNumber} b", "a 7 b"],
      ['#{\'it\\\'s\' + " \\"so\\""}', 'it\'s "so"'],
      ["#{'}'}", "}"],
      ["\u0024{not} {an} #expression", "\u0024{not} {an} #expression"],
      ["#{@scheduledStartTime}", "2011-05-24T17:10:00"],
      ["from #{@scheduledStartTime}", "from 2011-05-24T17:10:00"],
    ]);
  });

  describe("names", () => {
    check("1.4", [
      ["#{id}", "A"],
      ["#{name}", "A"],
      ["#{type}", "ShellCommandActivity"],
      ["#{parent.@id}", "A"],
      ["#{runsOn}", "E"],
      ["#{myBucket}", "bucket"],
      ["#{myDefaulted}", "d"],
      ["x#{myOptional}", ""],
      ["#{output.directoryPath}", "s3://bucket/2011"],
      ["#{myNode.directoryPath}", "s3://bucket/2011"],
      ["#{output.id}", "Out"],
      ["#{@pipelineId}", "df-1"],
      ["#{pipelineId}", "df-1"],
      ["#{scheduledStartTime}", "2011-05-24T17:10:00"],
      ["#{mySelf}", "of the parameter"],
      ["#{*mySecret}/#{*myPassword}", "hunter2/swordfish"],
      ["#{@actualStartTime}", "unknown: @actualStartTime"],
      ["#{errorStackTrace}", "unknown: errorStackTrace"],
      ["#{@a} #{@b} #{@a}", "unknown: @a @b"],
      ["#{node.name}", "unknown: node.name"],
      ["#{day(@actualEndTime) + 1}", "unknown: @actualEndTime"],
      ["#{myMissing}", 'UNRESOLVED_NAME: The parameter "myMissing" has no value and no default.'],
      ["#{myNothing}", 'UNRESOLVED_NAME: "myNothing" is neither a field of "A" nor a parameter with a value.'],
      ["#{output.nothing}", 'UNRESOLVED_NAME: "nothing" is neither a field of "Out" nor a parameter with a value.'],
      ["#{myBucket.x}", 'UNRESOLVED_NAME: "myBucket" is neither a field of "A" nor a parameter with a value.'],
      ["#{myNumber.x}", 'UNRESOLVED_NAME: "myNumber.x" has no value: "myNumber" refers to no object.'],
    ]);

    const referrer: Cases = [
      ["#{node.id} #{node.@scheduledStartTime}", "A 2011-05-24T17:10:00"],
      ["#{node.output.id}", "Out"],
      ["#{format(minusMinutes(node.@scheduledStartTime,30),'YYYY-MM-dd hh:mm:ss')}", "2011-05-24 04:40:00"],
      ["#{node.@actualEndTime}", "unknown"],
      ["#{id}", "Alarm"],
    ];
    for (const [text, expected] of referrer) {
      it(`1.4 evaluates ${text} in an action that an activity refers to`, () => {
        expect(evaluateInAlarm(text)).to.equal(expected);
      });
    }
  });

  describe("lists", () => {
    check("1.4", [
      ["#{'this is ' + myList}", "this is one|this is two"],
      ["[#{myList1}, #{myList2}]", "1|2|3|4"],
      ["x/#{myList}/y", "x/one/y|x/two/y"],
      ["#{myList1 + myList2}", "4|6"],
      ["#{myList1 * 10}", "10|20"],
      ["#{input.directoryPath}", "s3://in/1|s3://in/2"],
      ["#{myFolders}", "x|y"],
      ["#{plusDays(myDateTime, myList1)}", "2011-05-25T17:10:00|2011-05-26T17:10:00"],
      ["#{myList + myThree}", "EXPRESSION_VALUE: + is applied to lists of 2 and 3 values."],
    ]);
  });

  describe("secrets", () => {
    it("1.5 reads encrypted fields and parameters as *** where asked to", () => {
      expect(evaluate("#{*mySecret}:#{'x' + *myPassword}", true)).to.equal("***:x***");
    });
  });

  describe("what cannot be read", () => {
    check("1.4", [
      [
        "#{",
        "EXPRESSION_SYNTAX: An expression cannot be read: expected a name, a number, a text in quotes or (, got the end of the text.",
      ],
      [
        "#{}",
        'EXPRESSION_SYNTAX: An expression cannot be read: expected a name, a number, a text in quotes or (, got "}".',
      ],
      ["#{1 2}", 'EXPRESSION_SYNTAX: An expression cannot be read: expected an operator or }, got "2".'],
      ["#{(1}", 'EXPRESSION_SYNTAX: An expression cannot be read: expected ), got "}".'],
      ["#{day(1}", 'EXPRESSION_SYNTAX: An expression cannot be read: expected , or ), got "}".'],
      ["#{'a}", "EXPRESSION_SYNTAX: An expression cannot be read: expected a closing ', got the end of the text."],
      [
        "#{#{a}}",
        'EXPRESSION_SYNTAX: An expression cannot be read: expected a name, a number, a text in quotes or (, got "#".',
      ],
      ["#{plusDay(@x, 1)}", 'EXPRESSION_SYNTAX: There is no function "plusDay".'],
      ["#{day()}", 'EXPRESSION_SYNTAX: The function "day" takes 1 arguments, not 0.'],
    ]);
  });

  describe("runaway expressions", () => {
    check("1.4", [
      ["#{myPing}", "EXPRESSION_CYCLE: Expressions need their own value: A.myPing > A.myPong > A.myPing."],
      ["#{9 ^ 9999}", "EXPRESSION_LIMIT: A number is too large."],
      ["#{9007199254740991 + 1}", "EXPRESSION_LIMIT: An integer is too large."],
      ["#{plusYears(@scheduledStartTime, 9000)}", "EXPRESSION_LIMIT: A date lies outside the years 1 to 9999."],
      [
        "#{minusDays(@scheduledStartTime, 9007199254740991)}",
        "EXPRESSION_LIMIT: A date lies outside the years 1 to 9999.",
      ],
    ]);

    const long: Cases = [
      [`#{${"(".repeat(100_000)}`, "An expression is nested more than 64 levels deep."],
      [`#{1${" + 1".repeat(10_000)}}`, "An expression is more than 250 operations deep."],
      [`#{2${" ^ 1".repeat(10_000)}}`, "An expression is more than 250 operations deep."],
      ["#{1}".repeat(20_000), "Expressions take more than 20000 steps."],
      [`${"x".repeat(20_000)}#{myBucket}`, "An expression gives more than 20000 characters."],
      [`#{${"-".repeat(100_000)}1}`, "1"],
    ];
    for (const [text, expected] of long) {
      it(`1.4 survives ${text.slice(0, 12)}... (${text.length} characters)`, () => {
        expect(evaluate(text)).to.match(new RegExp(`${expected}$`));
      });
    }
  });
});
