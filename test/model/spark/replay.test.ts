import { readFileSync } from "node:fs";
import { expect } from "chai";
import { CORPUS, hasCorpus, SKIPPED_WITHOUT_CORPUS } from "../../golden/corpus-files.ts";
import { readHistory } from "../../planner/calibrate/read/read-history.ts";
import { type ReplayOn, replay } from "./replay.ts";

/**
 * Applications that really ran, with their executors: by how much the model is off over all, and in their two longest
 * stages, in percent of what was measured. The model knows the durations of the tasks and the gaps between jobs; it has to
 * find the order and the waves.
 */
const LOGS: readonly (readonly [log: string, on: ReplayOn, errors: Readonly<Record<string, number>>])[] = [
  // 612 tasks on up to 50 executors of 4 cores, which dynamic allocation gave back one by one: 41 minutes
  [
    "groupon-sparklint__application_1472176676028_407508_1.log",
    { executors: 50, isDynamic: true },
    { all: 0.1, "stage 0": 0.6, "stage 1": -0.5 },
  ],
  // 3 stages of 68 tasks on 2 executors of 2 cores, with waits for data nearby (locality), which the model knows nothing of
  [
    "groupon-sparklint__event_log_0.log",
    { executors: 2, isDynamic: false },
    { all: -9.3, "stage 0": -6, "stage 1": -10.5 },
  ],
  ["linkedin-dr-elephant__dr-elephant_event_log_1.log", { executors: 2, isDynamic: false }, { all: -2.3 }],
  // two stages side by side
  [
    "NVIDIA-spark-rapids-tools__spark-events-qualification_cluster_information_eventlog_2nodes_8cores.log",
    { executors: 2, isDynamic: false },
    { all: -0.5 },
  ],
  [
    "NVIDIA-spark-rapids-tools__spark-events-qualification_eventlog_complex_dec_nested.log",
    { executors: 1, isDynamic: false },
    { all: -0.1, "stage 0": -0.1 },
  ],
];

describe("replay of Spark's event logs", () => {
  for (const [log, on, errors] of LOGS) {
    it(`5.4 ${log} ${SKIPPED_WITHOUT_CORPUS}`, function () {
      if (!hasCorpus()) this.skip();
      const text = readFileSync(`${CORPUS}/spark-event-logs/${log}`, "utf8");
      const [job] = readHistory({ [log]: text }).runs.flatMap((run) => run.job ?? []);
      if (job?.kind !== "spark") throw new Error("no Spark application");
      const replayed = replay(job, on);
      const found = Object.keys(errors).map((name) => {
        const { measuredS = 1, modelS = 0 } = replayed.get(name) ?? {};
        return [name, Math.round(1000 * (modelS / measuredS - 1)) / 10];
      });
      expect(found).to.deep.equal(Object.entries(errors));
    });
  }
});
