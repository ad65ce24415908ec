import { expect } from "chai";
import { collectProfiles } from "../../../src/planner/calibrate/collect-profiles.ts";
import { summariseErrors, summariseReplay } from "../../../src/planner/calibrate/replay/replay-error.ts";
import { type Replay, replayRuns } from "../../../src/planner/calibrate/replay/replay-runs.ts";
import { readHistory } from "./read/read-history.ts";

/** A job of a Rumen trace: times are seconds after its submission. */
function job(id: string, maps: readonly [number, number][], reduces: readonly [number, number][], end: number): string {
  const at = (seconds: number) => 1_300_000_000_000 + 1000 * seconds;
  const tasks = (kind: string, times: readonly [number, number][]) =>
    times.map(([start, finish], index) => ({
      taskID: `${id}_${kind}_${index}`,
      attempts: [{ startTime: at(start), finishTime: at(finish), result: "SUCCESS" }],
    }));
  return JSON.stringify({
    jobID: id,
    jobName: "sort",
    submitTime: at(0),
    finishTime: at(end),
    outcome: "SUCCESS",
    mapTasks: tasks("m", maps),
    reduceTasks: tasks("r", reduces),
  });
}

function replay(...jobs: readonly string[]): Replay {
  return replayRuns(collectProfiles(readHistory({ "trace.json": jobs.join("\n") })), {});
}

describe("the replay of a job", () => {
  /*
   * Four maps of 10 s, two at a time, from 3 s on: the last is done at 23 s. The reduce began at 13 s and ends 5 s after the
   * last map, at 28 s; the job is over at 30 s. Its 5 s around the tasks and the waves give the same 30 s.
   */
  it("5.4 with its own times takes as long as it took where its waves are those of the model", () => {
    const { runs } = replay(
      job(
        "job_1",
        [
          [3, 13],
          [3, 13],
          [13, 23],
          [13, 23],
        ],
        [[13, 28]],
        30,
      ),
    );
    expect(runs).to.deep.equal([{ name: "sort", id: "job_1", measuredMs: 30_000, tasksMs: 30_000, profileMs: 30_000 }]);
  });

  /*
   * The second wave waited 4 s for its slots: the model starts it at once, so that it is 4 of 24 s too short, -17 %.
   */
  it("5.4 shows what the model does not know: slots that stood empty", () => {
    const { runs } = replay(
      job(
        "job_1",
        [
          [0, 10],
          [14, 24],
        ],
        [],
        24,
      ),
    );
    expect(runs.map(({ measuredMs, tasksMs }) => [measuredMs, tasksMs])).to.deep.equal([[24_000, 20_000]]);
  });

  it("with the profile of several jobs has the number of tasks of its own", () => {
    const { runs } = replay(
      job("job_1", [[0, 10]], [], 10),
      job(
        "job_2",
        [
          [0, 10],
          [10, 20],
          [20, 30],
        ],
        [],
        30,
      ),
    );
    expect(runs.map(({ profileMs }) => profileMs)).to.deep.equal([10_000, 30_000]);
  });

  it("says how far off half of the runs are, and nine of ten", () => {
    const errors = [-0.1, 0.2, 0.3, -0.4, 0.5, 0.6, 0.7, 0.8, 0.9, -1, 1.1];
    const { jobs, medianError, p90Error } = summariseErrors(errors);
    expect([jobs, medianError, p90Error]).to.deep.equal([11, 0.6, 1]);
    expect(summariseReplay([])).to.deep.equal({ jobs: 0, medianError: 0, p90Error: 0 });
  });

  it("of a scaling law asks it for the cluster of each run", () => {
    const rows = [
      [2, 1860],
      [4, 960],
      [6, 660],
    ].map(([nodes, seconds]) => `step,${seconds},${nodes},m1.large`);
    const csv = ["name,duration,nodes,type", ...rows].join("\n");
    const { runs } = replayRuns(collectProfiles(readHistory({ "a.csv": csv })), {});
    for (const { measuredMs, profileMs } of runs) expect(profileMs).to.be.closeTo(measuredMs, 20);
  });

  it("has nothing to do where no run succeeded", () => {
    const csv = "name,duration,status\nb,90,failed\n";
    const { runs, notes } = replayRuns(collectProfiles(readHistory({ "a.csv": csv })), {});
    expect(runs).to.deep.equal([]);
    expect(notes).to.deep.equal(["no run succeeded: there is nothing to replay"]);
  });
});
