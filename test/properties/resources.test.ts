import { expect } from "chai";
import type { Plan, ResourcePlan } from "../../src/model/plan.ts";
import type { Recorded } from "../model/run-plan.ts";
import { forAllRuns } from "./random-run.ts";
import { groupBy, lengthOfUnion, mostAtATime, threadSpanOf } from "./spans.ts";

type ResourceRow = Recorded["resources"][number];
type Ec2InstanceRow = Recorded["ec2Instances"][number];

/** The instants that are there, in the order in which they must have come. */
function isInOrder(instants: readonly (number | undefined)[]): void {
  const there = instants.filter((instant) => instant !== undefined);
  expect(there).to.deep.equal([...there].sort((a, b) => a - b));
}

const lifeOf = (row: ResourceRow) => [
  row.requestedAtMs,
  row.launchedAtMs,
  row.bootedAtMs,
  row.bootstrappedAtMs,
  row.readyAtMs,
  row.firstPollAtMs,
  row.shuttingDownAtMs,
  row.stoppedAtMs,
  row.terminatedAtMs,
];

const instanceLifeOf = (row: Ec2InstanceRow) => [
  row.requestedAtMs,
  row.runningAtMs,
  row.bootedAtMs,
  ...row.bootstrapActions.flatMap(({ startedAtMs, endedAtMs }) => [startedAtMs, endedAtMs]),
  row.readyAtMs,
  row.shuttingDownAtMs,
  row.terminatedAtMs,
];

/** Its launch was refused: it never ran, and is gone before the resource is (3.6). */
function hasFailedToLaunch({ shuttingDownAtMs, terminatedAtMs }: Ec2InstanceRow): boolean {
  return shuttingDownAtMs === undefined && terminatedAtMs !== undefined;
}

/** A bootstrap action failed on it, which ended it (5.2). */
function hasFailedToStart({ bootstrapActions }: Ec2InstanceRow): boolean {
  return bootstrapActions.at(-1)?.failed === true;
}

/** What it ran on failed, or EC2 took it back: it was there one moment and gone the next (5.3). */
function isLost({ lost }: Ec2InstanceRow): boolean {
  return lost !== undefined;
}

/** It came later than its resource was launched: in place of one that failed or was lost, or on Spot when the price fell (5.2, 5.3). */
function expectReplacement(
  { role, requestedAtMs, purchase }: Ec2InstanceRow,
  ofResource: readonly Ec2InstanceRow[],
): void {
  if (purchase === "spot") return;
  const launchedAtMs = Math.min(...ofResource.map((row) => row.requestedAtMs));
  const ofRole = ofResource.filter((row) => row.role === role && row.requestedAtMs <= requestedAtMs);
  const failed = ofRole.filter(
    (row) =>
      ((hasFailedToStart(row) || isLost(row)) && (row.shuttingDownAtMs ?? 0) <= requestedAtMs) ||
      (hasFailedToLaunch(row) && (row.terminatedAtMs ?? 0) <= requestedAtMs),
  );
  const newer = ofRole.filter((row) => row.requestedAtMs > launchedAtMs && row.purchase !== "spot");
  expect(newer.length).to.be.within(1, failed.length);
}

