import { expect } from "chai";
import fc from "fast-check";
import { maskAssignment, maskSecrets } from "../../src/cli/mask-secrets.ts";

describe("1.5 values of encrypted fields in a text", () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"*password": "S3CRET", "a": "b"}', '{"*password": "******", "a": "b"}'],
    ['{"*password" : "S3\\"CRET"}', '{"*password" : "********"}'],
    ['{"*password": ["S3", "CRET"], "a": 1}', '{"*password": [************], "a": 1}'],
    ['{"*password": "S3CRET', '{"*password": "******'],
    ['{"*password": S3CRET}', '{"*password": ******}'],
    ['{“*password”: “S3CRET”, "a": 1}', '{“*password”: “******”, "a": 1}'],
    ['"*password": "S3\nCRET"', '"*password": "**\n****"'],
    ["parameters: { '*myPw': S3CRET }", "parameters: { '*myPw': *******}"],
    ["parameters:\n  '*myPw': S3CRET\nname: x", "parameters:\n  '*myPw': ******\nname: x"],
    ['{"key": "*password", "stringValue": "S3CRET"}', '{"key": "*password", "stringValue": "******"}'],
    ['{"stringValue": "S3CRET", "key": "*password"}', '{"stringValue": "******", "key": "*password"}'],
    [
      '{"id": "*myPw", "type": "String", "default": "S3CRET"}',
      '{"id": "*myPw", "type": "String", "default": "******"}',
    ],
    ['{"a": "*not a key"}', '{"a": "*not a key"}'],
    ['{"*": "5 min", "*Report": {"duration": "5 min"}}', '{"*": "5 min", "*Report": {"duration": "5 min"}}'],
    ['{"*password": {"ref": "D"}}', '{"*password": {"ref": "D"}}'],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => expect(maskSecrets(text)).to.equal(expected));

  it("no character moves, whatever the text", () => {
    const token = fc.constantFrom('"*a"', '"*b": ', ":", '"', "“", "{", "}", "[", "]", "\\", "\n", '"key"', "x", " ");
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        const text = tokens.join("");
        const masked = maskSecrets(text);
        expect(masked).to.have.length(text.length);
        for (let index = 0; index < text.length; index += 1) {
          if (masked[index] !== "*") expect(masked[index]).to.equal(text[index]);
        }
      }),
    );
  });

  it("a long text of unclosed values takes no time", () => {
    const text = '"id":"*a","stringValue":'.repeat(40_000);
    expect(maskSecrets(text)).to.have.length(text.length);
  }).timeout(5000);

  const assignments: readonly (readonly [string, string])[] = [
    ["*myPw=S3CRET", "*myPw=hidden"],
    ["D.*password=S3=CRET", "D.*password=hidden"],
    ["parameters.*myPw=S3CRET", "parameters.*myPw=hidden"],
    ["parameters['*myPw']=S3CRET", "parameters['*myPw']=hidden"],
    ["myBucket=s3://x/*y", "myBucket=s3://x/*y"],
    ["workloads.*Report.duration=5 min", "workloads.*Report.duration=5 min"],
    ["nothing", "nothing"],
  ];
  for (const [given, expected] of assignments) {
    it(`the option ${given}`, () => expect(maskAssignment(given)).to.equal(expected));
  }

  it("1.5 hides the values of templates, whose keys have capitals, in JSON and in YAML", () => {
    const texts = [
      '{"Key": "*password", "StringValue": "hunter2"}',
      '- Key: "*password"\n  StringValue: hunter2\n',
      "- StringValue: hunter2\n  Key: '*password'\n",
      '- {Key: "*password", StringValue: hunter2}\n',
      "Id: '*myPassword'\nAttributes: []\nDefault: hunter2\n",
    ];
    for (const text of texts) {
      const masked = maskSecrets(text);
      expect(masked).to.not.include("hunter2");
      expect(masked).to.have.length(text.length);
    }
    const open = "- Key: command\n  StringValue: echo\n";
    expect(maskSecrets(open)).to.equal(open);
  });
});
