import { expect } from "chai";
import type { SchedulePlan } from "../../src/model/plan.ts";
import { forAllRuns, type RandomRun } from "./random-run.ts";
import { groupBy, mostAtATime } from "./spans.ts";

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Start of interval `index`; the periods of these texts have no months (2.2). */
function startOf(schedule: Extract<SchedulePlan, { period: unknown }>, index: number): number {
  return schedule.startMs + index * schedule.period.count * (UNIT_MS[schedule.period.unit] ?? Number.NaN);
}

/** Each component with its instances in the order of their creation. */
function componentsOf({ plan, records }: RandomRun) {
  const rows = groupBy(records.instances, (row) => row.componentId);
  return plan.pipelines.flatMap(({ activities, resources, activationMs = plan.activationMs }) => [
    ...activities.map((component) => ({
      component,
      isResource: false,
      activationMs,
      rows: inOrder(rows.get(component.id)),
    })),
    ...resources.map((component) => ({
      component,
      isResource: true,
      activationMs,
      rows: inOrder(rows.get(component.id)),
    })),
  ]);
}

function inOrder(rows: RandomRun["records"]["instances"] = []) {
  return [...rows].sort((a, b) => a.createdAtMs - b.createdAtMs || a.scheduledStartAtMs - b.scheduledStartAtMs);
}

describe("instances by schedule, whatever the texts", () => {
  forAllRuns("2.2 makes one instance of each interval from the first on, none before it is due", 60, (run) => {
    for (const { component, isResource, activationMs, rows } of componentsOf(run)) {
      const { schedule } = component;
      for (const [index, row] of rows.entries()) {
        expect(row.createdAtMs).to.be.at.least(row.dueAtMs);
        if (schedule.kind === "ondemand") continue;
        expect([row.scheduledStartAtMs, row.scheduledEndAtMs]).to.deep.equal([
          startOf(schedule, index),
          startOf(schedule, index + 1),
        ]);
        const dueMs = schedule.kind === "timeseries" && !isResource ? row.scheduledEndAtMs : row.scheduledStartAtMs;
        expect(row.dueAtMs).to.equal(Math.max(dueMs, activationMs));
        expect(row.scheduledStartAtMs).to.be.below(schedule.endMs ?? Number.POSITIVE_INFINITY);
      }
      if (schedule.kind !== "ondemand")
        expect(rows.length).to.be.at.most(schedule.occurrences ?? Number.POSITIVE_INFINITY);
    }
  });

  forAllRuns("2.2 forgets no interval that was due while nothing held it back", 60, (run) => {
    for (const { component, isResource, activationMs, rows } of componentsOf(run)) {
      const { schedule, maxActiveInstances } = component;
      const { instanceCreationIntervalMs, activeInstancesPerObject } = run.plan.limits;
      if (schedule.kind === "ondemand" || instanceCreationIntervalMs !== null) continue;
      const limit = Math.min(
        maxActiveInstances ?? Number.POSITIVE_INFINITY,
        activeInstancesPerObject ?? Number.POSITIVE_INFINITY,
      );
      // what ends with the horizon makes room too late: nothing begins there
      const active = rows.filter(({ endedAtMs = run.plan.horizonMs }) => endedAtMs === run.plan.horizonMs).length;
      const isLast =
        rows.length === schedule.occurrences ||
        startOf(schedule, rows.length) >= (schedule.endMs ?? Number.POSITIVE_INFINITY);
      if (active >= limit || isLast) continue;
      const dueMs = startOf(schedule, rows.length + (schedule.kind === "timeseries" && !isResource ? 1 : 0));
      expect(Math.max(dueMs, activationMs), component.id).to.be.at.least(run.plan.horizonMs);
    }
  });

  forAllRuns("2.4 has no more instances of an object at a time than it may, nor makes them faster", 60, (run) => {
    const { activeInstancesPerObject, instanceCreationIntervalMs } = run.plan.limits;
    for (const { component, rows } of componentsOf(run)) {
      const spans = rows.map((row) => ({ fromMs: row.createdAtMs, toMs: row.endedAtMs ?? Number.POSITIVE_INFINITY }));
      for (const limit of [component.maxActiveInstances, activeInstancesPerObject]) {
        expect(mostAtATime(spans)).to.be.at.most(limit ?? Number.POSITIVE_INFINITY);
      }
      for (const [index, { createdAtMs }] of rows.slice(1).entries()) {
        expect(createdAtMs - (rows[index]?.createdAtMs ?? 0)).to.be.at.least(instanceCreationIntervalMs ?? 0);
      }
    }
  });

  forAllRuns(
    "3.1 readies no activity before what it waits for in its interval has FINISHED",
    60,
    ({ plan, records }) => {
      for (const { activities, dataNodes = [] } of plan.pipelines) {
        for (const { id, dependsOn, schedule } of activities) {
          // what comes through a data node that follows another schedule waits with that one
          const direct = dependsOn.filter(({ via }) =>
            dataNodes.every((one) => one.id !== via || isTimedAlike(one.schedule, schedule)),
          );
          const producers = direct.map(({ activityId }) => activities.find((one) => one.id === activityId));
          for (const producer of producers) {
            const sources = records.instances.filter((row) => row.componentId === producer?.id);
            for (const row of records.instances.filter(
              ({ componentId, readyAtMs }) => componentId === id && readyAtMs !== undefined,
            )) {
              const inOwn = sources.filter((source) => isWithin(source.scheduledStartAtMs, row));
              const isSame =
                JSON.stringify({ ...producer?.schedule, kind: "" }) === JSON.stringify({ ...schedule, kind: "" });
              if (schedule.kind === "ondemand" || (!isSame && inOwn.length === 0)) continue;
              for (const source of inOwn) {
                expect(source.status).to.equal("FINISHED");
                expect(source.endedAtMs).to.be.at.most(row.readyAtMs ?? 0);
              }
              if (isSame) expect(inOwn).to.have.length(1);
            }
          }
        }
      }
    },
  );
});

function isWithin(
  instantMs: number,
  row: { readonly scheduledStartAtMs: number; readonly scheduledEndAtMs: number },
): boolean {
  return row.scheduledStartAtMs <= instantMs && instantMs < row.scheduledEndAtMs;
}

/** The same intervals; cron and timeseries differ in when an instance is due only. */
function isTimedAlike(one: SchedulePlan, other: SchedulePlan): boolean {
  return JSON.stringify({ ...one, kind: "" }) === JSON.stringify({ ...other, kind: "" });
}
