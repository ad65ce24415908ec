import { expect } from "chai";
import type { Result, UnfinishedRow } from "../../../src/experiment/result.ts";
import { buildView } from "../../../src/report/build/build-view.ts";
import { hostileResult } from "../hostile-result.ts";
import { once, workedExample } from "../worked-example.ts";

/** An unfinished row of each kind. */
function unfinished(status: UnfinishedRow["status"], rest: Partial<UnfinishedRow> = {}): UnfinishedRow {
  return { pipelineId: "df-1", componentId: "A", instanceId: "@A_1", status, reason: "so", rule: "2.6", ...rest };
}

describe("the view of a result", () => {
  const view = buildView(workedExample);

  it("has the bill by resource, type and kind, adding up to its total", () => {
    expect(view.cost.kinds).to.deep.equal(["EC2", "EMR"]);
    expect(view.cost.resources).to.deep.equal([
      {
        label: "MyEmrCluster",
        rows: [
          { label: "m1.small", quantity: "20 instance-hours", amounts: [1_300_000, 300_000], totalMicroUsd: 1_600_000 },
          { label: "m1.xlarge", quantity: "1 instance-hour", amounts: [520_000, 120_000], totalMicroUsd: 640_000 },
        ],
        totalMicroUsd: 2_240_000,
      },
    ]);
    expect(view.cost.totals).to.deep.equal([1_820_000, 420_000]);
    expect(view.cost.means).to.deep.equal([]);
  });

  const OPEN = unfinished("CANCELED");
  const LATE = unfinished("FINISHED", { lateAtMs: 0 });
  const NEVER_LAUNCHED = unfinished("FINISHED");
  const HELD_BACK = unfinished("not created", { count: 1200 });
  const words: readonly (readonly [string, readonly UnfinishedRow[]])[] = [
    ["", []],
    ["1 instance did not finish", [OPEN]],
    ["2 instances finished late, 1 was never launched", [LATE, LATE, NEVER_LAUNCHED]],
    ["1 instance did not finish, 1 finished late, 1,200 were never created", [HELD_BACK, LATE, OPEN]],
    ["1,200 instances were never created", [HELD_BACK]],
  ];
  for (const [expected, rows] of words) {
    it(`says "${expected}" of what did not finish in time`, () => {
      expect(buildView({ ...workedExample, unfinished: rows }).unfinishedWords).to.equal(expected);
    });
  }

  it("has phases that add up to the latency", () => {
    const sum = view.time.phases.reduce((total, { mean }) => total + mean, 0);
    expect(sum).to.equal(1_145_000);
    expect(view.time.phases.map(({ phase }) => phase))
      .to.not.include("waiting")
      .and.not.include("command");
  });

  it("says when everything ended, unless something has not", () => {
    expect(view.headline.endedAtMs).to.equal(Date.UTC(2012, 10, 23, 0, 19, 5));
    expect(view.headline.lastLogAtMs).to.equal(Date.UTC(2012, 10, 23, 0, 19, 8, 896));
    const [execution] = workedExample.executions;
    if (execution === undefined) throw new Error("the example has an execution");
    const { endedAtMs, ...open } = execution;
    expect(endedAtMs).to.be.a("number");
    const unfinished = buildView({ ...workedExample, executions: [execution, { ...open, succeeded: false }] });
    expect(unfinished.headline.endedAtMs).to.equal(undefined);
    expect(unfinished.headline.executions).to.deep.equal({ total: 2, succeeded: 1 });
  });

  it("puts logs that are lost first, in groups by kind, host and fate", () => {
    const groups = buildView(hostileResult).logs.groups;
    expect(groups.total).to.equal(hostileResult.logs.length);
    expect(groups.rows.map(({ status }) => status)).to.deep.equal([
      ...Array.from({ length: 6 }, () => "lost"),
      ...Array.from({ length: 12 }, () => "published"),
    ]);
    const [log] = workedExample.logs.slice(1);
    if (log === undefined) throw new Error("the example has a published log");
    const twice = [log, { ...log, destination: "s3://service-default/another/TaskRunner.log" }];
    expect(buildView({ ...workedExample, logs: twice }).logs.groups.rows).to.have.length(1);
    expect(buildView({ ...workedExample, logs: twice }).logs.groups.rows[0]).to.include({
      count: 2,
      bytes: 62_333_334,
      missingBytes: 0,
      destination: "s3://service-default/...",
    });
  });

  it("shows distributions only of what varies, the main figures first", () => {
    expect(view.distributions.total).to.equal(0);
    const names = buildView(hostileResult).distributions.rows.map(({ name }) => name);
    expect(names.slice(0, 3)).to.deep.equal(["cost.total", "latency.pipeline", "logs.publishDelay"]);
    expect(names).to.not.include("logs.lostBytes").and.not.include("time.boot");
  });

  it("takes a name like __proto__ for a name", () => {
    const measures = Object.fromEntries([["latency.pipeline", once("ms", 5)]]);
    const odd: Result = { ...workedExample, measures: Object.create(measures) };
    expect(buildView(odd).headline.latency).to.equal(undefined);
    expect(buildView(hostileResult).cost.resources.map(({ label }) => label)).to.include("__proto__");
  });
});
