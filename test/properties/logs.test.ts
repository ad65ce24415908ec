import { expect } from "chai";
import type { Plan } from "../../src/model/plan.ts";
import { forAllRuns } from "./random-run.ts";
import { groupBy, lengthOfUnion, threadSpanOf } from "./spans.ts";

/** Bytes that so much work writes (6.6). */
function written(plan: Plan, kind: keyof Plan["logs"]["bytesPerMinute"], workMs: number): number {
  return Math.round((plan.logs.bytesPerMinute[kind] * workMs) / 60_000);
}

function bytesOf(rows: readonly { readonly bytes: number }[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes, 0);
}

describe("logs, whatever the texts", () => {
  forAllRuns("6.6 says of every byte that was written what became of it", 60, ({ records }) => {
    for (const {
      bytes,
      bytesPublished,
      status,
      destination,
      publishedAtMs,
      delayMs,
      writtenFromAtMs,
      writtenToAtMs,
      reason,
    } of records.logs) {
      // of what is lost at an abrupt end a part may have been archived before (6.4, 6.5)
      if (status === "lost") expect(bytesPublished).to.be.within(0, bytes);
      else expect(bytesPublished).to.equal(status === "published" ? bytes : 0);
      expect(reason).to.not.equal("");
      expect(writtenToAtMs).to.be.at.least(writtenFromAtMs);
      // a log of which a part was archived has a place in S3
      if (status === "published" || status === "open" || bytesPublished > 0)
        expect(destination).to.not.equal(undefined);
      else if (status === "kept on the host") expect(destination).to.equal(undefined);
      expect(publishedAtMs !== undefined).to.equal(status === "published");
      if (publishedAtMs === undefined) continue;
      expect(delayMs).to.equal(publishedAtMs - writtenToAtMs);
      expect(delayMs).to.be.at.least(0);
    }
  });

  forAllRuns("6.3 has one log of each attempt, as long as its work", 60, ({ plan, records }) => {
    const logs = new Map(records.logs.filter(({ kind }) => kind === "attempt").map((row) => [row.writerId, row]));
    expect(logs.size).to.equal(records.attempts.length);
    for (const { attemptId, status, startedAtMs, endedAtMs } of records.attempts) {
      const log = logs.get(attemptId);
      const { writtenFromAtMs, writtenToAtMs = endedAtMs } = log ?? {};
      expect(log?.bytes).to.equal(written(plan, "attempt", writtenToAtMs - startedAtMs));
      expect(writtenFromAtMs).to.equal(startedAtMs);
      // one whose Task Runner died may be taken for running a while (4.4)
      const mayBeSilent = plan.runnerFailure !== undefined && status !== "FINISHED";
      if (mayBeSilent) expect(writtenToAtMs).to.be.within(startedAtMs, endedAtMs);
      else expect(writtenToAtMs).to.equal(endedAtMs);
    }
  });

  forAllRuns(
    "6.2 has the files of a Task Runner hold what it wrote in the time that it worked",
    60,
    ({ plan, records }) => {
      const files = groupBy(
        records.logs.filter(({ kind }) => kind === "taskRunner"),
        (row) => row.hostId,
      );
      const attempts = groupBy(records.attempts, (row) => row.runnerId);
      for (const [runnerId, rows] of attempts) {
        const workedMs = lengthOfUnion(rows.map((row) => threadSpanOf(records, row)));
        expect(bytesOf(files.get(runnerId) ?? [])).to.equal(written(plan, "taskRunner", workedMs));
      }
      for (const [hostId, rows] of files) if (!attempts.has(hostId)) expect(bytesOf(rows)).to.equal(0);
    },
  );

  forAllRuns("6.4 has one log of each step and node of a cluster that came to run", 60, ({ records }) => {
    const writers = (kind: string) => records.logs.filter((row) => row.kind === kind).map((row) => row.writerId);
    const begun = records.steps.filter(({ status, startedAtMs }) => startedAtMs !== undefined && status !== "RUNNING");
    expect(writers("step").sort()).to.deep.equal(begun.map(({ stepId }) => stepId).sort());
    const nodes = records.ec2Instances.filter(({ emr, readyAtMs }) => emr && readyAtMs !== undefined);
    expect(writers("node").sort()).to.deep.equal(nodes.map((row) => `${row.resourceId}/${row.ec2InstanceId}`).sort());
  });

  forAllRuns("6.1 publishes everything of a managed host before its instances shut down", 60, ({ records }) => {
    for (const { hostId, publishedAtMs } of records.logs) {
      const host = records.resources.find(({ resourceId }) => resourceId === hostId);
      if (host?.stoppedAtMs === undefined || publishedAtMs === undefined) continue;
      expect(publishedAtMs).to.be.at.most(host.stoppedAtMs);
    }
    const lost = new Set(
      records.ec2Instances.filter((row) => row.lost && /^(master|host)$/.test(row.role)).map((row) => row.resourceId),
    );
    for (const { firstPollAtMs, stoppedAtMs, resourceId } of records.resources) {
      // a host that is lost has no time to leave an empty log (6.5)
      if (firstPollAtMs === undefined || stoppedAtMs === undefined || lost.has(resourceId)) continue;
      expect(records.logs.some((row) => row.hostId === resourceId && row.kind === "taskRunner")).to.equal(true);
    }
  });
});
