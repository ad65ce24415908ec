import { runReplication } from "../src/experiment/run-replication.ts";
import type { Benchmark } from "./benchmark.ts";
import { benchmark as mm10 } from "./mm10.bench.ts";
import { mm10Plan } from "./mm10-plan.ts";

/**
 * The same M/M/10 queue through the whole model, measures and event digest included, beside the naive loop that knows
 * nothing but a queue. Every customer is an activation with an activity instance, an attempt, a task that is polled for,
 * seven transitions and two logs, so that a few per cent of the loop's rate is what to expect.
 */
export const benchmark: Benchmark = {
  name: "model",
  unit: "activations",
  count: 100_000,
  smallCount: 500,
  wantedRatio: 0.015,
  reference: (count) => {
    mm10.reference(count);
    return [count];
  },
  measured: (count) => {
    const { measures } = runReplication(mm10Plan(count), "bench", 0, false);
    return [measures.find(({ name }) => name === "latency.activity.Work")?.values.length ?? 0];
  },
};