describe("clusters and EC2 instances, whatever the texts", () => {
  forAllRuns("5.1 passes the stations of its life in order, its instances with it", 60, ({ records }) => {
    for (const row of records.resources) {
      isInOrder(lifeOf(row));
      const ofResource = records.ec2Instances.filter(({ resourceId }) => resourceId === row.resourceId);
      // what is on demand may be launched before its master or core instances get their price (5.3)
      const isOnSpot = ofResource.some(({ purchase }) => purchase === "spot");
      const launchedAtMs = isOnSpot
        ? Math.min(...ofResource.map(({ requestedAtMs }) => requestedAtMs))
        : (row.launchedAtMs ?? row.requestedAtMs);
      for (const instance of ofResource) {
        isInOrder(instanceLifeOf(instance));
        if (instance.requestedAtMs !== launchedAtMs) expectReplacement(instance, ofResource);
        if (hasFailedToLaunch(instance)) {
          expect(instance.runningAtMs).to.equal(undefined);
          continue;
        }
        if (hasFailedToStart(instance)) {
          expect(instance.shuttingDownAtMs).to.equal(instance.bootstrapActions.at(-1)?.endedAtMs);
          expect(instance.readyAtMs).to.equal(undefined);
          expect(instance.terminatedAtMs ?? records.endedAtMs).to.be.at.most(row.terminatedAtMs ?? records.endedAtMs);
          continue;
        }
        if (isLost(instance)) {
          expect(instance.shuttingDownAtMs).to.equal(instance.terminatedAtMs);
          expect(instance.terminatedAtMs).to.be.at.most(row.terminatedAtMs ?? records.endedAtMs);
          continue;
        }
        expect(instance.shuttingDownAtMs).to.equal(row.stoppedAtMs);
        expect(instance.terminatedAtMs).to.equal(row.terminatedAtMs);
        const isAwaited = instance.requestedAtMs <= (row.bootedAtMs ?? 0);
        if (instance.role !== "task" && row.readyAtMs !== undefined && isAwaited) {
          expect(instance.readyAtMs).to.equal(row.readyAtMs);
          expect(instance.bootedAtMs).to.be.at.most(row.bootedAtMs ?? 0);
        }
      }
    }
  });

  forAllRuns(
    "5.1 is ready when its slowest master or core instance is through, and its applications",
    60,
    ({ records }) => {
      for (const row of records.resources) {
        const { resourceId, bootedAtMs: allBootedAtMs = 0, bootstrappedAtMs } = row;
        const ofResource = records.ec2Instances.filter((one) => one.resourceId === resourceId && one.role !== "task");
        const awaited = ofResource.filter((one) => !hasFailedToStart(one) && one.requestedAtMs <= allBootedAtMs);
        if (bootstrappedAtMs === undefined) continue;
        // its successor is awaited in its place, unless the start was too far on
        if (ofResource.some((one) => isLost(one) && (one.terminatedAtMs ?? 0) <= bootstrappedAtMs)) continue;
        expect(row.bootedAtMs).to.equal(Math.max(...awaited.map(({ bootedAtMs }) => bootedAtMs ?? Number.NaN)));
        const through = awaited.map(
          ({ bootstrapActions, bootedAtMs }) => bootstrapActions.at(-1)?.endedAtMs ?? bootedAtMs ?? Number.NaN,
        );
        expect(row.bootstrappedAtMs).to.equal(Math.max(...through));
        if (row.type === "Ec2Resource") expect(row.readyAtMs).to.equal(row.bootstrappedAtMs);
      }
    },
  );

  forAllRuns(
    "2.3, 3.2 launches a resource when something that runs on it is ready, and not before",
    60,
    ({ plan, records }) => {
      // a further attempt at it comes its retryDelay later, whoever waits for it then (3.6)
      for (const { componentId, requestedAtMs } of records.resources.filter(({ attempt = 1 }) => attempt === 1)) {
        const ids = idsOn(plan, componentId);
        const instances = new Map(records.instances.map((row) => [row.instanceId, row.componentId] as const));
        const ready = records.transitions.filter(
          ({ id, to, atMs }) =>
            to === "WAITING_FOR_RUNNER" && atMs === requestedAtMs && ids.has(instances.get(id) ?? ""),
        );
        expect(ready).to.not.have.length(0);
      }
    },
  );

  forAllRuns("2.3, 3.6 launches a resource again only while something on it is ready", 60, ({ plan, records }) => {
    for (const { componentId, requestedAtMs } of records.resources.filter(({ attempt = 1 }) => attempt > 1)) {
      const ids = idsOn(plan, componentId);
      const waiting = records.instances.filter(
        ({ componentId: id, instanceId, endedAtMs = Number.POSITIVE_INFINITY }) =>
          ids.has(id) && requestedAtMs <= endedAtMs && readyAt(records, instanceId) <= requestedAtMs,
      );
      expect(waiting).to.not.have.length(0);
    }
  });

  forAllRuns(
    "4.1 lets a managed runner work between its first poll and the end of its host only",
    60,
    ({ records }) => {
      for (const { runnerId, startedAtMs, endedAtMs } of records.attempts) {
        const host = records.resources.find(({ resourceId }) => resourceId === runnerId);
        if (host === undefined) continue;
        expect(startedAtMs).to.be.at.least(host.firstPollAtMs ?? Number.POSITIVE_INFINITY);
        expect(endedAtMs).to.be.at.most(host.shuttingDownAtMs ?? records.endedAtMs);
      }
    },
  );

  forAllRuns("3.6 keeps no resource longer than its terminateAfter", 60, ({ plan, records }) => {
    for (const { componentId, resourceId, shuttingDownAtMs, status } of records.resources) {
      // one that waits for room has not been launched yet (2.5)
      const launchedAtMs = records.ec2Instances.find((row) => row.resourceId === resourceId)?.requestedAtMs;
      if (launchedAtMs === undefined) continue;
      const limitMs =
        plan.pipelines.flatMap(({ resources }) => resources).find(({ id }) => id === componentId)?.terminateAfterMs ??
        Number.POSITIVE_INFINITY;
      const lengthMs = (shuttingDownAtMs ?? records.endedAtMs) - launchedAtMs;
      expect(lengthMs).to.be.at.most(limitMs);
      if (status === "TIMEDOUT") expect(lengthMs).to.equal(limitMs);
    }
  });

  forAllRuns("3.6 tries a resource no more often and no sooner than it may, nor waits for it too long", 60, (run) => {
    const { plan, records } = run;
    const plans = new Map(plan.pipelines.flatMap(({ resources }) => resources.map((one) => [one.id, one] as const)));
    for (const rows of groupBy(records.resources, ({ resourceId }) =>
      resourceId.replace(/_Attempt=\d+$/, ""),
    ).values()) {
      const { retry, initTimeoutMs = Number.POSITIVE_INFINITY } = plans.get(rows[0]?.componentId ?? "") ?? {};
      rows.sort((a, b) => (a.attempt ?? 1) - (b.attempt ?? 1));
      expect(rows.map(({ attempt = 1 }) => attempt)).to.deep.equal(rows.map((_, index) => index + 1));
      expect(rows.length).to.be.at.most(1 + (retry?.maximum ?? 0));
      for (const [index, row] of rows.slice(1).entries()) {
        // one that failed may still be terminating when the run stops
        expect(rows[index]?.status).to.be.oneOf(["FAILED", "SHUTTING_DOWN"]);
        expect(row.requestedAtMs).to.be.at.least((rows[index]?.shuttingDownAtMs ?? 0) + (retry?.delayMs ?? 0));
      }
      for (const { resourceId, readyAtMs = records.endedAtMs } of rows) {
        const launched = records.ec2Instances.find((row) => row.resourceId === resourceId);
        const end = rows.find((row) => row.resourceId === resourceId)?.shuttingDownAtMs ?? readyAtMs;
        if (launched !== undefined)
          expect(Math.min(readyAtMs, end) - launched.requestedAtMs).to.be.at.most(initTimeoutMs);
      }
    }
  });

  forAllRuns("5.5 ends a resource with the last activity that needs it", 60, ({ records }) => {
    for (const { resourceId, status, reason, shuttingDownAtMs } of records.resources) {
      if (status !== "FINISHED" || shuttingDownAtMs === undefined) continue;
      // the last activity is over, or one has failed and takes the resource with it
      expect(reason).to.match(/ \(5\.5\)$|actionOnTaskFailure is terminate \(3\.6\)$/);
      const ends = records.attempts.filter(({ runnerId }) => runnerId === resourceId).map(({ endedAtMs }) => endedAtMs);
      expect(Math.max(...ends, 0)).to.be.at.most(shuttingDownAtMs);
    }
  });

  forAllRuns("5.3 counts a resource busy while at least one attempt runs on it", 60, ({ records }) => {
    for (const { resourceId, busyMs } of records.resources) {
      const attempts = records.attempts.filter(({ runnerId }) => runnerId === resourceId);
      expect(busyMs).to.equal(lengthOfUnion(attempts.map((row) => threadSpanOf(records, row))));
    }
    for (const { runningAtMs, shuttingDownAtMs = records.endedAtMs, busyMs } of records.ec2Instances) {
      expect(busyMs).to.be.within(0, shuttingDownAtMs - (runningAtMs ?? shuttingDownAtMs));
    }
  });

  forAllRuns("2.5, 7.3 has no more EC2 instances at any instant than the account may", 60, ({ plan, records }) => {
    const spans = records.ec2Instances.map((row) => ({
      fromMs: row.requestedAtMs,
      toMs: row.terminatedAtMs ?? Number.POSITIVE_INFINITY,
    }));
    expect(mostAtATime(spans)).to.be.at.most(plan.limits.ec2Instances ?? Number.POSITIVE_INFINITY);
  });

  forAllRuns("2.5 lets a launch wait only while there is no room for it, or for one before it", 60, (run) => {
    const { plan, records } = run;
    const limit = plan.limits.ec2Instances ?? Number.POSITIVE_INFINITY;
    // those that wait for their Spot price have room that nobody else gets (2.5, 5.3)
    if (plan.pipelines.some(({ resources }) => resources.some(isOnSpot))) return;
    const needs = new Map(
      plan.pipelines.flatMap(({ resources }) => resources.map((one) => [one.id, needOf(one)] as const)),
    );
    for (const { resourceId, requestedAtMs, launchedAtMs } of records.resources) {
      if (launchedAtMs === undefined || launchedAtMs === requestedAtMs) continue;
      expect(launchedAtMs).to.be.above(requestedAtMs);
      const there = records.ec2Instances.filter(
        (row) =>
          row.resourceId !== resourceId &&
          row.requestedAtMs < launchedAtMs &&
          (row.terminatedAtMs ?? launchedAtMs) >= launchedAtMs,
      );
      // first come, first served: a small one does not overtake a large one
      const inLine = records.resources.filter(
        (row) =>
          row.requestedAtMs <= requestedAtMs &&
          (row.launchedAtMs ?? row.terminatedAtMs ?? launchedAtMs) >= launchedAtMs,
      );
      const most = Math.max(...inLine.map((row) => needs.get(row.componentId) ?? 0));
      expect(there.length + most).to.be.above(limit);
    }
  });
});

/** The activities that run on a resource, and the preconditions that are checked there. */
function idsOn(plan: Plan, resourceId: string): Set<string> {
  const all = plan.pipelines.flatMap(({ activities, dataNodes = [] }) => [
    ...activities,
    ...[...activities, ...dataNodes].flatMap(({ preconditions = [] }) => preconditions),
  ]);
  const on = all.filter(({ runner }) => runner.kind === "resource" && runner.resourceId === resourceId);
  return new Set(on.map(({ id }) => id));
}

/** When it was queued for its runner for the first time. */
function readyAt({ transitions }: Recorded, instanceId: string): number {
  const move = transitions.find(({ id, to }) => id === instanceId && to === "WAITING_FOR_RUNNER");
  return move?.atMs ?? Number.POSITIVE_INFINITY;
}

/** How many EC2 instances it has. */
function needOf(resource: ResourcePlan): number {
  return groupsOf(resource).reduce((sum, { count }) => sum + count, 0);
}

function isOnSpot(resource: ResourcePlan): boolean {
  return groupsOf(resource).some(({ purchase }) => purchase.kind === "spot");
}

function groupsOf(resource: ResourcePlan) {
  return resource.kind === "EmrCluster" ? resource.groups : [resource.group];
}
