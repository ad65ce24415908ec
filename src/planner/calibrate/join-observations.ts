import type { BootObservation, ClusterObservation, ClusterSize, Observations, RunObservation } from "./observations.ts";

/**
 * Puts together what stands in different answers: what is told twice counts once, an instance gives way to its attempts, the wait for what it depended on
 * is taken off its time, boots get the type of their group, and runs the size of the cluster that they ran on.
 */
export function joinObservations({ runs, clusters, boots }: Observations): Observations {
  return {
    runs: afterDependencies(withoutInstances(withoutRepeated(runs))).map((run) => onCluster(run, clusters)),
    clusters,
    boots: once(boots, ({ id, requestedMs }) => id && `${id} ${requestedMs}`).map((boot) => ofGroup(boot, clusters)),
  };
}

/** Pages of answers overlap, and one log may lie in two folders. A run without an id or a date could be another one. */
function withoutRepeated(runs: readonly RunObservation[]): readonly RunObservation[] {
  return once(runs, ({ id, kind, startMs, durationMs }) => {
    return id === undefined || startMs === undefined ? undefined : `${kind} ${id} ${startMs} ${durationMs}`;
  });
}

/** Those whose key is new, and those without a key. */
function once<T>(items: readonly T[], keyOf: (item: T) => string | undefined): readonly T[] {
  const known = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === undefined) return true;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}

/** Of an instance whose attempts are known: its time is theirs and the pauses between them. */
function withoutInstances(runs: readonly RunObservation[]): readonly RunObservation[] {
  const tried = new Set(runs.flatMap(({ id }) => /^(@.*)_Attempt=\d+$/.exec(id ?? "")?.[1] ?? []));
  return runs.filter(({ id }) => id === undefined || !tried.has(id));
}

/** Nothing begins before what it waits for is over. */
function afterDependencies(runs: readonly RunObservation[]): readonly RunObservation[] {
  const ends = new Map<string, number>();
  for (const { id, startMs, durationMs } of runs) {
    if (id !== undefined && startMs !== undefined) ends.set(instanceOf(id), startMs + durationMs);
  }
  return runs.map((run) => {
    if (run.startMs === undefined || run.waitedFor === undefined) return run;
    const waitedToMs = run.waitedFor.reduce((latest, id) => Math.max(latest, ends.get(id) ?? 0), run.startMs);
    const waitedMs = Math.min(run.durationMs, waitedToMs - run.startMs);
    return waitedMs === 0 ? run : { ...run, startMs: run.startMs + waitedMs, durationMs: run.durationMs - waitedMs };
  });
}

function instanceOf(id: string): string {
  return id.replace(/_Attempt=\d+$/, "");
}

/**
 * An answer to list-steps does not say of which cluster. It is the one that the file is called after, or the only one that
 * was there all the time.
 */
function onCluster(run: RunObservation, clusters: readonly ClusterObservation[]): RunObservation {
  if (run.cluster !== undefined || run.kind === "activity") return run;
  const byName = clusters.filter(({ id }) => run.clusterId === id || run.source.file.includes(id));
  const [only, second] = byName.length > 0 ? byName : clusters.filter((cluster) => wasThere(cluster, run));
  if (only === undefined || (second !== undefined && second.id !== only.id)) return run;
  const size = sizeOf(only);
  return { ...run, clusterId: only.id, ...(size === undefined ? {} : { cluster: size }) };
}

/** Both clocks are EMR's; those of Hadoop are on its machines. */
const CLOCK_DIFFERENCE_MS = 60_000;

function wasThere({ createdMs, endMs }: ClusterObservation, { startMs, durationMs }: RunObservation): boolean {
  if (startMs === undefined || startMs < createdMs - CLOCK_DIFFERENCE_MS) return false;
  return endMs === undefined || startMs + durationMs <= endMs + CLOCK_DIFFERENCE_MS;
}

function sizeOf({ groups }: ClusterObservation): ClusterSize | undefined {
  const workers = groups.filter(({ role, count }) => role !== "master" && count > 0);
  const working = workers.length > 0 ? workers : groups.filter(({ count }) => count > 0);
  const nodes = working.reduce((sum, { count }) => sum + count, 0);
  if (nodes === 0) return undefined;
  const [type, other] = new Set(working.map(({ instanceType }) => instanceType));
  return { nodes, ...(type === undefined || other !== undefined ? {} : { instanceType: type }) };
}

function ofGroup(boot: BootObservation, clusters: readonly ClusterObservation[]): BootObservation {
  if (boot.instanceType !== undefined || boot.groupId === undefined) return boot;
  const group = clusters.flatMap(({ groups }) => groups).find(({ id }) => id === boot.groupId);
  return group?.instanceType === undefined ? boot : { ...boot, instanceType: group.instanceType };
}
