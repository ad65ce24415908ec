import { expect } from "chai";
import { planOf, shellPipeline, type TestObject } from "./harness.ts";

function alarm(id: string, subject?: string): TestObject {
  return { id, type: "SnsAlarm", message: "m", topicArn: "arn", ...(subject === undefined ? {} : { subject }) };
}

function notificationsOf(fields: Readonly<Record<string, unknown>>, ...others: readonly TestObject[]) {
  return planOf([...shellPipeline(fields), ...others]).pipelines[0]?.notifications;
}

function subjectOf(subject: string, fields: Readonly<Record<string, unknown>> = {}) {
  return notificationsOf({ ...fields, onFail: { ref: "Alarm" } }, alarm("Alarm", subject))?.[0]?.subject;
}

describe("SnsAlarms", () => {
  it("3.4 are sent for each event that refers to them; a Terminate is none", () => {
    const fields = {
      onSuccess: { ref: "Done" },
      onFail: [{ ref: "Page" }, { ref: "Mail" }],
      onLateAction: [{ ref: "Stop" }, { ref: "Page" }],
    };
    const actions = [alarm("Done"), alarm("Page"), alarm("Mail"), { id: "Stop", type: "Terminate" }];
    expect(notificationsOf(fields, ...actions)).to.deep.equal([
      { componentId: "MyShell", actionId: "Done", event: "onSuccess" },
      { componentId: "MyShell", actionId: "Page", event: "onFail" },
      { componentId: "MyShell", actionId: "Mail", event: "onFail" },
      { componentId: "MyShell", actionId: "Page", event: "onLateAction" },
    ]);
  });

  it("3.4 1.3 what all objects inherit counts for those that have instances", () => {
    const inherited = notificationsOf({}, { id: "Default", onFail: { ref: "Page" } }, alarm("Page"));
    expect(inherited?.map(({ componentId }) => componentId)).to.deep.equal(["MyShell"]);
  });

  it("3.4 a definition without alarms has none in its plan", () => {
    expect(notificationsOf({})).to.equal(undefined);
  });

  it("1.4 the subject is resolved as far as it is known before the run", () => {
    expect(subjectOf("#{node.name} failed at #{node.@scheduledStartTime}: #{node.errorMessage}!")).to.deep.equal([
      { kind: "text", text: "MyShell" },
      { kind: "text", text: " failed at " },
      { kind: "field", name: "@scheduledStartTime" },
      { kind: "text", text: ": " },
      { kind: "field", name: "errorMessage" },
      { kind: "text", text: "!" },
    ]);
  });

  it("1.4 a time that is formatted waits for the run with its pattern", () => {
    const day = { kind: "field", name: "@scheduledStartTime", format: "YYYY-MM-dd" };
    expect(subjectOf("#{format(node.@scheduledStartTime, 'YYYY-MM-dd')}")).to.deep.equal([day]);
    expect(subjectOf("#{node.@scheduledStartTime.format('YYYY-MM-dd')}")).to.deep.equal([day]);
  });

  const AS_WRITTEN = [
    "#{minusDays(node.@scheduledStartTime, 1)}",
    "#{format(node.@scheduledStartTime, 'no pattern at all')}",
    "#{node.}",
    "#{unclosed",
  ];
  for (const text of AS_WRITTEN) {
    it(`1.4 ${text} stays as it is written`, () => {
      expect(subjectOf(text)).to.deep.equal([{ kind: "text", text }]);
    });
  }

  it("1.5 no secret gets into a subject", () => {
    const subject = JSON.stringify(subjectOf("for #{node.*myPassword}", { "*myPassword": "hunter2hunter2" }));
    expect(subject).to.not.include("hunter2");
  });
});
