import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { RunObservation } from "../../../../src/planner/calibrate/observations.ts";
import { CORPUS, hasCorpus, SKIPPED_WITHOUT_CORPUS } from "../../../golden/corpus-files.ts";
import { type HistoryReading, readHistory } from "./read-history.ts";

const FOLDERS = ["emr-cli", "dp-cli-output", "jhist", "rumen", "yarn-sls", "spark-event-logs", "wfformat"];

const EXPECTED = "test/planner/calibrate/read/corpus.txt";

/** `jhist/a.jhist: 1 run, 11 tasks`, or why it is refused; then what was said besides. */
function lineOf(name: string, { runs, clusters, boots, diagnostics }: HistoryReading): string {
  const error = diagnostics.find(({ severity }) => severity === "error");
  const tasks = runs.reduce((sum, run) => sum + taskCount(run), 0);
  const counts = [
    [runs.length, "runs"],
    [tasks, "tasks"],
    [clusters.length, "clusters"],
    [boots.length, "boots"],
  ] as const;
  const found = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])).join(", ");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  const said = warnings.map(({ line, message }) => `\n    ${line}: ${message}`).join("");
  return `${name}: ${error === undefined ? found : `refused: ${error.message}`}${said}`;
}

function taskCount({ job }: RunObservation): number {
  if (job === undefined) return 0;
  if (job.kind === "mapreduce") return job.tasks.length;
  return job.stages.reduce((sum, { tasks }) => sum + tasks.length, 0);
}

describe("histories that others wrote", () => {
  it(`are each read or refused with the reason ${SKIPPED_WITHOUT_CORPUS}`, function () {
    if (!hasCorpus()) this.skip();
    const lines = FOLDERS.flatMap((folder) =>
      readdirSync(`${CORPUS}/${folder}`)
        .sort()
        .map((file) => {
          const name = `${folder}/${file}`;
          const reading = readHistory({ [name]: readFileSync(`${CORPUS}/${name}`, "utf8") });
          return lineOf(name, reading);
        }),
    );
    expect(lines).to.have.length.above(100);
    const text = `${lines.join("\n")}\n`;
    if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(EXPECTED, text);
    expect(text).to.equal(readFileSync(EXPECTED, "utf8"));
  });

  /*
   * Worked out by hand from the file: submitted 1329348443227, finished 1329348468601, which are 25.374 s; the first map
   * starts at 1329348450485, 7.258 s after the submission; ten maps and one reduce.
   */
  it(`keep the times that the job history says ${SKIPPED_WITHOUT_CORPUS}`, function () {
    if (!hasCorpus()) this.skip();
    const name = "jhist/apache-hadoop-common__job_1329348432655_0001-10.jhist";
    const { runs } = readHistory({ [name]: readFileSync(`${CORPUS}/${name}`, "utf8") });
    const [run] = runs;
    expect(run).to.include({ name: "Sleep job", status: "succeeded", durationMs: 25_374, startMs: 1_329_348_443_227 });
    expect(run?.job).to.include({ kind: "mapreduce", setupMs: 7258 });
  });
});
