import { expect } from "chai";
import fc from "fast-check";
import { Experiment } from "../../src/experiment/experiment.ts";
import type { RecordSink } from "../../src/experiment/record-sink.ts";
import { runReplication } from "../../src/experiment/run-replication.ts";
import { FirstRunTotals, summarised } from "../../src/report/build/first-run.ts";
import { writeSummary } from "../../src/report/text/write-summary.ts";
import { property } from "./property.ts";
import { planOf, randomTexts } from "./random-run.ts";

const INPUTS = { scenarioDigest: "", definitionDigests: [], catalogDigest: "", command: "" };
const seeds = fc.string({ maxLength: 4 });

describe("summaries, whatever the texts", () => {
  // a summary that is counted as the run goes, and one of the records that were kept
  property("are the same whether records are kept or not", fc.tuple(randomTexts, seeds), 60, ([texts, seed]) => {
    const plan = planOf(texts);
    const experimentWith = (records: true | RecordSink) => {
      const experiment = new Experiment({ plan, seed, rule: { kind: "count", count: 2 }, inputs: INPUTS });
      for (const index of experiment.nextIndexes(2)) {
        experiment.add(runReplication(plan, seed, index, index === 0 ? records : false));
      }
      return experiment;
    };
    const result = experimentWith(true).result();
    const totals = new FirstRunTotals();
    const summary = experimentWith(totals).summary();
    const expected = summarised(result);
    expect(totals.finish()).to.deep.equal(expected.firstRun);
    expect(expected).to.deep.include(summary);
    const passedOn = { ...summary, firstRun: totals.finish() };
    expect(writeSummary(passedOn, { all: true })).to.equal(writeSummary(result, { all: true }));
  });
});
