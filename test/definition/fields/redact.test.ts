import { expect } from "chai";
import { labelTexts, redactor } from "../../../src/definition/fields/redact.ts";
import { object, read } from "../read.ts";

const DEFINITION = read({
  objects: [
    {
      id: "Db",
      type: "RedshiftDatabase",
      "*password": "#{*myPassword}-suffix",
      username: "u",
      connectionString: "jdbc:#{*myPassword}@host",
    },
    {
      id: "A",
      type: "ShellCommandActivity",
      command: "login #{database.*password} #{@pipelineId}",
      database: { ref: "Db" },
      "*mySalt": "1",
    },
    { id: "B", type: "ShellCommandActivity", command: "login #{myDb.*password}", myDb: { ref: "Db" } },
  ],
  parameters: [{ id: "*myToken", default: "open sesame" }],
  values: { "*myPassword": "swordfish" },
});

describe("secrets", () => {
  it("1.5 never show in the texts of a field for a label", () => {
    expect(labelTexts(DEFINITION, object(DEFINITION, "B"), "command")).to.deep.equal(["login ***"]);
    expect(labelTexts(DEFINITION, object(DEFINITION, "Db"), "connectionString")).to.deep.equal(["jdbc:***@host"]);
    expect(labelTexts(DEFINITION, object(DEFINITION, "Db"), "*password")).to.deep.equal(["***"]);
    expect(labelTexts(DEFINITION, object(DEFINITION, "Db"), "username")).to.deep.equal(["u"]);
  });

  it("1.4 leave what only a running pipeline knows as it is written", () => {
    expect(labelTexts(DEFINITION, object(DEFINITION, "A"), "command")).to.deep.equal([
      "login #{database.*password} #{@pipelineId}",
    ]);
  });

  it("1.5 are taken out of any text, the longest first", () => {
    const redact = redactor(DEFINITION);
    expect(redact("swordfish swordfish-suffix open sesame opens")).to.equal("*** *** *** opens");
  });

  it("1.5 are taken out where they stand by themselves when they are short", () => {
    expect(redactor(DEFINITION)("1 and 10 and 1, 21")).to.equal("*** and 10 and ***, 21");
  });

  it("1.5 never show in a diagnostic of a definition, whatever is wrong with it", () => {
    const secret = "swordfish";
    const definition = read({
      objects: [
        {
          id: "A",
          type: "JdbcDatabase",
          "*password": [secret, `<${secret}>`, `\u0024{${secret}}`, `#{${secret}`],
          "*mySecret": secret,
        },
        {
          id: "B",
          type: "EmrCluster",
          coreInstanceCount: "#{*myPin}",
          terminateAfter: "#{makeDate(*myPin, 1, 1)}",
          region: "#{*myPin * 2}",
        },
      ],
      values: { "*myPin": secret },
    });
    expect(definition.diagnostics).to.have.length.greaterThan(4);
    expect(JSON.stringify(definition.diagnostics.map(({ message, hint }) => [message, hint]))).not.to.contain(secret);
  });
});
