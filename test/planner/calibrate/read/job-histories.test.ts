import { expect } from "chai";
import { placesOf, readHistory } from "./read-history.ts";

/** A line of a .jhist file. */
function event(type: string, body: object): string {
  return JSON.stringify({ type, event: { [`org.apache.hadoop.mapreduce.jobhistory.${type}`]: body } });
}

const MAP = { taskid: "t_m_0", attemptId: "a_m_0_0", taskType: "MAP" };
const REDUCE = { taskid: "t_r_0", attemptId: "a_r_0_0", taskType: "REDUCE" };

const JHIST = [
  "Avro-Json",
  '{"type":"record","name":"Event"}',
  event("JOB_SUBMITTED", { jobid: "job_1", jobName: "Count", submitTime: 1_000_000 }),
  event("MAP_ATTEMPT_STARTED", { ...MAP, startTime: 1_008_000, trackerName: "n1" }),
  event("MAP_ATTEMPT_FINISHED", { ...MAP, finishTime: 1_020_000, hostname: "n1" }),
  event("REDUCE_ATTEMPT_STARTED", { ...REDUCE, startTime: 1_010_000 }),
  event("REDUCE_ATTEMPT_FINISHED", {
    ...REDUCE,
    shuffleFinishTime: 1_022_000,
    sortFinishTime: 1_023_000,
    finishTime: 1_030_000,
  }),
  event("JOB_FINISHED", { jobid: "job_1", finishTime: 1_031_000 }),
];

const OLD = `Meta VERSION="1" .
Job JOBID="job_1_0001" JOBNAME="Count" SUBMIT_TIME="1000000" JOBCONF="hdfs://a/b\\.xml" .
MapAttempt TASK_TYPE="SETUP" TASKID="task_1_0001_m_000009" TASK_ATTEMPT_ID="attempt_1_0001_m_000009_0" START_TIME="1001000" .
MapAttempt TASK_TYPE="MAP" TASKID="task_1_0001_m_000000" TASK_ATTEMPT_ID="attempt_1_0001_m_000000_0" START_TIME="1008000" .
MapAttempt TASK_TYPE="MAP" TASKID="task_1_0001_m_000000" TASK_ATTEMPT_ID="attempt_1_0001_m_000000_0" TASK_STATUS="FAILED" FINISH_TIME="1010000" HOSTNAME="/rack/n1" ERROR="java\\.io\\.IOException
\tat a\\.b
" .
MapAttempt TASK_TYPE="MAP" TASKID="task_1_0001_m_000000" TASK_ATTEMPT_ID="attempt_1_0001_m_000000_1" START_TIME="1011000" .
MapAttempt TASK_TYPE="MAP" TASKID="task_1_0001_m_000000" TASK_ATTEMPT_ID="attempt_1_0001_m_000000_1" TASK_STATUS="SUCCESS" FINISH_TIME="1020000" HOSTNAME="/rack/n2" .
Job JOBID="job_1_0001" FINISH_TIME="1031000" JOB_STATUS="SUCCESS" .`;

