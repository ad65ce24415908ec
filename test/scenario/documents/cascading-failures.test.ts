import { expect } from "chai";
import type { TestObject } from "../harness.ts";
import { rowsOf, run, statuses } from "./run.ts";

/** Its attempt is given up after a minute, and is not tried again. */
const FAILS = { attemptTimeout: "1 minute", maximumRetries: "0" };
const RUNNERS = "taskRunners: [{ workerGroup: wg, count: 10 }]";

/** Commands on a worker group; what is given overrides or adds. */
function commands(mode: string, fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>): TestObject[] {
  const activities = Object.entries(fields).map(([id, own]) => {
    return { id, type: "ShellCommandActivity", command: "true", workerGroup: "wg", ...own };
  });
  return [{ id: "Default", scheduleType: "ondemand", failureAndRerunMode: mode }, ...activities];
}

/** The last status of each of these components, of one instance each. */
function last(objects: readonly TestObject[], ids: readonly string[], yaml = RUNNERS): Record<string, string> {
  const records = run(objects, yaml);
  return Object.fromEntries(ids.map((id) => [id, statuses(records, id).join(" ")]));
}

describe("the guide's Cascading Failures and Reruns", () => {
  const CHAIN = {
    Upstream: {},
    A: { ...FAILS, dependsOn: { ref: "Upstream" } },
    B: { dependsOn: { ref: "A" } },
    C: { dependsOn: { ref: "B" } },
    Other: {},
  };
  const IDS = Object.keys(CHAIN);

  it("3.5 cascade: consumers fail with it, and their consumers; what it depends on and what stands apart do not", () => {
    expect(last(commands("cascade", CHAIN), IDS)).to.deep.equal({
      Upstream: "FINISHED",
      A: "FAILED",
      B: "CASCADE_FAILED",
      C: "CASCADE_FAILED",
      Other: "FINISHED",
    });
  });

  it("3.5 none, the default: consumers wait on, and say for what", () => {
    const waiting = { Upstream: "FINISHED", A: "FAILED", B: "WAITING_ON_DEPENDENCIES", C: "WAITING_ON_DEPENDENCIES" };
    expect(last(commands("none", CHAIN), IDS)).to.deep.include(waiting);
    const [row] = rowsOf(run(commands("none", CHAIN), RUNNERS), "B");
    expect(row?.reason).to.match(/waits for ever: @A_\S+ is FAILED, and failureAndRerunMode is none \(3\.5\)/);
  });

  it("3.5 each consumer follows its own mode: a cascade ends where one waits", () => {
    const objects = commands("cascade", { ...CHAIN, B: { dependsOn: { ref: "A" }, failureAndRerunMode: "none" } });
    expect(last(objects, IDS)).to.deep.include({ B: "WAITING_ON_DEPENDENCIES", C: "WAITING_ON_DEPENDENCIES" });
  });

  it("3.5 a consumer fails when the retries of what it waits for are used up, no sooner", () => {
    // Attempts from 0 s and 180 s (two minutes after the end of the first), each of a minute: failed at 240 s.
    const retried = { A: { ...FAILS, maximumRetries: "1", retryDelay: "2 minutes" }, B: { dependsOn: { ref: "A" } } };
    const records = run(commands("cascade", retried), RUNNERS);
    const [failed] = rowsOf(records, "A");
    const [consumer] = rowsOf(records, "B");
    expect(failed).to.include({ status: "FAILED", attempts: 2 });
    expect(consumer).to.include({ status: "CASCADE_FAILED", endedAtMs: failed?.endedAtMs });
    expect((failed?.endedAtMs ?? 0) - (failed?.createdAtMs ?? 0)).to.equal(240_000);
  });

  it("3.5 3.1 it goes on through data nodes: what reads the output of what failed", () => {
    const objects: TestObject[] = [
      ...commands("cascade", { A: { ...FAILS, output: { ref: "Data" } }, B: { input: { ref: "Data" } } }),
      { id: "Data", type: "S3DataNode", directoryPath: "s3://b/d" },
    ];
    expect(last(objects, ["A", "B"])).to.deep.equal({ A: "FAILED", B: "CASCADE_FAILED" });
  });

  it("3.5 what the consumer waits for besides runs on to its end", () => {
    // A is given up after three minutes, and B with it; Other, of five minutes, is not stopped by either.
    const objects = commands("cascade", {
      Other: {},
      A: { ...FAILS, attemptTimeout: "3 minutes" },
      B: { dependsOn: [{ ref: "Other" }, { ref: "A" }] },
    });
    const records = run(objects, RUNNERS);
    const lengthS = (id: string) => rowsOf(records, id).map((row) => ((row.endedAtMs ?? 0) - row.createdAtMs) / 1000);
    expect([lengthS("Other"), lengthS("A"), lengthS("B")]).to.deep.equal([[300], [180], [180]]);
    expect(statuses(records, "B")).to.deep.equal(["CASCADE_FAILED"]);
    expect(statuses(records, "Other")).to.deep.equal(["FINISHED"]);
  });
});

