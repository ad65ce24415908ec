import type { Distribution } from "../../engine/distribution.ts";
import { momentsOf } from "../../engine/moments.ts";
import type { CrossCheckRow, Measure } from "../../experiment/result.ts";
import type { InstanceGroupPlan, Plan, ResourcePlan } from "../../model/plan.ts";
import { compare } from "./compare.ts";
import { type Cumulative, cumulativeOf, latestOf, sumOf } from "./cumulative.ts";
import { meanOfLargest } from "./mean-of-largest.ts";

/**
 * From the launch of a resource to its being ready: the slowest of its master and core instances, then applications (5.1,
 * 5.6), where nothing can fail or be given up meanwhile.
 */
export function checkBoots(plan: Plan, measureOf: (name: string) => Measure | undefined): CrossCheckRow[] {
  return plan.pipelines.flatMap((pipeline) =>
    pipeline.resources.flatMap((resource) => {
      const expected = meanBoot(resource);
      const name = `boot.${plan.pipelinesAreNamed === true ? `${pipeline.name}.` : ""}${resource.id}`;
      const measure = measureOf(name);
      if (expected === undefined || measure === undefined) return [];
      const law = expected.count === 1 ? "the mean of a boot" : `the slowest of ${expected.count} boots`;
      return [compare(name, law, { exact: expected.meanMs }, measure)];
    }),
  );
}

function meanBoot(resource: ResourcePlan): { readonly meanMs: number; readonly count: number } | undefined {
  if (canFail(resource)) return undefined;
  const isCluster = resource.kind === "EmrCluster";
  const groups = isCluster ? resource.groups : [resource.group];
  const draws = groups.filter(({ role }) => role !== "task").flatMap(drawsOf);
  const actions = isCluster ? resource.bootstrapActions.map(({ duration }) => duration) : [];
  const starts = draws.map(({ boot, count }) => ({ of: sumOfAll([boot, ...actions]), count }));
  const setUp = cumulativeOf(isCluster ? resource.applications : { kind: "constant", value: 0 });
  const known = starts.flatMap(({ of, count }) => (of === undefined ? [] : [{ of, count }]));
  if (known.length < starts.length || setUp === undefined) return undefined;
  const latestMs = known.reduce((latest, { of }) => Math.max(latest, latestOf(of)), 0) + latestOf(setUp);
  if (limitsOf(resource).some((limitMs) => limitMs < latestMs)) return undefined;
  const meanMs = meanOfLargest(known) + (isCluster ? momentsOf(resource.applications).mean : 0);
  return { meanMs, count: draws.reduce((sum, { count }) => sum + count, 0) };
}

function sumOfAll(distributions: readonly Distribution[]): Cumulative | undefined {
  let sum: Cumulative | undefined;
  for (const distribution of distributions) {
    const one = cumulativeOf(distribution);
    if (one === undefined) return undefined;
    sum = sum === undefined ? one : sumOf(sum, one);
  }
  return sum;
}

/** What ends some launches early would leave the quicker ones. */
function canFail(resource: ResourcePlan): boolean {
  const isCluster = resource.kind === "EmrCluster";
  const groups = isCluster ? resource.groups : [resource.group];
  const isLost = groups.some(({ timeToFailure, instanceFailures, purchase }) => {
    return timeToFailure !== undefined || instanceFailures !== undefined || purchase.kind !== "on-demand";
  });
  const actionsFail =
    isCluster && resource.bootstrapActions.some(({ failureProbability }) => failureProbability !== undefined);
  return isLost || actionsFail || resource.launchFailure !== undefined;
}

function limitsOf({ initTimeoutMs, terminateAfterMs, attemptTimeoutMs, late }: ResourcePlan): number[] {
  return [initTimeoutMs, terminateAfterMs, attemptTimeoutMs, late?.afterMs].flatMap((limit) => limit ?? []);
}

/** Instances with a boot time of their own stand for themselves. */
function drawsOf({
  boot,
  count,
  instanceBoots,
}: InstanceGroupPlan): { readonly boot: Distribution; readonly count: number }[] {
  const own = instanceBoots.filter(({ index }) => index < count).map((one) => ({ boot: one.boot, count: 1 }));
  return [...(count > own.length ? [{ boot, count: count - own.length }] : []), ...own];
}
