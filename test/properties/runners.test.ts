import { expect } from "chai";
import type { Recorded } from "../model/run-plan.ts";
import { forAllRuns, isCalm, type RandomRun } from "./random-run.ts";
import { groupBy, mostAtATime, type Span, threadSpanOf } from "./spans.ts";

function spanOf({ startedAtMs, endedAtMs }: Recorded["attempts"][number]): Span {
  return { fromMs: startedAtMs, toMs: endedAtMs };
}

/** A stretch in which a Task Runner checked a precondition (3.2). */
interface CheckSpan extends Span {
  readonly instanceId: string;
  readonly runnerId: string;
  /** How it went on; undefined: the run ended. */
  readonly next: string | undefined;
}

/** The reason names the runner, since there is no attempt of it. */
function checkSpansOf({ plan, records }: RandomRun): CheckSpan[] {
  const types = new Map(records.instances.map(({ instanceId, type }) => [instanceId, type]));
  const pipelines = new Map(plan.pipelines.map(({ id, name }) => [id, plan.pipelinesAreNamed ? `${name}/` : ""]));
  const moves = records.transitions.filter(({ id }) => /^(Exists|ShellCommandPrecondition)$/.test(types.get(id) ?? ""));
  return [...groupBy(moves, ({ id }) => id)].flatMap(([instanceId, own]) =>
    own.flatMap(({ to, reason, atMs, owner }, index) => {
      if (to !== "RUNNING") return [];
      const host = /checked by (\S+)(?: until|, and)/.exec(reason)?.[1] ?? expect.fail(reason);
      const runnerId = host.startsWith("@") ? (pipelines.get(owner?.pipelineId ?? "") ?? "") + host : host;
      const next = own[index + 1];
      return [{ instanceId, runnerId, fromMs: atMs, toMs: next?.atMs ?? records.endedAtMs, next: next?.to }];
    }),
  );
}

/** `--tasks` of a runner: a user-managed one's, or that of the resource of which it is an instance. */
function threadsOf({ plan, records }: RandomRun, runnerId: string): number {
  const componentId = records.resources.find(({ resourceId }) => resourceId === runnerId)?.componentId;
  const resources = plan.pipelines.flatMap((pipeline) => pipeline.resources);
  return (
    (plan.taskRunners.find(({ id }) => id === runnerId) ?? resources.find(({ id }) => id === componentId))?.tasks ?? 0
  );
}

