import { fitFailureRate } from "./fit-failure-rate.ts";
import { evidenceOf, measure } from "./measure.ts";
import type { BootObservation, Observations } from "./observations.ts";
import type { BootProfile, Profiles } from "./profile.ts";

/** What is called a type where no answer says which. */
export const UNKNOWN_TYPE = "unknown";

/** The boots of each instance type, and how often an instance never came up. */
export function bootProfiles(observations: Observations): Pick<Profiles, "boots" | "launches" | "applications"> {
  const { boots } = observations;
  if (boots.length === 0) return { boots: [] };
  const byType = new Map<string, BootObservation[]>();
  for (const boot of boots) {
    const type = boot.instanceType ?? UNKNOWN_TYPE;
    byType.set(type, [...(byType.get(type) ?? []), boot]);
  }
  const failures = boots.filter(({ readyMs }) => readyMs === undefined).length;
  const applications = applicationTimes(observations);
  return {
    boots: [...byType.keys()].sort().map((type) => bootProfile(type, byType.get(type) ?? [])),
    launches: fitFailureRate(failures, { kind: "trials", trials: boots.length }),
    ...(applications.length === 0 ? {} : { applications: measure(applications, "applications") }),
  };
}

function bootProfile(instanceType: string, boots: readonly BootObservation[]): BootProfile {
  const times = boots.flatMap(({ requestedMs, readyMs }) => (readyMs === undefined ? [] : [readyMs - requestedMs]));
  const dated = boots.map(({ requestedMs, source }) => ({ startMs: requestedMs, source }));
  return { instanceType, ready: measure(times, `boot/${instanceType}`), evidence: evidenceOf(dated) };
}

/** How long after its last instance a cluster was ready. An instance that came much later joined it while it ran. */
function applicationTimes({ boots, clusters }: Observations): number[] {
  return clusters.flatMap(({ createdMs, readyMs, groups }) => {
    if (readyMs === undefined) return [];
    const ids = new Set(groups.flatMap(({ id }) => id ?? []));
    const ready = boots.flatMap((boot) => {
      const isOf = boot.groupId !== undefined && ids.has(boot.groupId) && boot.requestedMs >= createdMs;
      return isOf && boot.readyMs !== undefined && boot.readyMs <= readyMs ? [boot.readyMs] : [];
    });
    return ready.length === 0 ? [] : [readyMs - ready.reduce((last, at) => Math.max(last, at), 0)];
  });
}
