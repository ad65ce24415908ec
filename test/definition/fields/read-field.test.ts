import { expect } from "chai";
import type { Diagnostic } from "../../../src/base/diagnostic.ts";
import {
  type FieldReader,
  readBoolean,
  readDecimal,
  readEnumeration,
  readInstant,
  readInteger,
  readPeriod,
  readText,
} from "../../../src/definition/fields/read-field.ts";
import { object, read } from "../read.ts";

/** Reads a field of an object of this type; a problem comes back as its severity, code and message. */
function readWith<T>(
  reading: (reader: FieldReader, ...args: [ReturnType<typeof object>, string]) => T,
  type: string,
  key: string,
  value: unknown,
): T | string | undefined {
  const definition = read({
    objects: [{ id: "A", type, [key]: value }],
    values: { myFive: "5", "*myPin": "swordfish" },
  });
  const problems: Diagnostic[] = [];
  const reader: FieldReader = { definition, context: {}, report: (diagnostic) => problems.push(diagnostic) };
  const result = reading(reader, object(definition, "A"), key);
  const [problem] = problems;
  return problem === undefined ? result : `${problem.severity} ${problem.code}: ${problem.message}`;
}

describe("typed fields", () => {
  it("1.6 reads whole numbers written as numbers, as texts and as expressions", () => {
    for (const value of [10, "10", " 10 ", "#{myFive * 2}"]) {
      expect(readWith(readInteger, "EmrCluster", "coreInstanceCount", value), String(value)).to.equal(10);
    }
  });

  it("1.5 refuses what is no whole number, or too small, as an error where the simulation needs it", () => {
    const refused = ["ten", "-1", "1.5", "", "0", "9999999999"].map((value) =>
      readWith(readInteger, "EmrCluster", "coreInstanceCount", value),
    );
    for (const [index, value] of ["ten", "-1", "1.5", "", "0", "9999999999"].entries()) {
      expect(refused[index]).to.equal(
        `error FIELD_VALUE: "coreInstanceCount" is "${value}", not a whole number from 1 to 1,000,000.`,
      );
    }
    expect(readWith(readInteger, "EmrCluster", "maximumRetries", "x")).to.match(/^warning FIELD_VALUE/);
    expect(readWith(readInteger, "EmrCluster", "taskInstanceCount", "0")).to.equal(0);
  });

  it("1.5 reads periods in any case, singular or plural", () => {
    for (const value of ["1 hour", "1 Hours", "1HOUR"]) {
      expect(readWith(readPeriod, "Schedule", "period", value)).to.deep.equal({ count: 1, unit: "hour" });
    }
    expect(readWith(readPeriod, "Schedule", "period", "0 hours")).to.equal(
      'error FIELD_VALUE: "period" is "0 hours", not a period.',
    );
    expect(readWith(readPeriod, "Schedule", "period", "soon")).to.match(/not a period/);
  });

  it("1.5 reads times in UTC, and expressions that give one", () => {
    expect(readWith(readInstant, "Schedule", "startDateTime", "2012-11-23T00:00:00")).to.equal(Date.UTC(2012, 10, 23));
    expect(readWith(readInstant, "Schedule", "startDateTime", "#{makeDate(2012,11,23)}")).to.equal(
      Date.UTC(2012, 10, 23),
    );
    expect(readWith(readInstant, "Schedule", "startDateTime", "2013-02-30T00:00:00")).to.match(/not a time in UTC/);
    expect(readWith(readInstant, "Schedule", "startDateTime", "makeDate(2012,11,23)")).to.match(/not a time in UTC/);
  });

  it("1.6 reads true and false in any case", () => {
    expect(
      [true, "TRUE", "False"].map((value) => readWith(readBoolean, "S3DataNode", "s3ServerSideEncryption", value)),
    ).to.deep.equal([true, true, false]);
    expect(readWith(readBoolean, "S3DataNode", "s3ServerSideEncryption", "yes")).to.match(
      /^warning FIELD_VALUE.*not true or false/,
    );
  });

  it("1.6 reads the words of an enumeration in any case and answers them as the guide spells them", () => {
    expect(readWith(readEnumeration, "EmrCluster", "scheduleType", "CRON")).to.equal("cron");
    expect(readWith(readEnumeration, "Schedule", "startAt", "first_activation_date_time")).to.equal(
      "FIRST_ACTIVATION_DATE_TIME",
    );
    expect(readWith(readEnumeration, "EmrCluster", "failureAndRerunMode", "CASCADE")).to.equal("cascade");
    expect(readWith(readEnumeration, "EmrCluster", "scheduleType", "crom")).to.equal(
      'error FIELD_VALUE: "scheduleType" is "crom", not one of cron, ondemand, timeseries.',
    );
  });

  it("suggests the nearest word of an enumeration", () => {
    const definition = read({ id: "A", type: "EmrCluster", scheduleType: "crom" });
    expect(definition.diagnostics.find(({ code }) => code === "FIELD_VALUE")?.hint).to.equal('Did you mean "cron"?');
  });

  it("reads numbers with a fraction", () => {
    expect(
      ["0.5", ".25", "1"].map((value) => readWith(readDecimal, "DynamoDBDataNode", "readThroughputPercent", value)),
    ).to.deep.equal([0.5, 0.25, 1]);
    expect(readWith(readDecimal, "DynamoDBDataNode", "readThroughputPercent", "half")).to.match(/not a number/);
  });

  it("answers undefined without a problem for what is not there and what shows only at run time", () => {
    expect(readWith(readText, "EmrCluster", "keyPair", "#{@pipelineId}")).to.equal(undefined);
    expect(readWith(readText, "EmrCluster", "keyPair", [])).to.equal(undefined);
    expect(readWith(readText, "EmrCluster", "keyPair", { ref: "A" })).to.equal(undefined);
  });

  it("1.4 reports an expression that has no value", () => {
    expect(readWith(readInteger, "EmrCluster", "coreInstanceCount", "#{myNothing}")).to.match(/^error UNRESOLVED_NAME/);
  });

  it("1.5 shows the value of an expression, but never a secret in it", () => {
    const wrong =
      'error FIELD_VALUE: "coreInstanceCount" is "#{myFive}x", that is "5x", not a whole number from 1 to 1,000,000.';
    expect(readWith(readInteger, "EmrCluster", "coreInstanceCount", "#{myFive}x")).to.equal(wrong);
    expect(readWith(readInteger, "EmrCluster", "coreInstanceCount", "#{*myPin}x")).to.contain('that is "***x"');
  });

  it("reads a field that the guide does not know as what the reader asks for", () => {
    expect(readWith(readPeriod, "EmrCluster", "myPause", "2 days")).to.deep.equal({ count: 2, unit: "day" });
    expect(readWith(readPeriod, "EmrCluster", "myPause", "two days")).to.match(/"myPause" is "two days", not a period/);
  });
});
