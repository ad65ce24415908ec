import { expect } from "chai";
import { compile, shellPipeline } from "./harness.ts";

const scheduleOf = (id: string, period: string, start: string, occurrences: number) => ({
  id,
  type: "Schedule",
  period,
  startDateTime: start,
  occurrences: String(occurrences),
});

function warnings(own: object, other: object): string[] {
  const objects = [
    ...shellPipeline({ schedule: { ref: "Own" }, dependsOn: { ref: "Other" } }),
    ...shellPipeline({ id: "Other", schedule: { ref: "Others" } }),
    { ...own, id: "Own" },
    { ...other, id: "Others" },
  ];
  return compile(objects)
    .diagnostics.filter(({ code }) => code === "PLAN_INTERVAL")
    .map(({ message }) => message);
}

describe("intervals for which what is waited for has none", () => {
  const hourly = scheduleOf("", "1 hour", "2014-03-01T00:00:00", 48);

  it("3.1 are warned about with the first of them", () => {
    // the daily schedule begins a day later: the hours of the first day have none
    expect(warnings(hourly, scheduleOf("", "1 day", "2014-03-02T00:00:00", 2))).to.deep.equal([
      "MyShell waits for Other, whose schedule has no interval for that of 2014-03-01T00:00:00: nothing holds it back there.",
    ]);
    // it ends after the first day
    expect(warnings(hourly, scheduleOf("", "1 day", "2014-03-01T00:00:00", 1))).to.deep.equal([
      "MyShell waits for Other, whose schedule has no interval for that of 2014-03-02T00:00:00: nothing holds it back there.",
    ]);
  });

  it("3.1 are not there where the schedules cover each other", () => {
    expect(warnings(hourly, scheduleOf("", "1 day", "2014-03-01T00:00:00", 2))).to.deep.equal([]);
    expect(warnings(scheduleOf("", "1 day", "2014-03-01T00:00:00", 2), hourly)).to.deep.equal([]);
    expect(warnings(hourly, hourly)).to.deep.equal([]);
  });
});