describe("the guide's cascading failures of resources", () => {
  const DEFAULT = {
    id: "Default",
    scheduleType: "ondemand",
    failureAndRerunMode: "cascade",
    role: "r",
    resourceRole: "r",
  };

  it("3.5 a resource that fails: its activities are CANCELED, their consumers CASCADE_FAILED", () => {
    // Stopped three minutes after its launch: A runs since 90 s, B waits for its turn behind A, C runs elsewhere.
    const objects: TestObject[] = [
      DEFAULT,
      { id: "R", type: "Ec2Resource", terminateAfter: "3 minutes" },
      { id: "A", type: "ShellCommandActivity", command: "true", runsOn: { ref: "R" } },
      { id: "C", type: "ShellCommandActivity", command: "true", workerGroup: "wg", dependsOn: { ref: "A" } },
      { id: "D", type: "ShellCommandActivity", command: "true", workerGroup: "wg", dependsOn: { ref: "C" } },
    ];
    expect(last(objects, ["R", "A", "C", "D"])).to.deep.equal({
      R: "TIMEDOUT",
      A: "CANCELED",
      C: "CASCADE_FAILED",
      D: "CASCADE_FAILED",
    });
  });

  it("3.5 a resource that waits while all that needs it fails is FINISHED, never launched", () => {
    const objects: TestObject[] = [
      DEFAULT,
      { id: "R", type: "Ec2Resource" },
      { id: "A", type: "ShellCommandActivity", command: "true", workerGroup: "wg", ...FAILS },
      { id: "B", type: "ShellCommandActivity", command: "true", runsOn: { ref: "R" }, dependsOn: { ref: "A" } },
    ];
    const records = run(objects, RUNNERS);
    expect(statuses(records, "B")).to.deep.equal(["CASCADE_FAILED"]);
    expect(statuses(records, "R")).to.deep.equal(["FINISHED"]);
    expect(records.ec2Instances).to.deep.equal([]);
    expect(records.bill.lines.filter(({ kind }) => kind === "EC2")).to.deep.equal([]);
  });

  it("3.5 a cascade in a backfill: each interval for itself", () => {
    // Of three days in one go the failing command of each cancels its own consumer only.
    const objects: TestObject[] = [
      { ...DEFAULT, scheduleType: "cron", schedule: { ref: "Daily" } },
      { id: "Daily", type: "Schedule", period: "1 day", startDateTime: "2014-03-01T00:00:00", occurrences: "3" },
      { id: "A", type: "ShellCommandActivity", command: "true", workerGroup: "wg", ...FAILS },
      { id: "B", type: "ShellCommandActivity", command: "true", workerGroup: "wg", dependsOn: { ref: "A" } },
    ];
    const records = run(objects, `activation: { at: 2014-03-04 }\naccount: { limits: none }\n${RUNNERS}`);
    expect(statuses(records, "A")).to.deep.equal(["FAILED", "FAILED", "FAILED"]);
    expect(statuses(records, "B")).to.deep.equal(["CASCADE_FAILED", "CASCADE_FAILED", "CASCADE_FAILED"]);
    const reasons = rowsOf(records, "B").map(({ reason }) => /@A_(\S{10})/.exec(reason)?.[1]);
    expect(reasons).to.deep.equal(["2014-03-01", "2014-03-02", "2014-03-03"]);
  });
});
