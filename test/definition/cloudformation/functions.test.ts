import { expect } from "chai";
import { valueOfX } from "./template-text.ts";

const SECTIONS = `Parameters:
  Stage: { Type: String, Default: prod }
  Zones: { Type: CommaDelimitedList, Default: "a, b,c" }
  Open: { Type: String }
Mappings:
  Sizes: { prod: { type: m5.xlarge, list: [x, y] } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [!Condition IsProd]
  IsOpen: !Equals [!Ref Open, prod]
  IsEither: !Or [!Condition IsOpen, !Condition IsProd]
  IsBoth: !And [!Condition IsOpen, !Condition IsTest]
  IsItself: !Not [!Condition IsItself]
`;

/** The value as it is written, and what it comes to. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["!Ref Stage", ["prod"]],
  ["{ Ref: Stage }", ["prod"]],
  ["!Ref Zones", ["a", "b", "c"]],
  ["!Ref Logs", [`\${Logs}`]],
  ["!Ref Open", [`\${Open}`]],
  ["!Ref AWS::Region", [`\${AWS::Region}`]],
  ["!GetAtt Logs.Arn", [`\${Logs.Arn}`]],
  ["{ Fn::GetAtt: [Logs, Arn] }", [`\${Logs.Arn}`]],
  [`!Sub "\${Stage}-\${Stage}/\${!Stage}/\${Logs.Arn}"`, [`prod-prod/\${Stage}/\${Logs.Arn}`]],
  [`!Sub ["\${Stage}\${Own}", { Own: !Select [1, !Ref Zones] }]`, ["prodb"]],
  [`{ Fn::Sub: "s3://\${Logs}/#{myY}" }`, [`s3://\${Logs}/#{myY}`]],
  [`!Join ["-", [a, !Ref Stage, 1.10]]`, ["a-prod-1.10"]],
  [`!Join [",", !Ref Zones]`, ["a,b,c"]],
  [`!Select [0, !Split ["/", "x/y"]]`, ["x"]],
  [`!Split ["/", "x/y"]`, ["x", "y"]],
  [`!Select [1, !Split ["/", !Ref Open]]`, [`\${Open[1]}`]],
  ["!FindInMap [Sizes, !Ref Stage, type]", ["m5.xlarge"]],
  ["!FindInMap [Sizes, prod, list]", ["x", "y"]],
  ["!FindInMap [Sizes, !Ref AWS::Region, type]", [`\${Sizes.AWS::Region.type}`]],
  ["!If [IsProd, big, small]", ["big"]],
  ["!If [IsTest, big, small]", ["small"]],
  ["!If [IsTest, big, !Ref AWS::NoValue]", []],
  ["!If [IsOpen, big, small]", [`\${Fn::If IsOpen}`]],
  ["!If [IsEither, big, small]", ["big"]],
  ["!If [IsBoth, big, small]", ["small"]],
  ["!If [IsItself, big, small]", [`\${Fn::If IsItself}`]],
  ["!ImportValue Subnet", [`\${Fn::ImportValue Subnet}`]],
  ["!Join [x]", [`\${Fn::Join}`]],
  ["!Reff Stage", [`\${Fn::Reff}`]],
];

describe("functions of a template", () => {
  for (const [value, expected] of CASES) {
    it(`${value} is ${expected.join(" and ") || "no value"}`, () => {
      const [found] = valueOfX(value, SECTIONS);
      expect(found).to.deep.equal(expected);
    });
  }

  it("name a resource by the name that the template gives it, through others", () => {
    const before = `Parameters:\n  Base: { Type: String, Default: own }\n`;
    const bucket = `!Ref Named\n  Named:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Sub "\${Base}-logs" }`;
    expect(valueOfX(bucket, before)[0]).to.deep.equal(["own-logs"]);
  });

  it("end where resources name each other in a circle", () => {
    const circle = ["A", "B"].map(
      (id, index) => `  ${id}:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref ${"BA"[index]} }`,
    );
    const [[found]] = valueOfX(`!Ref A\n${circle.join("\n")}`);
    expect(found).to.match(/^\$\{[AB]\}$/);
  });

  it("cannot write more than any definition has", () => {
    const long = `Parameters:\n  Long: { Type: String, Default: ${"x".repeat(100_000)} }\n`;
    const [, { diagnostics }] = valueOfX(`!Sub "${`\${Long}`.repeat(2_000)}"`, long);
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).to.include("error TEXT_LIMIT");
    const joined = valueOfX(`!Join [!Ref Long, [${"a,".repeat(2_000)}]]`, long)[1].diagnostics;
    expect(joined.map(({ code, severity }) => `${severity} ${code}`)).to.include("error TEXT_LIMIT");
  });
});