describe("Task Runners, whatever the texts", () => {
  forAllRuns("4.1 lets nobody but its resource or its worker group take a task", 60, ({ plan, records }) => {
    const runners = new Map(plan.taskRunners.map(({ id, workerGroup }) => [id, workerGroup]));
    const hosts = new Map(records.resources.map((row) => [row.resourceId, row.componentId]));
    for (const { componentId, runnerId } of records.attempts) {
      const activity = plan.pipelines.flatMap(({ activities }) => activities).find(({ id }) => id === componentId);
      if (activity?.runner.kind === "resource") expect(hosts.get(runnerId)).to.equal(activity.runner.resourceId);
      else if (activity?.runner.kind === "workerGroup")
        expect(runners.get(runnerId)).to.equal(activity.runner.workerGroup);
      else expect.fail(`${componentId} has no runner and ran on ${runnerId}`);
    }
  });

  forAllRuns("4.2 has no runner work on more tasks at a time than it has threads", 60, (run) => {
    for (const [runnerId, rows] of groupBy(run.records.attempts, (row) => row.runnerId)) {
      const held = rows.map((row) => threadSpanOf(run.records, row));
      expect(mostAtATime(held)).to.be.at.most(threadsOf(run, runnerId));
    }
  });

  forAllRuns("3.2 has no runner check more than two preconditions at a time", 60, (run) => {
    for (const rows of groupBy(checkSpansOf(run), (row) => row.runnerId).values()) {
      expect(mostAtATime(rows)).to.be.at.most(2);
    }
  });

  forAllRuns("4.3 has a task held by one runner at a time", 60, ({ records }) => {
    for (const rows of groupBy(records.attempts, (row) => row.instanceId).values()) {
      expect(mostAtATime(rows.map(spanOf))).to.be.at.most(1);
    }
  });

  forAllRuns("4.3 leaves no thread idle beside a task that is queued, where all poll without a pause", 60, (run) => {
    const { plan, records } = run;
    for (const { workerGroup } of plan.taskRunners) {
      const runners = plan.taskRunners.filter((runner) => runner.workerGroup === workerGroup);
      if (runners.some(({ poll }) => poll.kind === "interval") || !isCalm(plan)) continue;
      const ids = new Set(runners.map(({ id }) => id));
      const attempts = records.attempts.filter(({ runnerId }) => ids.has(runnerId));
      const threads = runners.reduce((sum, { tasks }) => sum + tasks, 0);
      for (const { queuedAtMs, startedAtMs } of attempts) {
        // whoever waited began when another ended, and all threads were busy just before
        if (startedAtMs === queuedAtMs) continue;
        const busy = attempts.filter((row) => row.startedAtMs < startedAtMs && row.endedAtMs >= startedAtMs);
        expect(busy.length).to.be.at.least(threads);
        expect(attempts.some(({ endedAtMs }) => endedAtMs === startedAtMs)).to.equal(true);
      }
    }
  });

  forAllRuns("4.3 hands tasks of one queue out in the order in which they were queued", 60, ({ plan, records }) => {
    // one that is handed out again has been queued since long ago
    if (!isCalm(plan)) return;
    const groups = new Map(plan.taskRunners.map(({ id, workerGroup }) => [id, workerGroup]));
    for (const rows of groupBy(records.attempts, ({ runnerId }) => groups.get(runnerId) ?? runnerId).values()) {
      const ordered = [...rows].sort((a, b) => a.startedAtMs - b.startedAtMs || a.queuedAtMs - b.queuedAtMs);
      expect(ordered.map((row) => row.queuedAtMs)).to.deep.equal(
        rows.map((row) => row.queuedAtMs).sort((a, b) => a - b),
      );
    }
  });

  forAllRuns("4.4 counts as many progress reports and results as its attempts and checks make", 60, (run) => {
    const { plan, records } = run;
    if (!isCalm(plan)) return;
    const checks = checkSpansOf(run);
    const callsOf = (name: string) => records.apiCalls.find(({ operation }) => operation === name)?.calls;
    const lengths = records.attempts.map(({ status, startedAtMs, endedAtMs }) => ({
      status,
      lengthMs: endedAtMs - startedAtMs,
    }));
    const least = lengths.map(({ lengthMs }) => Math.max(1, Math.ceil(lengthMs / 60_000)));
    // one that hears of its end with the answer to a report has made that report, too
    const more = lengths.filter(
      ({ status, lengthMs }) => status === "CANCELED" && lengthMs > 0 && lengthMs % 60_000 === 0,
    );
    const ofChecks = checks.map(({ fromMs, toMs }) => Math.max(1, Math.ceil((toMs - fromMs) / 60_000)));
    const reports = [...least, ...ofChecks].reduce((sum, calls) => sum + calls, 0);
    expect(callsOf("ReportTaskProgress")).to.be.within(reports, reports + more.length);
    // of one that failed with its resource its Task Runner tells nothing any more
    const done = records.attempts.filter(
      ({ status, reason }) => status === "FINISHED" || (status === "FAILED" && !reason.startsWith("the resource ")),
    );
    const checked = checks.filter(({ next }) => next === "FINISHED" || next === "FAILED");
    expect(callsOf("SetTaskStatus")).to.equal(done.length + checked.length);
    expect(callsOf("PollForTask")).to.be.at.least(records.attempts.length + checks.length);
  });

  forAllRuns("4.6 runs the steps of an attempt in order, and of a cluster no more at a time than it may", 60, (run) => {
    const { plan, records } = run;
    const clusters = plan.pipelines.flatMap(({ resources }) => resources.filter((one) => one.kind === "EmrCluster"));
    for (const [resourceId, rows] of groupBy(records.steps, (row) => row.resourceId)) {
      const componentId = records.resources.find((row) => row.resourceId === resourceId)?.componentId;
      const limit = clusters.find(({ id }) => id === componentId)?.stepConcurrency ?? 0;
      const spans = rows.flatMap(({ startedAtMs, endedAtMs }) =>
        startedAtMs === undefined ? [] : [{ fromMs: startedAtMs, toMs: endedAtMs }],
      );
      expect(mostAtATime(spans)).to.be.at.most(limit);
    }
    for (const rows of groupBy(records.steps, (row) => row.attemptId).values()) {
      const begun = [...rows]
        .sort((a, b) => numberOf(a.stepId) - numberOf(b.stepId))
        .filter(({ startedAtMs }) => startedAtMs !== undefined);
      for (const [index, { startedAtMs = 0 }] of begun.slice(1).entries()) {
        expect(begun[index]?.status).to.equal("COMPLETED");
        expect(startedAtMs).to.be.at.least(begun[index]?.endedAtMs ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  forAllRuns(
    "4.6 does the work of an attempt one item after another, all of it where it FINISHED",
    60,
    ({ plan, records }) => {
      for (const { componentId, status, startedAtMs, endedAtMs, workItems } of records.attempts) {
        const planned =
          plan.pipelines.flatMap(({ activities }) => activities).find(({ id }) => id === componentId)?.work ?? [];
        const roles = planned.slice(0, workItems.length).map(({ role, label }) => `${role} ${label}`);
        expect(workItems.map(({ role, label }) => `${role} ${label}`)).to.deep.equal(roles);
        const marks = workItems.flatMap((item) => [item.startedAtMs, item.endedAtMs]);
        expect([startedAtMs, ...marks, endedAtMs]).to.deep.equal(
          [startedAtMs, ...marks, endedAtMs].sort((a, b) => a - b),
        );
        // one that is CANCELED may have done all of it, and have been told too late (4.4)
        if (status === "CANCELED") continue;
        const isDone = workItems.length === planned.length && workItems.every(({ completed }) => completed);
        // one without any work has done all of it and may fail all the same
        if (status === "FINISHED" || planned.length > 0) expect(isDone).to.equal(status === "FINISHED");
      }
    },
  );

  forAllRuns(
    "3.3, 3.4 lets no attempt run too long, nor an activity be tried too often or too soon",
    60,
    ({ plan, records }) => {
      for (const rows of groupBy(records.attempts, (row) => row.instanceId).values()) {
        const activity = plan.pipelines
          .flatMap(({ activities }) => activities)
          .find(({ id }) => id === rows[0]?.componentId);
        const { attemptTimeoutMs = Number.POSITIVE_INFINITY, retry } = activity ?? {};
        for (const row of rows) expect(row.endedAtMs - row.startedAtMs).to.be.at.most(attemptTimeoutMs);
        expect(rows.length).to.be.at.most(1 + (retry?.maximum ?? 0));
        for (const [index, row] of rows.slice(1).entries()) {
          expect(["TIMEDOUT", "FAILED"]).to.include(rows[index]?.status);
          expect(row.queuedAtMs - (rows[index]?.endedAtMs ?? 0)).to.equal(retry?.delayMs);
          expect(row.queuedAtMs - (rows[index]?.endedAtMs ?? 0)).to.be.at.least(120_000);
          if (row.runnerId.startsWith("@")) {
            const [before, after] = [rows[index], row].map((one) => one?.runnerId.replace(/_Attempt=\d+$/, ""));
            expect(before).to.equal(after);
          }
        }
      }
    },
  );

  forAllRuns("5.6 splits the wait of every attempt without a rest", 60, ({ records }) => {
    for (const { waitedFor, queuedAtMs, startedAtMs } of records.attempts) {
      const parts = Object.values(waitedFor);
      expect(Math.min(...parts)).to.be.at.least(0);
      expect(parts.reduce((sum, part) => sum + part, 0)).to.equal(startedAtMs - queuedAtMs);
    }
  });
});

/** 3 of `@R0_2012-11-23T00:00:00_Step=3`. */
function numberOf(stepId: string): number {
  return Number(/_Step=(\d+)$/.exec(stepId)?.[1]);
}