describe("job histories of Hadoop", () => {
  it("of version 2 give the tasks of a job, each with its times", () => {
    const { runs, diagnostics } = readHistory({ "a.jhist": JHIST.join("\n") });
    expect(diagnostics).to.deep.equal([]);
    expect(runs).to.have.length(1);
    expect(runs[0]).to.include({ kind: "job", name: "Count", id: "job_1", status: "succeeded", durationMs: 31_000 });
    expect(runs[0]?.job).to.deep.equal({
      kind: "mapreduce",
      setupMs: 8000,
      tasks: [
        { phase: "map", taskId: "t_m_0", startMs: 1_008_000, endMs: 1_020_000, status: "succeeded", host: "n1" },
        {
          phase: "reduce",
          taskId: "t_r_0",
          startMs: 1_010_000,
          endMs: 1_030_000,
          status: "succeeded",
          shuffledMs: 1_022_000,
          sortedMs: 1_023_000,
        },
      ],
    });
  });

  it("are unfinished where the writer died, and a half line is named", () => {
    const text = [...JHIST.slice(0, 7), '{"type":"JOB_FINISHED","event":{"org'].join("\n");
    const reading = readHistory({ "a.jhist": text });
    expect(placesOf(reading)).to.deep.equal(["8 warning HISTORY_DAMAGED"]);
    expect(reading.runs[0]).to.include({ status: "unfinished", durationMs: 30_000 });
  });

  it("of version 0.20 give the same, attempts that failed with a stack trace too", () => {
    const { runs, diagnostics } = readHistory({ job_1_0001_user_Count: OLD });
    expect(diagnostics).to.deep.equal([]);
    expect(runs[0]).to.include({ name: "Count", id: "job_1_0001", status: "succeeded", durationMs: 31_000 });
    const tasks = runs[0]?.job?.kind === "mapreduce" ? runs[0].job.tasks : [];
    expect(tasks.map(({ status, startMs, endMs, host }) => [status, endMs - startMs, host])).to.deep.equal([
      ["failed", 2000, "n1"],
      ["succeeded", 9000, "n2"],
    ]);
  });

  it("that are binary are refused with how to get text", () => {
    const reading = readHistory({ "a.jhist": "Avro-Binary\n\u0001\u0002" });
    expect(placesOf(reading)).to.deep.equal(["1 error HISTORY_FORMAT"]);
    expect(reading.diagnostics[0]?.hint).to.include("jhist.format=json");
  });
});

const RUMEN = {
  jobID: "job_1",
  jobName: "Sort",
  submitTime: 1_000_000,
  finishTime: 1_060_000,
  outcome: "SUCCESS",
  mapTasks: [
    { taskID: "m0", attempts: [{ startTime: 1_005_000, finishTime: 1_015_000, result: "SUCCESS", hostName: "/r/n1" }] },
  ],
  reduceTasks: [
    {
      taskID: "r0",
      attempts: [
        { startTime: 1_010_000, finishTime: 1_020_000, result: "KILLED", shuffleFinished: -1, sortFinished: -1 },
        {
          startTime: 1_021_000,
          finishTime: 1_059_000,
          result: "SUCCESS",
          shuffleFinished: 1_030_000,
          sortFinished: 1_031_000,
          reduceShuffleBytes: 5000,
        },
      ],
    },
  ],
};

describe("traces", () => {
  it("of Rumen are read job by job, as they stand one after another", () => {
    const failed = { ...RUMEN, jobID: "job_2", outcome: "FAILED" };
    const { runs } = readHistory({ "trace.json": `${JSON.stringify(RUMEN, null, 2)}\n${JSON.stringify(failed)}` });
    expect(runs.map(({ id, status, durationMs }) => [id, status, durationMs])).to.deep.equal([
      ["job_1", "succeeded", 60_000],
      ["job_2", "failed", 60_000],
    ]);
    expect(runs[0]?.job).to.include({ kind: "mapreduce", setupMs: 5000, shuffleBytes: 5000 });
    expect(runs[0]?.job?.kind === "mapreduce" ? runs[0].job.tasks : []).to.have.length(3);
  });

  it("of YARN-SLS have no dates", () => {
    const job = {
      "job.id": "job_7",
      "job.start.ms": 1000,
      "job.end.ms": 9000,
      "job.tasks": [
        { "container.start.ms": 2000, "container.end.ms": 4000, "container.type": "map" },
        { "duration.ms": 3000, count: 2, "container.type": "reduce" },
      ],
    };
    const [run] = readHistory({ "sls.json": JSON.stringify(job) }).runs;
    expect(run).to.include({ id: "job_7", durationMs: 8000 }).and.not.to.have.property("startMs");
    expect(run?.job?.kind === "mapreduce" ? run.job.tasks.map(({ phase }) => phase) : []).to.deep.equal([
      "map",
      "reduce",
      "reduce",
    ]);
  });

  it("of workflows give each task its run time, in the older form too", () => {
    const now = {
      workflow: {
        specification: { tasks: [{ id: "x1", name: "align" }] },
        execution: { tasks: [{ id: "x1", runtimeInSeconds: 2.5 }] },
      },
    };
    const old = { workflow: { tasks: [{ name: "merge_ID0000007", runtime: 4 }] } };
    const { runs } = readHistory({ "a.json": JSON.stringify(now), "b.json": JSON.stringify(old) });
    expect(runs.map(({ name, durationMs }) => [name, durationMs])).to.deep.equal([
      ["align", 2500],
      ["merge", 4000],
    ]);
  });
});

