import fc from "fast-check";
import type { ActivityPlan, DataNodePlan } from "../../src/model/plan.ts";
import type { PreconditionPlan, SatisfactionPlan } from "../../src/model/precondition-plan.ts";
import { ACTIVATION_MS, dataNodeOf, preconditionOf, seconds } from "./plans.ts";

/** Activities with what they wait for besides one another. */
export interface RandomWaits {
  readonly activities: readonly ActivityPlan[];
  readonly dataNodes: readonly DataNodePlan[];
}

/** Some of the activities get preconditions, and data nodes that earlier ones write and they read (3.1, 3.2). */
export function withWaits(activities: readonly ActivityPlan[]): fc.Arbitrary<RandomWaits> {
  return fc.tuple(...activities.map((activity, index) => waitsOf(activity, activities.slice(0, index)))).map((all) => ({
    activities: all.map(({ activity }) => activity),
    dataNodes: all.flatMap(({ dataNode }) => dataNode ?? []),
  }));
}

function waitsOf(activity: ActivityPlan, earlier: readonly ActivityPlan[]) {
  const { id, schedule, runner } = activity;
  return fc
    .record({
      reads: fc.boolean(),
      producers: fc.subarray(earlier.map((one) => one.id)),
      failureAndRerunMode: fc.constantFrom<"none" | "cascade">("none", "cascade"),
      own: preconditionsOf(id, { schedule, runner }),
      ofData: preconditionsOf(`${id}-data`, { schedule, runner }),
    })
    .map(({ reads, producers, failureAndRerunMode, own, ofData }) => {
      const waiting = own.length === 0 ? activity : { ...activity, preconditions: own };
      if (!reads) return { activity: waiting, dataNode: undefined };
      const dataNodeId = `${id}-data`;
      const through = producers.map((activityId) => ({ activityId, via: dataNodeId }));
      const dataNode = dataNodeOf(dataNodeId, { schedule, producers, failureAndRerunMode, preconditions: ofData });
      return {
        activity: { ...waiting, dataNodes: [dataNodeId], dependsOn: [...activity.dependsOn, ...through] },
        dataNode,
      };
    });
}

function preconditionsOf(
  user: string,
  { schedule, runner }: Pick<PreconditionPlan, "schedule" | "runner">,
): fc.Arbitrary<PreconditionPlan[]> {
  const one = fc.record({
    runner: fc.constantFrom<PreconditionPlan["runner"]>({ kind: "service" }, runner),
    satisfied,
    check: fc.constantFrom(0, 3, 200).map(seconds),
    retryDelayMs: fc.constantFrom(120_000, 600_000),
    timeoutMs: fc.constantFrom(undefined, 60_000, 1_800_000),
    attemptTimeoutMs: fc.constantFrom(undefined, undefined, 60_000),
  });
  return fc.array(one, { maxLength: 2 }).map((all) =>
    all.map(({ timeoutMs, attemptTimeoutMs, ...rest }, index) => {
      const instanceName = `P${index}-${user}`;
      const limits = {
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(attemptTimeoutMs === undefined ? {} : { attemptTimeoutMs }),
      };
      return preconditionOf(instanceName, { instanceName, schedule, ...rest, ...limits });
    }),
  );
}

const satisfied: fc.Arbitrary<SatisfactionPlan> = fc.oneof(
  fc.constantFrom(0, 0, 600, 4000).map((second): SatisfactionPlan => ({ kind: "after", delay: seconds(second) })),
  fc.constantFrom<SatisfactionPlan>(
    { kind: "after", delay: { kind: "exponential", mean: 900_000 } },
    { kind: "clock", timeOfDayMs: 1_800_000 },
    { kind: "at", instantMs: ACTIVATION_MS + 1_000_000 },
    { kind: "chance", probability: 0.4 },
    { kind: "never" },
  ),
);
