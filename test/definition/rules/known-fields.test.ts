import { expect } from "chai";
import { only, read } from "../read.ts";

/** The hint for a field that a database does not have. */
function hintOf(key: string): string | undefined {
  return only(
    read({ id: "D", type: "RdsDatabase", rdsInstanceId: "r", username: "u", "*password": "p", [key]: "x" }),
    "UNKNOWN_FIELD",
  ).hint;
}

describe("unknown fields", () => {
  it("1.5 say which types have a field of that name", () => {
    expect(hintOf("connectionString")).to.equal(
      "It is a field of MySqlDataNode, SqlDataNode, JdbcDatabase and others.",
    );
    expect(hintOf("clusterId")).to.equal("It is a field of RedshiftDatabase.");
  });

  it("1.5 are first looked for among the fields of their own type", () => {
    expect(hintOf("user")).to.equal("A field of your own begins with my and a capital or _: myComment.");
    expect(hintOf("usernam")).to.equal('Did you mean "username"?');
  });
});
