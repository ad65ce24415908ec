import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { expect } from "chai";
import { corpusFiles, hasCorpus, SKIPPED_WITHOUT_CORPUS } from "./corpus-files.ts";
import { type CorpusRun, runCorpusFile } from "./corpus-run.ts";
import { corpusTables } from "./corpus-table.ts";

/** `UPDATE_GOLDEN=1 npm test` writes the tables anew, for a reviewer to read in the diff. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";
const FOLDER = "reports/corpus";

/** So many status changes of one instance are many: each has five or so, a resource one more for each machine. */
const EVENTS_PER_INSTANCE_MAX = 60;

describe("definitions in the wild, simulated", function () {
  this.timeout(60_000);
  let runs: readonly CorpusRun[] = [];

  before(function () {
    if (!hasCorpus()) this.skip();
    runs = corpusFiles().map((file) => runCorpusFile(file));
  });

  it(`give ${FOLDER}, byte for byte ${SKIPPED_WITHOUT_CORPUS}`, () => {
    const { csv, markdown } = corpusTables(runs);
    for (const [name, text] of [
      ["table.csv", csv],
      ["table.md", markdown],
    ] as const) {
      if (UPDATE) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(`${FOLDER}/${name}`, text);
      }
      expect(firstDifference(text, readFileSync(`${FOLDER}/${name}`, "utf8"))).to.equal(undefined);
    }
  });

  it(`are run or refused, never both or neither ${SKIPPED_WITHOUT_CORPUS}`, () => {
    for (const { file, diagnostics, simulated } of runs) {
      const hasErrors = diagnostics.some(({ severity }) => severity === "error");
      expect(simulated === undefined, file.name).to.equal(hasErrors);
    }
  });

  it(`8.1 end each instance that is over with a reason, and each run within its events ${SKIPPED_WITHOUT_CORPUS}`, () => {
    for (const { file, simulated } of runs) {
      const records = simulated?.replication.records;
      for (const { reason, instanceId } of records?.instances ?? []) {
        expect(reason, `${file.name} ${instanceId}`).to.match(/\(\d\.\d+(?:, \d\.\d+)*\)/);
      }
      const instances = records?.instances.length ?? 0;
      expect(simulated?.replication.events ?? 0, file.name).to.be.at.most(EVENTS_PER_INSTANCE_MAX * instances);
    }
  });

  it(`2.2 without an end of their own take four times the events in four times the days ${SKIPPED_WITHOUT_CORPUS}`, () => {
    const endless = runs.filter(({ simulated }) =>
      simulated?.plan.pipelines.some(({ activities }) =>
        activities.some(
          ({ schedule }) => schedule.kind !== "ondemand" && schedule.occurrences === null && schedule.endMs === null,
        ),
      ),
    );
    expect(endless).to.have.length.above(10);
    for (const { file } of endless) {
      const [short, long] = ["2d", "8d"].map((until) => runCorpusFile(file, until).simulated?.replication.events ?? 0);
      expect((long ?? 0) / (short ?? 1), file.name).to.be.within(3.5, 4.5);
    }
  });
});

/** `12: was ..., is ...`: a difference of two texts that can be read. */
function firstDifference(text: string, baseline: string): string | undefined {
  if (text === baseline) return undefined;
  const before = baseline.split("\n");
  const after = text.split("\n");
  const line = after.findIndex((words, index) => words !== before[index]);
  return `${line + 1}: was ${before[line]}, is ${after[line]}; UPDATE_GOLDEN=1 writes it anew`;
}
