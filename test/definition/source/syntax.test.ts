import { expect } from "chai";
import { read } from "../read.ts";

/** Every syntax error with its place and message. */
function errors(text: string): string[] {
  return read(text)
    .diagnostics.filter(({ code }) => code === "SYNTAX")
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const A = '"id": "A", "type": "Ec2Resource"';

describe("syntax errors", () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    ["a comma that is missing in an object", `{${A}\n"myX": "x"}`, ["2:1 Expected , or }, got a string."]],
    ["a comma that is missing in a list", '{"id": "A", "step": ["a" "b"]}', ["1:26 Expected , or ], got a string."]],
    [
      "a comma that is missing between objects",
      `{${A}}\n{"id": "B"}`,
      ["2:1 Expected a comma between two objects, got {."],
    ],
    ["a brace that is missing before an object", `{${A},\n{"id": "B"}`, ["2:1 Expected } for the { at 1:1, got {."]],
    ["a brace that is missing at the end", `{${A}`, ["1:34 Expected } for the { at 1:1, got the end of the text."]],
    ["a bracket that is missing at the end", `[{${A}}`, ["1:36 Expected ] for the [ at 1:1, got the end of the text."]],
    [
      "a bracket that is missing before a brace",
      '{"objects": [{"id": "A"}}',
      ["1:25 Expected ] for the [ at 1:13, got }."],
    ],
    ["a brace too many", `{${A}}}`, ["1:35 Expected an object in { }, got }."]],
    ["a bracket that closes an object", `[{${A}]`, ["1:35 Expected } for the { at 1:2, got ]."]],
    ["an ellipsis between objects", `{${A}},\n...\n{"id": "B"}`, ['2:1 Expected an object in { }, got "...".']],
    ["an ellipsis in an object", `{${A}, ...}`, ['1:36 Expected a field, its name in double quotes, or }, got "...".']],
    ["an ellipsis in a list", '{"id": "A", "step": ["a", ...]}', ['1:27 Expected a value, got "...".']],
    [
      "a string without an end",
      `{${A},\n"myX": "x,\n"myY": "y"}`,
      ["2:8 A string has no end: expected a closing quote."],
    ],
    ["a string that is the last thing", `{${A}, "myX": "x`, ["1:43 A string has no end: expected a closing quote."]],
    [
      "a name without quotes",
      '{id: "A"}',
      ["1:2 Expected a field, its name in double quotes, or }, got text without quotes."],
    ],
    ["a value without quotes", '{"id": "A", "myX": hunter2}', ["1:20 Expected a value, got text without quotes."]],
    ["a value that is missing", '{"id": "A", "myX": , "myY": 1}', ["1:20 Expected a value, got ,."]],
    ["a colon that is missing", '{"id": "A", "myX" "x"}', ["1:19 Expected : after a field's name, got a string."]],
    ["two commas", '{"id": "A",, "myX": 1}', ["1:12 Expected a field, its name in double quotes, or }, got ,."]],
    ["a field outside of any object", '"id": "A"', ["1:1 Expected { before the first field, got a string."]],
    ["an escape that is none", '{"id": "A", "myX": "\\d"}', ["1:20 A string holds a backslash that escapes nothing."]],
    [
      "\\u without its digits",
      '{"id": "A", "myX": "\\u12"}',
      ["1:20 A \\u is not followed by four hexadecimal digits."],
    ],
    ["a comment without an end", `{${A}} /* open`, ["1:36 A comment has no end: expected */."]],
    ["a number without an end", '{"id": "A", "myX": 1.}', ["1:20 A number has no end: expected a digit."]],
    ["a list as a key", '{"id": "A", ["x"]: 1}', ["1:13 Expected a field, its name in double quotes, or }, got [."]],
    ["a colon in a list", '{"id": "A", "step": ["a": "b"]}', ["1:25 Expected ] for the [ at 1:21, got :."]],
  ];
  for (const [what, text, expected] of cases) {
    it(`1.1 reports ${what} at its place with what was expected`, () => {
      expect(errors(text)).to.deep.equal(expected);
    });
  }

  it("reads on after an error and reports the next one too", () => {
    const text = '{"id": "A", "type": "Ec2Resource"\n"myX": "x",\n"myY": "y", "myZ": "z"\n"myW": "w"}';
    expect(errors(text)).to.deep.equal(["2:1 Expected , or }, got a string.", "4:1 Expected , or }, got a string."]);
    expect(Array.from(read(text).objects[0]?.fields.keys() ?? [])).to.deep.equal([
      "id",
      "type",
      "myX",
      "myY",
      "myZ",
      "myW",
    ]);
  });

  it("says what to do about a missing comma, an ellipsis and a word without quotes", () => {
    const hints = ['{"id": "A"\n"x": 1}', "...", '{"id": A}'].map(
      (text) => read(text).diagnostics.find(({ code }) => code === "SYNTAX")?.hint,
    );
    expect(hints).to.deep.equal([
      "Put a comma before this.",
      "Write out what ... leaves out, or delete it.",
      "Put names and texts in double quotes; true, false and null are in lower case.",
    ]);
  });

  it("never shows what may be a secret", () => {
    for (const text of [
      '{"*password": hunter2}',
      '{"*password" "hunter2"}',
      '{"*password": "a" "hunter2"}',
      '{"*password": "hunter2',
    ]) {
      expect(JSON.stringify(read(text).diagnostics), text).not.to.contain("hunter2");
    }
  });
});
