import { expect } from "chai";
import fc from "fast-check";
import type { Distribution } from "../../src/engine/distribution.ts";
import { measuredPhases } from "../../src/experiment/critical-path.ts";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { AttemptRow } from "../../src/model/records.ts";
import { canBeLost, groupsOf } from "../../src/model/resource/instance-groups.ts";
import { property } from "../properties/property.ts";
import { ACTIVATION_MS, activityOf, itemOf } from "./plans.ts";
import { randomPlan } from "./random-plan.ts";
import { type Recorded, recordsOf } from "./run-plan.ts";

const RUNS = 100;
const seeds = fc.string({ maxLength: 5 });

function forAllPlans(title: string, check: (records: Recorded, plan: Plan) => void): void {
  property(title, fc.tuple(randomPlan, seeds), RUNS, ([plan, seed]) => check(recordsOf(plan, seed), plan));
}

/** The most of these [from, to) that are open at one time. */
function mostAtATime(spans: readonly { readonly fromMs: number; readonly toMs: number }[]): number {
  return Math.max(
    0,
    ...spans.map(({ fromMs }) => spans.filter((span) => span.fromMs <= fromMs && fromMs < span.toMs).length),
  );
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** The first activity waits for nothing and is tried once; its work is random, and nothing cuts it off. */
function withRandomWork({ runnerFailure, ...plan }: Plan): Plan {
  const pipelines = plan.pipelines.map((pipeline) => {
    const [, ...others] = pipeline.activities;
    const work = [{ ...itemOf("command", 0), work: { kind: "duration", duration: RANDOM_LENGTH } as const }];
    const schedule = pipeline.activities[0]?.schedule ?? { kind: "ondemand" };
    const first = activityOf("A0", { schedule, work, runner: { kind: "workerGroup", workerGroup: "random" } });
    return { ...pipeline, activities: [first, ...others] };
  });
  const poll = { kind: "long", holdMs: 90_000 } as const;
  const runner = { id: "random/0", workerGroup: "random", tasks: 1, poll, logUri: null };
  return { ...plan, pipelines, taskRunners: [...plan.taskRunners, runner], horizonMs: ACTIVATION_MS + 864_000_000 };
}

/** Instances may fail while they run (5.3). */
function hasLosses({ pipelines }: Plan): boolean {
  return pipelines.some(({ resources }) => resources.some((resource) => groupsOf(resource).some(canBeLost)));
}

const RANDOM_LENGTH: Distribution = { kind: "exponential", mean: 600_000 };

const spanOf = (row: { readonly startedAtMs?: number; readonly endedAtMs: number }) => ({
  fromMs: row.startedAtMs ?? row.endedAtMs,
  toMs: row.endedAtMs,
});

/** Of an attempt whose Task Runner died its log ends then, and so does the hold on a thread; the attempt ends later (4.4). */
function threadSpanOf({ logs }: Recorded, { attemptId, startedAtMs, endedAtMs }: AttemptRow) {
  const log = logs.find(({ kind, writerId }) => kind === "attempt" && writerId === attemptId);
  return { fromMs: startedAtMs, toMs: log?.writtenToAtMs ?? endedAtMs };
}

describe("every run of every plan", () => {
  forAllPlans(
    "8.1 never goes back in time, and ends at its horizon at the latest",
    ({ transitions, endedAtMs }, plan) => {
      let lastMs = plan.activationMs;
      for (const { atMs } of transitions) {
        expect(atMs).to.be.at.least(lastMs);
        lastMs = atMs;
      }
      expect(endedAtMs).to.be.within(lastMs, plan.horizonMs);
    },
  );

  forAllPlans("2.6 tells each life from its first state on, without a gap", ({ transitions }) => {
    const states = new Map<string, string>();
    for (const { machine, id, from, to } of transitions) {
      expect(from).to.equal(states.get(`${machine} ${id}`) ?? null);
      states.set(`${machine} ${id}`, to);
    }
  });

  forAllPlans("3.1 ends every instance, or says why it waits", ({ instances, attempts, endedAtMs }, plan) => {
    for (const row of instances) {
      expect(row.reason).to.not.equal("");
      if (row.endedAtMs !== undefined || endedAtMs === plan.horizonMs) continue;
      // nothing can happen any more: it waits for something that never comes
      // one that is RUNNING then is a precondition whose checks never find what they look for (3.2)
      const isAboutRunners = row.status === "WAITING_FOR_RUNNER" || row.status === "RUNNING";
      // both threads of a runner may hold such ones
      if (isAboutRunners)
        expect(row.reason).to.match(
          /^waits for ever: |^queued for the precondition threads|checked again by the next one/,
        );
      // CREATING: a resource that failed is launched again only when it is needed (2.3)
      else expect(row.status).to.be.oneOf(["WAITING_ON_DEPENDENCIES", "CREATING"]);
      expect(row.reason).to.match(
        /^waits for |launched (again )?only when|^queued for the precondition threads|checked again by the next one/,
      );
    }
    if (endedAtMs < plan.horizonMs) expect(attempts.filter((row) => row.status === "RUNNING")).to.deep.equal([]);
  });

  forAllPlans("3.1 runs nothing before what it depends on in its own interval has FINISHED", ({ instances }, plan) => {
    const activities = plan.pipelines[0]?.activities ?? [];
    for (const { id, dependsOn, schedule } of activities) {
      for (const { activityId } of dependsOn) {
        const producer = activities.find((activity) => activity.id === activityId);
        if (JSON.stringify(producer?.schedule) !== JSON.stringify(schedule) || schedule.kind === "ondemand") continue;
        for (const row of instances.filter(({ componentId }) => componentId === id)) {
          const source = instances.find(
            (other) => other.componentId === activityId && other.scheduledStartAtMs === row.scheduledStartAtMs,
          );
          if (row.readyAtMs === undefined) continue;
          expect(source?.status).to.equal("FINISHED");
          expect(source?.endedAtMs).to.be.at.most(row.readyAtMs);
        }
      }
    }
  });

  forAllPlans(
    "3.3, 3.4 lets no attempt run too long, nor an activity be tried too often or too soon",
    (records, plan) => {
      for (const rows of groupBy(records.attempts, (row) => row.instanceId).values()) {
        const activity = plan.pipelines[0]?.activities.find(({ id }) => id === rows[0]?.componentId);
        const { attemptTimeoutMs = Number.POSITIVE_INFINITY, retry } = activity ?? {};
        for (const row of rows) expect(row.endedAtMs - row.startedAtMs).to.be.at.most(attemptTimeoutMs);
        expect(rows.length).to.be.at.most(1 + (retry?.maximum ?? 0));
        for (const [index, row] of rows.slice(1).entries()) {
          expect(rows[index]?.status).to.be.oneOf(["TIMEDOUT", "FAILED"]);
          expect(row.queuedAtMs - (rows[index]?.endedAtMs ?? 0)).to.equal(retry?.delayMs);
        }
      }
    },
  );

  forAllPlans(
    "3.6 launches a resource that failed again, neither too often nor too soon, nor too late",
    (records, plan) => {
      for (const [instanceId, rows] of groupBy(records.resources, (row) =>
        row.resourceId.replace(/_Attempt=\d+$/, ""),
      )) {
        const resource = plan.pipelines[0]?.resources.find(({ id }) => id === rows[0]?.componentId);
        const { maximum = 0, delayMs, timeoutMs = Number.POSITIVE_INFINITY } = resource?.retry ?? {};
        const inOrder = rows.sort((a, b) => a.requestedAtMs - b.requestedAtMs);
        expect(inOrder.map(({ attempt = 1 }) => attempt)).to.deep.equal(inOrder.map((_, index) => index + 1));
        expect(inOrder.length).to.be.at.most(1 + maximum);
        const [first] = inOrder;
        for (const [index, row] of inOrder.slice(1).entries()) {
          const before = inOrder[index];
          // later where nobody was ready to run on it (2.3)
          expect(row.requestedAtMs - (before?.shuttingDownAtMs ?? 0)).to.be.at.least(delayMs ?? 0);
          expect(before?.status).to.be.oneOf(["FAILED", "SHUTTING_DOWN"]);
          expect(row.requestedAtMs).to.be.at.most((first?.launchedAtMs ?? first?.requestedAtMs ?? 0) + timeoutMs);
        }
        const instance = records.instances.find((row) => row.instanceId === instanceId);
        for (const { terminatedAtMs } of inOrder) {
          if (instance?.endedAtMs !== undefined) expect(terminatedAtMs).to.be.at.most(instance.endedAtMs);
        }
      }
    },
  );

  forAllPlans("3.4 cancels what is late where it is to, at its next progress report at the latest", (records, plan) => {
    // a runner that is dead makes none: the service waits for its reportProgressTimeout, of 15 minutes at most
    const reportMs = plan.runnerFailure === undefined && !hasLosses(plan) ? 60_000 : 900_000;
    for (const { componentId, lateAtMs, endedAtMs = records.endedAtMs } of records.instances) {
      if (lateAtMs === undefined) continue;
      const late = plan.pipelines[0]?.activities.find(({ id }) => id === componentId)?.late;
      expect(endedAtMs).to.be.at.least(lateAtMs);
      if (late?.terminates) expect(endedAtMs).to.be.at.most(lateAtMs + reportMs);
    }
  });

  forAllPlans("4.3 gives a task to one runner at a time, and to no more than it has threads", (records, plan) => {
    const { attempts } = records;
    for (const rows of groupBy(attempts, (row) => row.instanceId).values()) {
      expect(mostAtATime(rows.map(spanOf))).to.be.at.most(1);
    }
    for (const [runnerId, rows] of groupBy(attempts, (row) => row.runnerId)) {
      const runner = plan.taskRunners.find(({ id }) => id === runnerId);
      const resource = plan.pipelines[0]?.resources.find(({ id }) => runnerId.startsWith(`@${id}_`));
      const held = rows.map((row) => threadSpanOf(records, row));
      expect(mostAtATime(held)).to.be.at.most(runner?.tasks ?? resource?.tasks ?? 0);
    }
  });

  forAllPlans("4.6 runs no more steps of a cluster at a time than it may", ({ steps }, plan) => {
    for (const [resourceId, rows] of groupBy(steps, (row) => row.resourceId)) {
      const resource = plan.pipelines[0]?.resources.find(({ id }) => resourceId.startsWith(`@${id}_`));
      const limit = resource?.kind === "EmrCluster" ? resource.stepConcurrency : 0;
      expect(mostAtATime(rows.filter((row) => row.startedAtMs !== undefined).map(spanOf))).to.be.at.most(limit);
    }
  });

  forAllPlans("2.4 has no more instances of an object at a time than it may", ({ instances }, plan) => {
    const { activities = [], resources = [] } = plan.pipelines[0] ?? {};
    const infinity = Number.POSITIVE_INFINITY;
    for (const { id, maxActiveInstances } of [...activities, ...resources]) {
      const limit = Math.min(maxActiveInstances ?? infinity, plan.limits.activeInstancesPerObject ?? infinity);
      const spans = instances
        .filter((row) => row.componentId === id)
        .map((row) => ({ fromMs: row.createdAtMs, toMs: row.endedAtMs ?? infinity }));
      expect(mostAtATime(spans)).to.be.at.most(limit);
      if (plan.limits.instanceCreationIntervalMs === null) continue;
      const created = spans.map(({ fromMs }) => fromMs).sort((a, b) => a - b);
      for (const [index, createdMs] of created.slice(1).entries()) {
        expect(createdMs - (created[index] ?? 0)).to.be.at.least(plan.limits.instanceCreationIntervalMs);
      }
    }
  });

  forAllPlans("2.5, 7.3 has no more EC2 instances at a time than the account may", ({ ec2Instances }, plan) => {
    const spans = ec2Instances.map((row) => ({
      fromMs: row.requestedAtMs,
      toMs: row.terminatedAtMs ?? Number.POSITIVE_INFINITY,
    }));
    expect(mostAtATime(spans)).to.be.at.most(plan.limits.ec2Instances ?? Number.POSITIVE_INFINITY);
  });

  forAllPlans("5.1, 7.1 uses an EC2 instance while it runs, and bills no other time", (records) => {
    for (const row of records.ec2Instances) {
      const { requestedAtMs, runningAtMs, bootedAtMs, readyAtMs, shuttingDownAtMs, terminatedAtMs, busyMs } = row;
      const order = [requestedAtMs, runningAtMs, bootedAtMs, readyAtMs, shuttingDownAtMs, terminatedAtMs].filter(
        (instant) => instant !== undefined,
      );
      expect(order).to.deep.equal([...order].sort((a, b) => a - b));
      if (runningAtMs === undefined) expect([readyAtMs, busyMs]).to.deep.equal([undefined, 0]);
      else expect(busyMs).to.be.within(0, (shuttingDownAtMs ?? records.endedAtMs) - runningAtMs);
    }
    for (const { runnerId, startedAtMs, endedAtMs } of records.attempts) {
      const resource = records.resources.find((row) => row.resourceId === runnerId);
      if (resource === undefined) continue;
      expect(startedAtMs).to.be.at.least(resource.firstPollAtMs ?? Number.POSITIVE_INFINITY);
      expect(endedAtMs).to.be.at.most(resource.shuttingDownAtMs ?? records.endedAtMs);
    }
    const hours = records.bill.lines
      .filter((line) => line.kind === "EC2")
      .reduce((sum, line) => sum + line.quantity, 0);
    const expected = records.ec2Instances.map((row) => {
      if (row.runningAtMs === undefined) return 0;
      return Math.max(1, Math.ceil(((row.shuttingDownAtMs ?? records.endedAtMs) - row.runningAtMs) / 3_600_000));
    });
    expect(hours).to.equal(expected.reduce((sum, value) => sum + value, 0));
  });

  forAllPlans("5.6 splits the wait of every attempt without a rest", ({ attempts }) => {
    for (const { waitedFor, queuedAtMs, startedAtMs } of attempts) {
      const parts = Object.values(waitedFor);
      expect(Math.min(...parts)).to.be.at.least(0);
      expect(parts.reduce((sum, part) => sum + part, 0)).to.equal(startedAtMs - queuedAtMs);
    }
  });

  forAllPlans("6.1, 6.6 publishes every log before its host shuts down, or says what became of it", (records, plan) => {
    for (const row of records.logs) {
      // a part is there only where the rest was lost with its host, or could not be uploaded (6.5)
      if (row.lostFromAtMs === undefined)
        expect(row.bytesPublished).to.equal(row.status === "published" ? row.bytes : 0);
      else {
        expect(row.status).to.equal("lost");
        expect(row.bytesPublished).to.be.within(1, row.bytes);
        expect(row.lostFromAtMs).to.be.within(row.writtenFromAtMs, row.writtenToAtMs);
      }
      expect(row.writtenToAtMs).to.be.at.least(row.writtenFromAtMs);
      expect(row.reason).to.not.equal("");
      if (row.status === "open") expect(records.endedAtMs).to.equal(plan.horizonMs);
      if (row.status !== "published") continue;
      expect(row.delayMs).to.equal((row.publishedAtMs ?? 0) - row.writtenToAtMs);
      expect(row.delayMs).to.be.at.least(0);
      const host = records.resources.find(({ resourceId }) => resourceId === row.hostId);
      if (host?.stoppedAtMs !== undefined) expect(row.publishedAtMs).to.be.at.most(host.stoppedAtMs);
    }
    const work = records.attempts.map((row) => row.attemptId).sort();
    const logs = records.logs.filter((row) => row.kind === "attempt").map((row) => row.writerId);
    expect(logs.sort()).to.deep.equal(work);
    const nodes = records.logs.filter((row) => row.kind === "node").map((row) => row.writerId);
    expect(new Set(nodes).size).to.equal(nodes.length);
  });

  forAllPlans("7.2 has a bill that adds up", ({ bill }) => {
    expect(bill.lines.reduce((sum, line) => sum + line.amountMicroUsd, 0)).to.equal(bill.totalMicroUsd);
  });

  property(
    "5.6 splits the latency of every execution without a rest",
    fc.tuple(randomPlan, seeds),
    RUNS,
    ([plan, seed]) => {
      const { measures } = runReplication(plan, seed, 0, false);
      const phases = measuredPhases(plan);
      const valuesOf = (name: string) => measures.find((measure) => measure.name === name)?.values ?? [];
      const sums = valuesOf("latency.pipeline").map((_, index) =>
        phases.reduce((sum, phase) => sum + (valuesOf(`time.${phase}`)[index] ?? Number.NaN), 0),
      );
      expect(sums).to.deep.equal(valuesOf("latency.pipeline"));
      for (const phase of phases) expect(Math.min(0, ...valuesOf(`time.${phase}`))).to.equal(0);
    },
  );

  property(
    "8.1 is the same for the same seed, also from a plan that went through JSON",
    fc.tuple(randomPlan, seeds, fc.nat(3)),
    50,
    ([plan, seed, replication]) => {
      const once = runReplication(plan, seed, replication, true);
      const again = runReplication(JSON.parse(JSON.stringify(plan)) as Plan, seed, replication, true);
      expect(again).to.deep.equal(once);
      expect(runReplication(plan, seed, replication, false).digest).to.equal(once.digest);
    },
  );

  property("8.2 is another one for another seed where anything random happens", randomPlan, 20, (plan) => {
    const lengthsOf = (random: Plan, seed: string) => recordsOf(random, seed).attempts.map(spanOf);
    const random = withRandomWork(plan);
    expect(lengthsOf(random, "one")).to.not.deep.equal(lengthsOf(random, "two"));
  });
});
