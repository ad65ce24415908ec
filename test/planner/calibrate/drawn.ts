import type { Distribution } from "../../../src/engine/distribution.ts";
import { RandomStreams } from "../../../src/engine/random-streams.ts";
import { sampler } from "../../../src/engine/sampler.ts";

/** Values of a distribution, always the same ones, rounded to multiples of `step` if one is given. */
export function drawn(distribution: Distribution, count: number, step = 0, seed = "drawn"): number[] {
  const sample = sampler(distribution, new RandomStreams(seed, 0).stream(distribution.kind));
  return Array.from({ length: count }, () => (step === 0 ? sample() : Math.round(sample() / step) * step));
}
