import { relativeSpeed } from "../../catalog/relative-speed.ts";
import { fitScalingLaw } from "../../stats/fit-scaling-law.ts";
import type { RunObservation } from "./observations.ts";
import type { ScalingProfile } from "./profile.ts";

/** Two sizes determine a line through any two points, and say nothing of its error. */
const SIZES_MIN = 3;

/** How the time of runs goes with the cluster that they ran on; undefined where they were not seen on three sizes. */
export function scalingProfile(runs: readonly RunObservation[]): ScalingProfile | undefined {
  const placed = runs.flatMap(({ cluster, durationMs }) =>
    cluster?.instanceType === undefined || durationMs === 0 ? [] : [{ ...cluster, durationMs }],
  );
  const [reference] = [...new Set(placed.flatMap(({ instanceType }) => instanceType ?? []))].sort();
  if (reference === undefined) return undefined;
  const referenceSpeed = relativeSpeed(reference)?.speed;
  const points = placed.flatMap(({ nodes, instanceType, durationMs }) => {
    const isReference = instanceType === reference;
    const speed = isReference ? 1 : ratio(relativeSpeed(instanceType ?? "")?.speed, referenceSpeed);
    return speed === undefined ? [] : [{ nodes, speed, size: 1, timeMs: durationMs }];
  });
  const sizes = new Set(points.map(({ nodes, speed }) => nodes * speed));
  return sizes.size < SIZES_MIN ? undefined : { fit: fitScalingLaw(points), reference };
}

function ratio(speed: number | undefined, referenceSpeed: number | undefined): number | undefined {
  return speed === undefined || referenceSpeed === undefined ? undefined : speed / referenceSpeed;
}
