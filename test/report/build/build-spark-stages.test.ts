import { expect } from "chai";
import type { Result } from "../../../src/experiment/result.ts";
import type { SparkStageRow } from "../../../src/model/records.ts";
import { BOUNDS } from "../../../src/report/build/bounds.ts";
import { buildSparkStages } from "../../../src/report/build/build-spark-stages.ts";
import { writeCsvFiles } from "../../../src/report/csv/write-csv-files.ts";
import { writeSummary } from "../../../src/report/text/write-summary.ts";
import { writeTrace } from "../../../src/report/trace/write-trace.ts";
import { workedExample } from "../worked-example.ts";

const [step] = workedExample.steps;

/** A stage that was handed out 300 s after the activation and took a minute. */
function stageOf(rest: Partial<SparkStageRow> = {}): SparkStageRow {
  const submittedAtMs = workedExample.activationAtMs + 300_000;
  return {
    pipelineId: "df-1",
    componentId: "MyEmrActivity",
    workId: step?.stepId ?? "",
    index: 0,
    name: "join",
    status: "COMPLETED",
    tasks: 4000,
    submittedAtMs,
    startedAtMs: submittedAtMs,
    endedAtMs: submittedAtMs + 60_000,
    ...rest,
  };
}

const withStages = (sparkStages: readonly SparkStageRow[]): Result => ({ ...workedExample, sparkStages });

describe("stages of Spark applications in reports", () => {
  it("5.4 are not there where there are none", () => {
    expect(buildSparkStages(workedExample)).to.equal(undefined);
    expect(writeSummary(workedExample)).not.to.contain("Spark");
    expect(writeCsvFiles(workedExample).map(({ name }) => name)).not.to.include("spark-stages.csv");
  });

  it("5.4 say when they began, how long they took, and what befell their tasks", () => {
    const result = withStages([
      stageOf({ critical: true, spilledTasks: 1200, recomputedTasks: 1 }),
      stageOf({ workId: "other", status: "FAILED", failedTasks: 4, uncachedTasks: 2 }),
    ]);
    expect(buildSparkStages(result)).to.deep.include({ applications: 2 });
    expect(buildSparkStages(result)?.stages.rows).to.containSubset([
      { submittedMs: 300_000, ranMs: 60_000, critical: true, remarks: "1,200 tasks spilled, 1 task computed again" },
      { critical: false, remarks: "4 tasks failed, 2 tasks without cached input" },
    ]);
    const text = writeSummary(result, { columns: 120 });
    expect(text).to.contain("Spark   2 stages of 2 applications");
    expect(text).to.match(
      /MyEmrActivity {2}join {3}4,000 {2}1 min {2}critical {2}1,200 tasks spilled, 1 task computed again/,
    );
  });

  it("5.4 are shown up to a bound, which the reports name", () => {
    const result = withStages(Array.from({ length: BOUNDS.tableRows + 5 }, (_, index) => stageOf({ index })));
    expect(buildSparkStages(result)?.stages).to.deep.include({ total: BOUNDS.tableRows + 5 });
    expect(buildSparkStages(result)?.stages.rows).to.have.length(BOUNDS.tableRows);
    expect(writeSummary(result)).to.contain("... and 193 more");
  });

  it("5.4 stand in the trace beside the steps of their cluster", () => {
    const { traceEvents } = JSON.parse(writeTrace(withStages([stageOf()])));
    const named = (name: string) => traceEvents.find((event: { readonly name: string }) => event.name === name);
    expect(named("join")).to.include({ cat: "stage", ts: 300_000_000, dur: 60_000_000 });
    const threads = traceEvents.filter(({ name }: { readonly name: string }) => name === "thread_name");
    const own = threads.find(
      ({ args }: { readonly args: { readonly name: string } }) => args.name === "Spark stages 1",
    );
    expect(own?.pid).to.equal(named("join").pid);
  });
});
