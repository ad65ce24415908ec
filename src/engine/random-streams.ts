import alea from "seedrandom/lib/alea.js";

/** Uniform in [0, 1), with 53 random bits. */
export type RandomSource = () => number;

/**
 * The named random streams of one replication. What a stream gives depends on (seed, replication, name) alone, never on
 * the other streams or on who asked first, so that a what-if changes only what it touches (8.2).
 */
export class RandomStreams {
  private readonly prefix: string;
  private readonly sources = new Map<string, RandomSource>();

  constructor(seed: string, replication: number) {
    // the length says where the seed ends, so that no two different triples run together into the same text
    this.prefix = `${seed.length}:${seed}:${replication}:`;
  }

  /** The stream of this name: made at its first use, after that always the same one, which goes on where it is. */
  stream(name: string): RandomSource {
    let source = this.sources.get(name);
    if (source === undefined) {
      source = this.newStream(name);
      this.sources.set(name, source);
    }
    return source;
  }

  /** The stream of this name from its beginning, whoever has used it; nothing of it is kept. */
  newStream(name: string): RandomSource {
    return alea(`${this.prefix}${name}`).double;
  }
}
