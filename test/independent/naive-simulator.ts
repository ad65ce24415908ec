import type { NaiveAttempt, NaiveCase, NaiveLife, NaiveOutcome } from "./naive-case.ts";

interface Task {
  readonly activity: number;
  readonly index: number;
  readonly createdAtMs: number;
  queuedAtMs: number;
  startedAtMs: number;
  endedAtMs: number | undefined;
}

interface Host extends Record<Exclude<keyof NaiveLife, "index">, number> {
  readonly index: number;
  outstanding: number;
  queue: Task[];
  freeThreads: number;
  readonly steps: { readonly lengthMs: number; readonly done: () => void }[];
  isStepRunning: boolean;
  readonly ran: Task[];
  pushedBytes: number;
  files: number;
  uploadedAtMs: number;
}

const HOUR_MS = 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Plays a case to its end.
 *
 * A second simulator of a small part of the rules, written from their text alone, as plainly as it can be: one list of
 * events that is searched for the earliest, nothing shared with the model. On-demand and cron pipelines whose activities
 * all run on one EmrCluster or Ec2Resource; constant times; nothing fails.
 */
export function simulateNaively(given: NaiveCase): NaiveOutcome {
  const events: { readonly atMs: number; readonly act: () => void }[] = [];
  const waiting: Task[] = [];
  const finished = new Set<string>();
  const hosts = new Map<number, Host>();
  const attempts: NaiveAttempt[] = [];
  const lives: NaiveLife[] = [];
  let nowMs = 0;
  let totalMicroUsd = 0;

  const at = (atMs: number, act: () => void): void => {
    events.push({ atMs, act });
  };

  /** One after another, the oldest first, so many at a time and so often as the limits allow (2.4). */
  function creator(dueMs: readonly number[], create: (index: number) => void): { ended: () => void } {
    let [next, active, lastMs] = [0, 0, -NEVER];
    const look = (): void => {
      for (;;) {
        const due = dueMs[next];
        const earliestMs = Math.max(due ?? NEVER, lastMs + given.creationIntervalMs);
        if (due === undefined || active >= given.activeInstancesMax || earliestMs > nowMs) return;
        [next, active, lastMs] = [next + 1, active + 1, nowMs];
        if (given.creationIntervalMs > 0) at(nowMs + given.creationIntervalMs, look);
        create(next - 1);
      }
    };
    for (const due of dueMs) at(due, look);
    return {
      ended: () => {
        active -= 1;
        look();
      },
    };
  }

  const hostsCreated = creator(given.resourceDueMs, (index) => {
    const first = index * given.intervalsPerResource;
    const served = given.activityDueMs.slice(first, first + given.intervalsPerResource).length;
    hosts.set(index, newHost(index, served * given.activities.length, nowMs));
    readyWhoCan();
  });

  const creators = given.activities.map((_, activity) =>
    creator(given.activityDueMs, (index) => {
      waiting.push({
        activity,
        index,
        createdAtMs: nowMs,
        queuedAtMs: NEVER,
        startedAtMs: NEVER,
        endedAtMs: undefined,
      });
      readyWhoCan();
    }),
  );

  /** 3.1, 2.3: what it depends on has finished, and its resource instance is there. */
  function readyWhoCan(): void {
    for (const task of [...waiting]) {
      const host = hosts.get(Math.floor(task.index / given.intervalsPerResource));
      const dependsOn = given.activities[task.activity]?.dependsOn ?? [];
      if (host === undefined || dependsOn.some((other) => !finished.has(`${other} ${task.index}`))) continue;
      waiting.splice(waiting.indexOf(task), 1);
      task.queuedAtMs = nowMs;
      host.queue.push(task);
      if (host.requestedAtMs === NEVER) launch(host);
      handOut(host);
    }
  }

  /** 5.1, 5.6: the slowest awaited instance, the applications, the Task Runner. */
  function launch(host: Host): void {
    const { instances, bootstrapMs, applicationsMs, installMs, isCluster } = given.resource;
    const slowestMs = Math.max(...instances.filter(({ awaited }) => awaited).map(({ bootMs }) => bootMs));
    host.requestedAtMs = nowMs;
    host.readyAtMs = nowMs + slowestMs + (isCluster ? sum(bootstrapMs) + applicationsMs : 0);
    host.firstPollAtMs = host.readyAtMs + installMs;
    at(host.firstPollAtMs, () => {
      host.freeThreads = 2;
      handOut(host);
    });
    pushAt(host, host.firstPollAtMs + given.pushIntervalMs);
  }

  /** 4.2, 4.3: a thread that is free gets what was queued first, at once. */
  function handOut(host: Host): void {
    while (host.freeThreads > 0 && host.queue.length > 0) {
      const task = host.queue.shift();
      if (task === undefined) return;
      host.freeThreads -= 1;
      task.startedAtMs = nowMs;
      host.ran.push(task);
      const work = given.activities[task.activity];
      if (work === undefined) return;
      at(nowMs + sum(work.before), () =>
        runSteps(host, work.steps, () => at(nowMs + sum(work.after), () => finish(host, task))),
      );
    }
  }

  /** 4.6: all steps of an attempt are added at once; the cluster runs one at a time. */
  function runSteps(host: Host, steps: readonly number[], whenDone: () => void): void {
    if (steps.length === 0) whenDone();
    for (const [index, lengthMs] of steps.entries()) {
      host.steps.push({ lengthMs, done: index === steps.length - 1 ? whenDone : () => {} });
    }
    nextStep(host);
  }

  function nextStep(host: Host): void {
    const step = host.isStepRunning ? undefined : host.steps.shift();
    if (step === undefined) return;
    host.isStepRunning = true;
    at(nowMs + step.lengthMs, () => {
      host.isStepRunning = false;
      step.done();
      nextStep(host);
    });
  }

  function finish(host: Host, task: Task): void {
    const { activity, index, createdAtMs, queuedAtMs, startedAtMs } = task;
    task.endedAtMs = nowMs;
    attempts.push({ activity, index, createdAtMs, queuedAtMs, startedAtMs, endedAtMs: nowMs });
    finished.add(`${activity} ${index}`);
    readyWhoCan();
    host.outstanding -= 1;
    host.freeThreads += 1;
    if (host.outstanding === 0) shutDown(host);
    else handOut(host);
    creators[activity]?.ended();
  }

  /** 5.5, 6.1, 7.1, 7.3: nothing needs it; the log goes up, the bill ends, the quota is free. */
  function shutDown(host: Host): void {
    host.shuttingDownAtMs = nowMs;
    if (host.files === 0 || workedMs(host, nowMs) > workedMs(host, lastPushMs(host))) push(host);
    host.stoppedAtMs = Math.max(nowMs, host.uploadedAtMs);
    host.terminatedAtMs = host.stoppedAtMs + given.resource.terminationMs;
    for (const { bootMs, microUsdPerHour } of given.resource.instances) {
      const runningAtMs = host.requestedAtMs + Math.min(bootMs, given.resource.pendingMs);
      // one that is pending when everything ends never runs
      if (runningAtMs > nowMs) continue;
      totalMicroUsd += Math.max(1, Math.ceil((host.stoppedAtMs - runningAtMs) / HOUR_MS)) * microUsdPerHour;
    }
    at(host.terminatedAtMs, () => {
      const { createdAtMs, requestedAtMs, readyAtMs, firstPollAtMs, shuttingDownAtMs, stoppedAtMs, terminatedAtMs } =
        host;
      lives.push({
        index: host.index,
        createdAtMs,
        requestedAtMs,
        readyAtMs,
        firstPollAtMs,
        shuttingDownAtMs,
        stoppedAtMs,
        terminatedAtMs,
      });
      hostsCreated.ended();
    });
  }

  /** 6.2: every hour what is new. */
  function pushAt(host: Host, atMs: number): void {
    at(atMs, () => {
      if (host.shuttingDownAtMs !== NEVER) return;
      if (workedMs(host, nowMs) > workedMs(host, lastPushMs(host))) push(host);
      pushAt(host, nowMs + given.pushIntervalMs);
    });
  }

  function push(host: Host): void {
    const bytes = Math.round((given.logBytesPerMinute * workedMs(host, nowMs)) / 60_000) - host.pushedBytes;
    host.pushedBytes += bytes;
    host.files += 1;
    host.uploadedAtMs = Math.max(nowMs, host.uploadedAtMs) + Math.ceil((1000 * bytes) / given.uploadBytesPerSecond);
  }

  /** The last full push interval before now. */
  function lastPushMs(host: Host): number {
    const count = Math.ceil((nowMs - host.firstPollAtMs) / given.pushIntervalMs) - 1;
    return host.firstPollAtMs + Math.max(0, count) * given.pushIntervalMs;
  }

  for (;;) {
    const next = events.reduce(
      (first, event) => (event.atMs < first.atMs ? event : first),
      events[0] ?? { atMs: NEVER, act: () => {} },
    );
    if (next.atMs === NEVER) return { attempts, lives, totalMicroUsd };
    events.splice(events.indexOf(next), 1);
    nowMs = next.atMs;
    next.act();
  }
}

