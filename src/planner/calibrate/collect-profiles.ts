import { bootProfiles } from "./boot-profiles.ts";
import { fitFailureRate } from "./fit-failure-rate.ts";
import { mapReduceProfile } from "./map-reduce-profile.ts";
import { evidenceOf, measure } from "./measure.ts";
import { normaliseName } from "./normalise-name.ts";
import type { Observations, RunObservation } from "./observations.ts";
import type { Profiles, WorkProfile } from "./profile.ts";
import { scalingProfile } from "./scaling-profile.ts";
import { sparkProfile } from "./spark-profile.ts";

/** How runs are taken together. */
export interface CollectOptions {
  /** Runs count as alike only if they are called exactly alike; absent: dates and counters in names tell nothing apart. */
  readonly exactNames?: boolean;
}

/** Names that are shown beside the one that they were taken together under. */
const CALLED_AS_MAX = 3;

/** Makes profiles of what was observed: one for each name and one for each instance type that booted. */
export function collectProfiles(observations: Observations, options: CollectOptions = {}): Profiles {
  const groups = new Map<string, RunObservation[]>();
  for (const run of observations.runs) {
    const name = options.exactNames === true ? run.name : nameOf(run);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [run]);
    else group.push(run);
  }
  const names = [...groups.keys()].sort();
  return {
    work: names.map((name) => workProfile(name, groups.get(name) ?? [])),
    ...bootProfiles(observations),
    evidence: evidenceOf([
      ...observations.runs,
      ...observations.boots.map((boot) => ({ ...boot, startMs: boot.requestedMs })),
      ...observations.clusters.map((cluster) => ({ ...cluster, startMs: cluster.createdMs })),
    ]),
  };
}

/** What Data Pipeline calls an activity is its id, which may end in a number. */
function nameOf({ kind, name, type, includesWait }: RunObservation): string {
  const isComponent = kind === "activity" && (type !== undefined || includesWait === true) && !name.startsWith("@");
  return isComponent ? name : normaliseName(name);
}

function workProfile(name: string, runs: readonly RunObservation[]): WorkProfile {
  const [first] = runs;
  const succeeded = runs.filter(({ status }) => status === "succeeded");
  const unfinished = runs.filter(({ status }) => status === "unfinished");
  const durations = (some: readonly RunObservation[]) => some.map(({ durationMs }) => durationMs);
  const types = new Set(runs.flatMap(({ cluster }) => cluster?.instanceType ?? []));
  const [instanceType, otherType] = types;
  const [type] = runs.flatMap((run) => run.type ?? []);
  const steps = runs.reduce((most, run) => Math.max(most, run.steps ?? 0), 0);
  const mapReduce = mapReduceProfile(name, runs);
  const spark = sparkProfile(name, runs);
  const scaling = scalingProfile(succeeded);
  return {
    name,
    calledAs: [...new Set(runs.map((run) => run.name))].filter((one) => one !== name).slice(0, CALLED_AS_MAX),
    kind: first?.kind ?? "activity",
    ...(type === undefined ? {} : { type }),
    ...(steps === 0 ? {} : { steps }),
    duration: measure(durations(succeeded), `duration/${name}`, durations(unfinished)),
    includesWait: runs.some((run) => run.includesWait === true),
    failure: failureOf(runs),
    canceled: runs.filter(({ status }) => status === "canceled").length,
    nodes: [...new Set(runs.flatMap(({ cluster }) => cluster?.nodes ?? []))].sort((a, b) => a - b),
    ...(instanceType === undefined || otherType !== undefined ? {} : { instanceType }),
    ...(mapReduce === undefined ? {} : { mapReduce }),
    ...(spark === undefined ? {} : { spark }),
    ...(scaling === undefined ? {} : { scaling }),
    evidence: evidenceOf(runs),
    runs,
  };
}

/** Of an instance each attempt counts: all but the last one failed. */
function failureOf(runs: readonly RunObservation[]): WorkProfile["failure"] {
  let failures = 0;
  let trials = 0;
  for (const { status, attempts = 1 } of runs) {
    if (status !== "succeeded" && status !== "failed") continue;
    trials += attempts;
    failures += attempts - (status === "succeeded" ? 1 : 0);
  }
  return fitFailureRate(failures, { kind: "trials", trials });
}
