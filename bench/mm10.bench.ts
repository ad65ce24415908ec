import { Heap } from "heap-js";
import { RandomStreams } from "../src/engine/random-streams.ts";
import { integerSampler, type Sampler } from "../src/engine/sampler.ts";
import { Simulation } from "../src/engine/simulation.ts";
import { ArrivalLine } from "./arrival-line.ts";
import type { Benchmark } from "./benchmark.ts";
import { Waits } from "./waits.ts";

const SERVERS = 10;
const SERVICE_MEAN_MS = 100_000;
const LOAD = 0.9;

/** M/M/10 at load 0.9: two events a customer, a dozen pending. */
export const benchmark: Benchmark = {
  name: "mm10",
  unit: "customers",
  count: 1_000_000,
  smallCount: 2_000,
  wantedRatio: 1.2,
  reference: naiveLoop,
  measured: onSimulation,
};

interface NaiveEvent {
  readonly timeMs: number;
  readonly sequence: number;
  readonly isArrival: boolean;
}

/** The plainest loop around heap-js: pop an event, push new objects for those that it gives rise to. */
function naiveLoop(count: number): readonly number[] {
  const { nextArrival, nextService } = samplers();
  const heap = new Heap<NaiveEvent>((a, b) => a.timeMs - b.timeMs || a.sequence - b.sequence);
  const waiting = new ArrivalLine();
  const waits = new Waits();
  let [sequence, arrived, busy, nowMs] = [0, 0, 0, 0];
  heap.push({ timeMs: nextArrival(), sequence: sequence++, isArrival: true });
  for (let event = heap.pop(); event !== undefined; event = heap.pop()) {
    nowMs = event.timeMs;
    if (event.isArrival) {
      if (busy < SERVERS) {
        busy += 1;
        heap.push({ timeMs: nowMs + nextService(), sequence: sequence++, isArrival: false });
      } else waiting.push(nowMs);
      arrived += 1;
      if (arrived < count) heap.push({ timeMs: nowMs + nextArrival(), sequence: sequence++, isArrival: true });
    } else {
      const since = waiting.shift();
      if (since === undefined) busy -= 1;
      else {
        waits.add(nowMs - since);
        heap.push({ timeMs: nowMs + nextService(), sequence: sequence++, isArrival: false });
      }
    }
  }
  return [...waits.figures(), nowMs];
}

function onSimulation(count: number): readonly number[] {
  const { nextArrival, nextService } = samplers();
  const simulation = new Simulation({ startMs: 0 });
  const waiting = new ArrivalLine();
  const waits = new Waits();
  let [arrived, busy] = [0, 0];
  const arrive = () => {
    if (busy < SERVERS) {
      busy += 1;
      simulation.after(nextService(), depart);
    } else waiting.push(simulation.now);
    arrived += 1;
    if (arrived < count) simulation.after(nextArrival(), arrive);
  };
  const depart = () => {
    const since = waiting.shift();
    if (since === undefined) busy -= 1;
    else {
      waits.add(simulation.now - since);
      simulation.after(nextService(), depart);
    }
  };
  simulation.after(nextArrival(), arrive);
  simulation.run();
  return [...waits.figures(), simulation.now];
}

function samplers(): { readonly nextArrival: Sampler; readonly nextService: Sampler } {
  const streams = new RandomStreams("bench", 0);
  const arrivalMeanMs = SERVICE_MEAN_MS / SERVERS / LOAD;
  return {
    nextArrival: integerSampler({ kind: "exponential", mean: arrivalMeanMs }, streams.stream("arrival")),
    nextService: integerSampler({ kind: "exponential", mean: SERVICE_MEAN_MS }, streams.stream("service")),
  };
}
