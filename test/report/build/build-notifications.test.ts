import { expect } from "chai";
import type { Measure, NotificationRow, Result } from "../../../src/experiment/result.ts";
import { BOUNDS } from "../../../src/report/build/bounds.ts";
import { buildView } from "../../../src/report/build/build-view.ts";
import { workedExample } from "../worked-example.ts";

function withMessages(count: number): Result {
  const rows = Array.from({ length: count }, (_, index): NotificationRow => {
    const event = index === 0 ? "onFail" : "onSuccess";
    return { pipelineId: "df-1", componentId: "A", instanceId: `@A_${index}`, actionId: "Mail", event, atMs: index };
  });
  const template = workedExample.measures["cost.total"];
  const measure = { ...template, unit: "count", mean: count, max: count } as Measure;
  return { ...workedExample, notifications: rows, measures: { ...workedExample.measures, notifications: measure } };
}

describe("the view of what SnsAlarms send", () => {
  it("3.4 is not there where nothing is sent", () => {
    expect(buildView(workedExample).notifications).to.equal(undefined);
  });

  it("3.4 counts messages by event and shows the first of them", () => {
    const view = buildView(withMessages(BOUNDS.tableRows + 5)).notifications;
    expect(view?.byEvent).to.deep.equal([
      { event: "onSuccess", count: BOUNDS.tableRows + 4 },
      { event: "onFail", count: 1 },
    ]);
    expect(view?.rows.total).to.equal(BOUNDS.tableRows + 5);
    expect(view?.rows.rows).to.have.length(BOUNDS.tableRows);
  });
});
