import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { cli, SMALL } from "./cli.ts";

const CSV = "name,start,end\nA,2014-01-01T00:00:00,2014-01-01T00:10:00\nA,2014-01-02T00:00:00,2014-01-02T00:12:00\n";

describe("stepcast calibrate", () => {
  it("writes profiles to standard output, and nothing else", async () => {
    const { status, out, err } = await cli(["calibrate", "runs.csv"], { files: { "runs.csv": CSV } });
    expect(status).to.equal(0);
    expect(out)
      .to.match(/^# yaml-language-server: /)
      .and.include("duration: { empirical: [10 min, 12 min] }");
    expect(err).to.equal("");
  });

  it("writes a file, and a summary", async () => {
    const words = ["calibrate", "runs.csv", "--replay", "--out", "out/p.yaml"];
    const { status, out, files } = await cli(words, { files: { "runs.csv": CSV } });
    expect(status).to.equal(0);
    expect(files.get("out/p.yaml")).to.include("replay: { jobs: 2, medianError: ");
    expect(out).to.include("with the profile, 2 runs: error median ").and.include("profiles: ./p.yaml");
  });

  it("gives the profiles of the shipped scenario, byte for byte", async () => {
    const words = ["calibrate", "scenarios/calibrated/history", "--replay"];
    const targets = ["--activity", "Clean logs=Nightly", "--activity", "Aggregate=Nightly"];
    const { out } = await cli([...words, ...targets]);
    expect(out).to.equal(readFileSync("scenarios/calibrated/calibrated.yaml", "utf8"));
  });

  it("gives a forecast that says what it was calibrated on", async () => {
    const profile = (await cli(["calibrate", "runs.csv", "--replay"], { files: { "runs.csv": CSV } })).out;
    const files = { "s/p.json": SMALL, "s/p.yaml": profile, "s/s.yaml": "pipeline: ./p.json\nprofiles: ./p.yaml\n" };
    const summary = await cli(["run", "s/s.yaml"], { files });
    expect(summary.out).to.match(
      /^Profile calibrated on 2 observations; replay error of 2 runs: median \d+ %, p90 \d+ %\./,
    );
    const result = JSON.parse((await cli(["run", "s/s.yaml", "--format", "json"], { files })).out);
    expect(result.calibrations[0]).to.include({ observations: 2, fromAt: "2014-01-01T00:00:00.000Z" });
    expect(result.placeholders).to.deep.equal([]);
  });

  it("leaves what its profiles say to --set, but not which they are", async () => {
    const files = {
      "s/p.json": SMALL,
      "s/p.yaml": "workloads: { A: { command: 9 min } }",
      "s/s.yaml": "pipeline: ./p.json\nprofiles: ./p.yaml\n",
    };
    const set = async (text: string) => cli(["run", "s/s.yaml", "--set", text, "--format", "json"], { files });
    const { out } = await set("workloads.A.command=5 min");
    expect(
      JSON.parse(out).attempts[0].workItems[0].endedAtMs - JSON.parse(out).attempts[0].workItems[0].startedAtMs,
    ).to.equal(300_000);
    expect((await set("profiles=./q.yaml")).err).to.include("`profiles` cannot be set");
  });

  it("reads what a run wrote as AWS would have: the work comes out as it went in", async () => {
    // a runner of one's own is there at once: an activity waits for nothing
    const scenario = "pipeline: ./p.json\nworkloads: { A: { command: 10 min } }\ntaskRunners: [{ workerGroup: wg }]\n";
    const pipeline =
      '{"objects": [{"id": "A", "type": "ShellCommandActivity", "command": "run", "workerGroup": "wg"}]}';
    const files = { "s/p.json": pipeline, "s/s.yaml": scenario };
    const { files: written } = await cli(["run", "s/s.yaml", "--out", "s/out"], { files });
    const objects = written.get("s/out/objects.json") ?? "";
    const { out } = await cli(["calibrate", "objects.json", "--quiet"], { files: { "objects.json": objects } });
    expect(out).to.include("  A:\n    command: 10 min\n");
  });

  const FAULTS = [
    [["calibrate", "a.txt"], { "a.txt": "hello" }, "HISTORY_FORMAT"],
    [
      ["calibrate", "a.csv", "b.txt"],
      { "a.csv": CSV, "b.txt": "hello" },
      "1 of 2 files hold no history to calibrate from; --skip leaves them out",
    ],
    [["calibrate", "a.csv", "--reference", "m1.smal"], { "a.csv": CSV }, "--reference m1.smal: unknown instance type"],
    [["calibrate", "a.csv", "--activity", "B=X"], { "a.csv": CSV }, 'no run is called "B"; there are "A"'],
    [["calibrate", "a.csv", "--activity", "B"], { "a.csv": CSV }, "expected NAME=ID"],
    [["calibrate", "a.csv", "--as", "xml"], { "a.csv": CSV }, "emr"],
    [["calibrate", "gone.csv"], {}, "gone.csv: there is no such file"],
  ] as const;
  for (const [words, files, said] of FAULTS) {
    it(`says what is wrong (2): ${words.join(" ")}`, async () => {
      const { status, out, err } = await cli(words, { files });
      expect([status, out]).to.deep.equal([2, ""]);
      expect(err).to.include(said);
    });
  }

  it("leaves out what is no history where it is asked to", async () => {
    const { status, out, err } = await cli(["calibrate", "a.csv", "b.txt", "--skip"], {
      files: { "a.csv": CSV, "b.txt": "hello" },
    });
    expect(status).to.equal(0);
    expect(out).to.include('files: ["a.csv"]');
    expect(err).to.include("warning HISTORY_FORMAT");
  });

  it("reads standard input", async () => {
    const { status, out } = await cli(["calibrate", "-", "--format", "text"], { stdin: CSV });
    expect(status).to.equal(0);
    expect(out).to.include("Read 2 observations").and.include("<stdin>");
  });

  it("shows nothing of what histories hold besides runs", async () => {
    const event = (name: string, fields: object) => JSON.stringify({ Event: `SparkListener${name}`, ...fields });
    const log = [
      event("EnvironmentUpdate", {
        "Spark Properties": { "spark.hadoop.fs.s3.secret.key": "HUNTER2", "spark.executor.memory": "4g" },
      }),
      event("ApplicationStart", { "App Name": "etl", Timestamp: 1000 }),
      event("TaskEnd", {
        "Stage ID": 0,
        "Task Info": { Index: 0, "Launch Time": 2000, "Finish Time": 3000 },
        password: "HUNTER2",
      }),
      event("ApplicationEnd", { Timestamp: 4000 }),
      '{"Event":"SparkListenerTaskEnd","password":"HUNTER2',
    ].join("\n");
    for (const format of ["yaml", "text", "json"]) {
      const { status, out, err } = await cli(["calibrate", "log", "--replay", "--format", format], { files: { log } });
      expect(status).to.equal(0);
      expect(out + err).to.not.include("HUNTER2");
    }
  });
});

describe("the files of stepcast calibrate", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "calibrate-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are decompressed, and used as far as they go where the compressed data are cut off", async () => {
    const rows = Array.from({ length: 1900 }, (_, index) => `A,${600 + (index % 7)},${index * 7919}`);
    const bytes = gzipSync(["name,duration,extra", ...rows].join("\n"));
    writeFileSync(join(folder, "a.csv.gz"), bytes);
    writeFileSync(join(folder, "b.csv.gz"), bytes.subarray(0, bytes.length - 1000));
    const whole = JSON.parse((await cli(["calibrate", join(folder, "a.csv.gz"), "--format", "json"])).out);
    expect(whole.work[0].duration.count).to.equal(1900);
    const { status, out, err } = await cli(["calibrate", join(folder, "b.csv.gz"), "--format", "json"]);
    expect(status).to.equal(0);
    expect(JSON.parse(out).work[0].duration.count).to.be.within(1, 1899);
    expect(err).to.include("The compressed data are damaged, or end in the middle");
  });

  it("of a rolled Spark log are one application, whatever order their names sort in", async () => {
    const log = join(folder, "eventlog_v2_app");
    mkdirSync(log);
    const end = (index: number, at: number) =>
      `{"Event":"SparkListenerTaskEnd","Stage ID":0,"Task Info":{"Index":${index},"Launch Time":${at},"Finish Time":${at + 500}}}`;
    const start = '{"Event":"SparkListenerApplicationStart","App Name":"etl","App ID":"app_1","Timestamp":1000}';
    writeFileSync(join(log, "events_2_app_1"), `${start}\n${end(0, 2000)}\n`);
    writeFileSync(
      join(log, "events_10_app_1"),
      `${end(1, 3000)}\n{"Event":"SparkListenerApplicationEnd","Timestamp":9000}\n`,
    );
    const answer = JSON.parse((await cli(["calibrate", folder, "--format", "json", "--skip"])).out);
    const [etl] = answer.work.filter(({ name }: { name: string }) => name === "etl");
    expect(etl.evidence.runs).to.equal(1);
    expect(etl.duration.fits.chosen).to.deep.equal({ kind: "constant", value: 8000 });
    expect(etl.spark.stages[0].tasks.median).to.equal(2);
  });
});
