import alea from "seedrandom/lib/alea.js";

/** Uniform in [0, 1), with 53 random bits. */
export type RandomSource = () => number;

/**
 * The named random streams of one replication. What a stream gives depends on (seed, replication, name) alone, never on
 * the other streams or on who asked first, so that a what-if changes only what it touches (8.2).
 */
export class RandomStreams {
  private readonly seed: string;
  private readonly replication: number;
  private readonly sources = new Map<string, RandomSource>();

  constructor(seed: string, replication: number) {
    this.seed = seed;
    this.replication = replication;
  }

  /** The stream of this name: made at its first use, after that always the same one, which goes on where it is. */
  stream(name: string): RandomSource {
    let source = this.sources.get(name);
    if (source === undefined) {
      // JSON, because "a", 1, "2" and "a1", "2" must not run together
      source = alea(JSON.stringify([this.seed, this.replication, name])).double;
      this.sources.set(name, source);
    }
    return source;
  }
}