function newHost(index: number, outstanding: number, createdAtMs: number): Host {
  return {
    index,
    outstanding,
    createdAtMs,
    queue: [],
    freeThreads: 0,
    steps: [],
    isStepRunning: false,
    ran: [],
    pushedBytes: 0,
    files: 0,
    uploadedAtMs: 0,
    requestedAtMs: NEVER,
    readyAtMs: NEVER,
    firstPollAtMs: NEVER,
    shuttingDownAtMs: NEVER,
    stoppedAtMs: NEVER,
    terminatedAtMs: NEVER,
  };
}

/** Milliseconds up to an instant in which at least one task ran: counted between all marks in time. */
function workedMs(host: Host, untilMs: number): number {
  const marks = [...new Set(host.ran.flatMap(({ startedAtMs, endedAtMs }) => [startedAtMs, endedAtMs ?? untilMs]))];
  const inOrder = marks.map((mark) => Math.min(mark, untilMs)).sort((a, b) => a - b);
  const isBusy = (fromMs: number) =>
    host.ran.some((task) => task.startedAtMs <= fromMs && fromMs < (task.endedAtMs ?? untilMs));
  return sum(inOrder.slice(1).map((toMs, index) => (isBusy(inOrder[index] ?? 0) ? toMs - (inOrder[index] ?? 0) : 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
