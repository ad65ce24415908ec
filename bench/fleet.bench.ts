import { Heap } from "heap-js";
import { PhaseRing } from "../src/engine/phase-ring.ts";
import { RandomStreams } from "../src/engine/random-streams.ts";
import { integerSampler, type Sampler } from "../src/engine/sampler.ts";
import { Simulation } from "../src/engine/simulation.ts";
import { ArrivalLine } from "./arrival-line.ts";
import type { Benchmark } from "./benchmark.ts";
import { Waits } from "./waits.ts";

const RUNNERS = 1_000;
const POLL_PERIOD_MS = 15_000;
const WORK_MEAN_MS = 60_000;
const LOAD = 0.6;

/** Polls come before the arrivals and completions of the same millisecond. */
const POLL_PRIORITY = -1;

/** A thousand runners that poll one queue every 15 s and, after each task, at once; load 0.6. */
export const benchmark: Benchmark = {
  name: "fleet",
  unit: "tasks",
  count: 200_000,
  smallCount: 2_000,
  wantedRatio: 1.5,
  reference: naiveLoop,
  measured: onSimulation,
};

interface NaiveEvent {
  readonly timeMs: number;
  readonly priority: number;
  readonly sequence: number;
  readonly kind: "arrival" | "completion" | "poll";
}

/** Every poll is an event, and every event a new object in heap-js. */
function naiveLoop(count: number): readonly number[] {
  const { nextArrival, nextWork, firstPhase } = samplers();
  const heap = new Heap<NaiveEvent>(
    (a, b) => a.timeMs - b.timeMs || a.priority - b.priority || a.sequence - b.sequence,
  );
  const waiting = new ArrivalLine();
  const waits = new Waits();
  let [sequence, arrived, completed, nowMs] = [0, 0, 0, 0];
  const poll = () => {
    const since = waiting.shift();
    if (since === undefined) {
      const timeMs = nowMs + POLL_PERIOD_MS;
      heap.push({ timeMs, priority: POLL_PRIORITY, sequence: sequence++, kind: "poll" });
      return;
    }
    waits.add(nowMs - since);
    heap.push({ timeMs: nowMs + nextWork(), priority: 0, sequence: sequence++, kind: "completion" });
  };
  for (let runner = 0; runner < RUNNERS; runner++) {
    heap.push({ timeMs: firstPhase(), priority: POLL_PRIORITY, sequence: sequence++, kind: "poll" });
  }
  heap.push({ timeMs: nextArrival(), priority: 0, sequence: sequence++, kind: "arrival" });
  while (completed < count) {
    const event = heap.pop();
    if (event === undefined) break;
    nowMs = event.timeMs;
    if (event.kind === "arrival") {
      waiting.push(nowMs);
      arrived += 1;
      if (arrived < count) {
        heap.push({ timeMs: nowMs + nextArrival(), priority: 0, sequence: sequence++, kind: "arrival" });
      }
    } else {
      if (event.kind === "completion") completed += 1;
      poll();
    }
  }
  return [...waits.figures(), nowMs];
}

/** Idle runners stand in a ring; one event at most stands for the poll that comes next, and only while a task waits. */
function onSimulation(count: number): readonly number[] {
  const { nextArrival, nextWork, firstPhase } = samplers();
  const simulation = new Simulation({ startMs: 0 });
  const idle = new PhaseRing<number>(POLL_PERIOD_MS);
  const waiting = new ArrivalLine();
  const waits = new Waits();
  let arrived = 0;
  let isPollExpected = false;
  const start = (runner: number, since: number) => {
    waits.add(simulation.now - since);
    simulation.after(nextWork(), () => complete(runner));
  };
  const complete = (runner: number) => {
    const since = waiting.shift();
    if (since === undefined) idle.add(runner, simulation.now);
    else start(runner, since);
  };
  const expectPoll = (isPollOfNowToCome: boolean) => {
    if (isPollExpected || waiting.length === 0) return;
    const next = idle.nextAfter(simulation.now, isPollOfNowToCome);
    if (next === undefined) return;
    isPollExpected = true;
    simulation.at(next.atMs, () => poll(next.poller), POLL_PRIORITY);
  };
  const poll = (runner: number) => {
    isPollExpected = false;
    const since = waiting.shift();
    if (since === undefined) return;
    idle.remove(runner);
    start(runner, since);
    expectPoll(true);
  };
  const arrive = () => {
    waiting.push(simulation.now);
    arrived += 1;
    if (arrived < count) simulation.after(nextArrival(), arrive);
    expectPoll(false);
  };
  for (let runner = 0; runner < RUNNERS; runner++) idle.add(runner, firstPhase());
  simulation.after(nextArrival(), arrive);
  simulation.run();
  return [...waits.figures(), simulation.now];
}

function samplers(): { readonly nextArrival: Sampler; readonly nextWork: Sampler; readonly firstPhase: Sampler } {
  const streams = new RandomStreams("bench", 0);
  const arrivalMeanMs = WORK_MEAN_MS / RUNNERS / LOAD;
  return {
    nextArrival: integerSampler({ kind: "exponential", mean: arrivalMeanMs }, streams.stream("arrival")),
    nextWork: integerSampler({ kind: "exponential", mean: WORK_MEAN_MS }, streams.stream("work")),
    firstPhase: integerSampler({ kind: "uniform", min: 0, max: POLL_PERIOD_MS - 1 }, streams.stream("phase")),
  };
}
