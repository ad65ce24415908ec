import { expect } from "chai";
import { cli } from "./cli.ts";

describe("stepcast catalog", () => {
  it("lists every instance type with prices", async () => {
    const { status, out } = await cli(["catalog"]);
    expect(status).to.equal(0);
    expect(out).to.match(/^ {2}type +vCPU +GiB +ECU/);
    expect(out).to.match(/^ {2}m1\.small +1 +1\.7 +1 +160 +0\.044 +0\.011$/m);
  });

  it("7.1 --date gives the prices of a date", async () => {
    const { out } = await cli(["catalog", "--date", "2012-11-23"]);
    expect(out).to.match(/^ {2}m1\.small +1 +1\.7 +1 +160 +0\.065 +0\.015$/m);
  });

  it("7.1 says that nothing is known of so early a date", async () => {
    const { status, err } = await cli(["catalog", "m1.small", "--date", "1999-01-01"]);
    expect([status, err]).to.deep.equal([
      0,
      "stepcast: no prices are known from before 2006-08-24: those shown are later ones\n",
    ]);
    expect((await cli(["catalog", "--date", "2012-11-23"])).err).to.equal("");
  });

  it("--region gives those of a region", async () => {
    const priceIn = async (region: string) =>
      /^ {2}m1\.small.* (\S+) +\S+$/m.exec((await cli(["catalog", "--region", region])).out)?.[1];
    expect(await priceIn("eu-west-1")).not.to.equal(await priceIn("us-east-1"));
  });

  it("shows all that is known of one type, with sources", async () => {
    const { status, out } = await cli(["catalog", "m1.small", "--date", "2012-11-23"]);
    expect(status).to.equal(0);
    expect(out).to.match(/^m1\.small: General purpose/);
    expect(out).to.match(/Boot time: /);
    expect(out).to.match(/source/);
  });

  it("--format json gives the same as data", async () => {
    const list = JSON.parse((await cli(["catalog", "--format", "json"])).out);
    expect(list.find(({ type }: { type: string }) => type === "m1.xlarge")).to.include({ vcpu: 4, ecu: 8 });
    const one = JSON.parse((await cli(["catalog", "m1.small", "--format", "json"])).out);
    expect(one.instanceType).to.include({ type: "m1.small", ecu: 1 });
  });

  const bad: readonly (readonly [readonly string[], RegExp])[] = [
    [["m1.smal"], /^stepcast: unknown instance type "m1.smal": did you mean m1.small/],
    [["__proto__"], /^stepcast: unknown instance type "__proto__"/],
    [[""], /^stepcast: unknown instance type "": `stepcast catalog` lists them/],
    [["--date", "yesterday"], /argument 'yesterday' is invalid. expected a date, e.g. 2012-11-23/],
    [["--date", "2012-13-45"], /expected a date/],
    [["--region", "nowhere"], /^stepcast: unknown region "nowhere": expected one of /],
    [["--format", "html"], /expected text or json/],
  ];
  for (const [argv, message] of bad) {
    it(`refuses ${argv.join(" ") || "an empty type"}`, async () => {
      const { status, out, err } = await cli(["catalog", ...argv]);
      expect([status, out]).to.deep.equal([2, ""]);
      expect(err).to.match(message);
    });
  }
});
