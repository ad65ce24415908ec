import { SECOND_MS } from "../../base/instant.ts";
import { bootTime } from "../../catalog/boot-time.ts";
import { findInstanceType } from "../../catalog/instance-type.ts";
import { nearestInstanceTypes } from "../../catalog/nearest-instance-types.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { Distribution } from "../../engine/distribution.ts";
import type { InstanceGroupPlan, ResourcePlan } from "../../model/plan.ts";
import { CREATION_TO_READY, MEAN_OF_MAX_OF_THREE } from "../defaults.ts";
import { isOfProfile } from "../profiles/is-of-profile.ts";
import { BOOT_KEYS } from "../sections/boot.ts";
import { nearestNames } from "../source/nearest-names.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { assumeDuration, type CompileContext, given, givenOrAssumed } from "./compile-context.ts";

/** The boot times of one instance group (5.6): what the scenario gives for the closest place, else its type's. */
export function compileGroupBoot(
  context: CompileContext,
  resourceId: string,
  role: InstanceGroupPlan["role"],
  instanceType: string,
  count: number,
): Pick<InstanceGroupPlan, "boot" | "instanceBoots"> {
  const { byPlace } = context.scenario.boot;
  const instanceBoots = [...byPlace]
    .map(([key, { value }]) => ({ index: instanceIndex(key, `${resourceId}.${role}`, count), value }))
    .flatMap(({ index, value }) => (index === undefined ? [] : [{ index, boot: given(context, value) }]))
    .sort((a, b) => a.index - b.index);
  const place = [`${resourceId}.${role}`, resourceId, instanceType].find((key) => byPlace.has(key));
  const own = place === undefined ? undefined : byPlace.get(place);
  if (own !== undefined) return { boot: given(context, own.value), instanceBoots };
  const boot = catalogBoot(context, instanceType);
  if (instanceBoots.length < count) assumeBoot(context, instanceType, boot);
  return { boot: boot.distribution, instanceBoots };
}

/** 3 for the key `MyEmrCluster.core[3]` of the group `MyEmrCluster.core`, if it has so many. */
export function instanceIndex(key: string, group: string, count: number): number | undefined {
  if (!key.startsWith(`${group}[`)) return undefined;
  const index = /^\[(0|[1-9]\d{0,6})\]$/.exec(key.slice(group.length))?.[1];
  return index === undefined || Number(index) >= count ? undefined : Number(index);
}

interface CatalogBoot {
  readonly distribution: Distribution;
  readonly source: string;
}

/** What was measured of the type, or of others in its place, as a normal distribution. */
function catalogBoot(context: CompileContext, instanceType: string): CatalogBoot {
  const measured = bootTime(instanceType, context.pricesDateMs) ?? bootTime("m1.small", context.pricesDateMs);
  if (measured === undefined) return { distribution: { kind: "constant", value: 0 }, source: "" };
  const mean = Math.round(measured.meanS * SECOND_MS);
  const sd = Math.round(measured.sdS * SECOND_MS);
  return {
    distribution: sd === 0 ? { kind: "constant", value: mean } : { kind: "normal", mean, sd },
    source: measured.standIn === null ? measured.source : `${measured.source}; ${measured.standIn}`,
  };
}

function assumeBoot(context: CompileContext, instanceType: string, boot: CatalogBoot): void {
  assumeDuration(context, {
    id: `boot.${instanceType}`,
    rule: "5.6",
    what: `Boot time of ${instanceType}, from the launch request to the first bootstrap action`,
    value: boot.distribution,
    source: boot.source,
    path: ["boot", instanceType],
  });
}

/**
 * Installing the applications of a cluster (5.6): what is left of the measured time from creation to ready when the
 * slowest of three instances of the master's type has booted, so that a small cluster is ready when it was measured.
 */
export function compileApplications(
  context: CompileContext,
  cluster: PipelineObject,
  masterType: string,
  isAmiEra: boolean,
): Distribution {
  const { meanMs, sdMs, source } = isAmiEra ? CREATION_TO_READY.ami : CREATION_TO_READY.release;
  const boot = catalogBoot(context, masterType).distribution;
  const slowestMs = slowestOfThree(boot);
  const value: Distribution = {
    kind: "normal",
    mean: Math.max(0, 1000 * Math.round((meanMs - slowestMs) / 1000)),
    sd: sdMs,
  };
  return givenOrAssumed(context, context.scenario.boot.applications, {
    id: `applications.${cluster.id}`,
    rule: "5.6",
    what: `Installing the applications of ${cluster.id}, after its slowest master or core instance is through`,
    value,
    source,
    path: ["boot", "applications"],
  });
}

function slowestOfThree(boot: Distribution): number {
  if (boot.kind === "normal") return boot.mean + MEAN_OF_MAX_OF_THREE * boot.sd;
  return boot.kind === "constant" ? boot.value : 0;
}

/** Keys of `boot` that are neither an instance type nor a place: errors, since nothing would come of them. */
export function refuseUnknownPlaces(context: CompileContext, resources: readonly ResourcePlan[]): void {
  const groups = resources.flatMap((resource) =>
    (resource.kind === "EmrCluster" ? resource.groups : [resource.group]).map(({ role, count }) => ({
      name: `${resource.id}.${role}`,
      count,
    })),
  );
  const places = [...resources.map(({ id }) => id), ...groups.map(({ name }) => name)];
  for (const [key, { place, path }] of context.scenario.boot.byPlace) {
    const isInstance = groups.some(({ name, count }) => instanceIndex(key, name, count) !== undefined);
    if (isOfProfile(context.scenario, place)) continue;
    const isKnown = places.includes(key) || findInstanceType(key) !== undefined || isInstance;
    context.matches.look(place, isKnown, () => refuseUnknownPlace(context, key, { place, path }, places));
  }
}

function refuseUnknownPlace(
  { problems }: CompileContext,
  key: string,
  { place, path }: { readonly place: Place; readonly path: ScenarioPath },
  places: readonly string[],
): void {
  const nearest = [...nearestNames(key, [...places, ...BOOT_KEYS]), ...nearestInstanceTypes(key)].slice(0, 3);
  const hint = nearest.length === 0 ? undefined : `did you mean ${nearest.map((one) => `\`${one}\``).join(" or ")}?`;
  const message = `\`${key}\` is neither an instance type nor a resource, group or instance of the definition`;
  problems.error("SCENARIO_VALUE", place, message, { path, ...(hint === undefined ? {} : { hint }) });
}
