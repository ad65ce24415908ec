import fc from "fast-check";
import { type ActivityShape, activityObject, activityShape, companions, workloadOf } from "./random-activities.ts";
import { refTo } from "./random-quantities.ts";
import { type ResourceShape, resourceObject, resourceShape } from "./random-resources.ts";
import { arrivals } from "./random-scenario.ts";
import { type TimingShape, timingObjects, timingShape } from "./random-schedules.ts";
import type { Era, TextObject } from "./text-object.ts";

/** What there is to say of one pipeline. */
export interface PipelineShape {
  readonly timing: TimingShape;
  readonly resources: readonly ResourceShape[];
  readonly activities: readonly ActivityShape[];
  /** Only where it runs on demand. */
  readonly arrivals: unknown;
  /** After the scenario's activation; only of one beside others. */
  readonly startsAfterMinutes: number;
}

/** Any pipeline. */
export const pipelineShape: fc.Arbitrary<PipelineShape> = fc.record({
  timing: timingShape,
  resources: fc.array(resourceShape, { maxLength: 2 }),
  activities: fc.array(activityShape, { minLength: 1, maxLength: 5 }),
  arrivals: fc.option(arrivals, { nil: undefined }),
  startsAfterMinutes: fc.constantFrom(0, 0, 17, 120),
});

/** A pipeline's definition and what a scenario says of its objects. */
export interface PipelineTexts {
  readonly objects: readonly TextObject[];
  readonly arrivals: Readonly<Record<string, unknown>>;
  readonly boot: Readonly<Record<string, unknown>>;
  readonly workloads: Readonly<Record<string, unknown>>;
  readonly clusters: Readonly<Record<string, unknown>>;
}

/** The same as objects and sections. */
export function pipelineTexts(shape: PipelineShape, era: Era): PipelineTexts {
  const { isTimed } = shape.timing;
  const made = shape.resources.map((one, index) => resourceObject(`R${index}`, one, era, isTimed));
  const activities = shape.activities.map((one, index) => activityObject(index, one, made, isTimed));
  const used = JSON.stringify(activities);
  const resources = made.filter(({ id }) => used.includes(JSON.stringify(refTo(id))));
  const others = companions(activities, shape.activities);
  return {
    objects: [...timingObjects(shape.timing, era), ...resources, ...activities, ...others],
    arrivals: isTimed || shape.arrivals === undefined ? {} : { arrivals: shape.arrivals },
    boot: bootsOf(resources, shape.resources),
    workloads: workloadsOf(activities, shape.activities, era),
    clusters: clustersOf(resources, shape.resources, era),
  };
}

function shapeOf({ id }: TextObject, shapes: readonly ResourceShape[]): ResourceShape | undefined {
  return shapes[Number(id.slice(1))];
}

function bootsOf(resources: readonly TextObject[], shapes: readonly ResourceShape[]): Record<string, unknown> {
  const boots = resources.map(
    (one) => [one.type === "EmrCluster" ? `${one.id}.master` : one.id, shapeOf(one, shapes)?.boot] as const,
  );
  return Object.fromEntries(boots.filter(([, boot]) => boot !== undefined));
}

function workloadsOf(
  activities: readonly TextObject[],
  shapes: readonly ActivityShape[],
  era: Era,
): Record<string, unknown> {
  const workloads = activities.map((object, index) => {
    const shape = shapes[index];
    return [object.id, shape === undefined ? {} : workloadOf(shape, object, era)] as const;
  });
  return Object.fromEntries(workloads);
}

/** Steps side by side need a later release (4.6). */
function clustersOf(resources: readonly TextObject[], shapes: readonly ResourceShape[], era: Era) {
  if (era.software.releaseLabel === undefined) return {};
  const clusters = resources.filter(({ type }) => type === "EmrCluster");
  return Object.fromEntries(
    clusters.map((one) => [one.id, { stepConcurrency: shapeOf(one, shapes)?.stepConcurrency }] as const),
  );
}