function spark(name: string, fields: object): string {
  return JSON.stringify({ Event: `SparkListener${name}`, ...fields });
}

function taskEnd(index: number, reason = "Success"): string {
  const info = { Index: index, "Launch Time": 2000 + index, "Finish Time": 5000 + index, "Executor ID": "1" };
  return spark("TaskEnd", {
    "Stage ID": 3,
    "Task End Reason": { Reason: reason },
    "Task Info": info,
    "Task Metrics": { "Disk Bytes Spilled": 7 },
  });
}

const SPARK = [
  spark("LogStart", { "Spark Version": "3.1.1" }),
  spark("ApplicationStart", { "App Name": "Etl", "App ID": "application_1", Timestamp: 1000 }),
  spark("ExecutorAdded", { "Executor ID": "1", "Executor Info": { Host: "n1", "Total Cores": 4 } }),
  spark("StageSubmitted", {
    "Stage Info": { "Stage ID": 3, "Stage Name": "count", "Parent IDs": [2], "Submission Time": 1500 },
  }),
  taskEnd(0),
  taskEnd(1, "ExceptionFailure"),
  taskEnd(1),
];

describe("event logs of Spark", () => {
  it("give the stages of an application with their tasks", () => {
    const text = [...SPARK, spark("ApplicationEnd", { Timestamp: 9000 })].join("\n");
    const [run] = readHistory({ log: text }).runs;
    expect(run).to.include({ name: "Etl", id: "application_1", status: "succeeded", durationMs: 8000, startMs: 1000 });
    expect(run?.job).to.deep.include({ kind: "spark", executors: { count: 1, hosts: 1, cores: 4 } });
    const stages = run?.job?.kind === "spark" ? run.job.stages : [];
    expect(stages).to.have.length(1);
    expect(stages[0]).to.deep.include({ id: 3, name: "count", parents: [2], submittedMs: 1500 });
    expect(stages[0]?.tasks.map(({ status }) => status)).to.deep.equal(["succeeded", "failed", "succeeded"]);
  });

  it("in progress are of an application that is unfinished", () => {
    const reading = readHistory({ "log.inprogress": `${SPARK.join("\n")}\n{"Event":"SparkListenerTaskEnd","Sta` });
    expect(reading.runs[0]).to.include({ status: "unfinished", durationMs: 4001 });
    expect(placesOf(reading)).to.deep.equal(["8 warning HISTORY_DAMAGED"]);
  });
});

describe("tables of runs", () => {
  it("are read by the names of their columns", () => {
    const csv =
      'Name;Start;End;Nodes;Type;Status\n"load; daily";2014-01-01 00:00;2014-01-01 00:10;4;m1.large;ok\nload;1388534400;1388534460;;;failed';
    const { runs } = readHistory({ "runs.csv": csv });
    expect(runs.map(({ name, status, durationMs, cluster }) => [name, status, durationMs, cluster])).to.deep.equal([
      ["load; daily", "succeeded", 600_000, { nodes: 4, instanceType: "m1.large" }],
      ["load", "failed", 60_000, undefined],
    ]);
  });

  it("name each row that is damaged, and use the others", () => {
    const csv = "name,duration,nodes\na,90,2\n,5,1\nb,soon,1\nc,10 min,many\nd,2 min,";
    const reading = readHistory({ "runs.csv": csv });
    expect(reading.runs.map(({ name, durationMs }) => [name, durationMs])).to.deep.equal([
      ["a", 90_000],
      ["d", 120_000],
    ]);
    expect(placesOf(reading)).to.deep.equal([
      "3 warning HISTORY_DAMAGED",
      "4 warning HISTORY_DAMAGED",
      "5 warning HISTORY_DAMAGED",
    ]);
  });
});
