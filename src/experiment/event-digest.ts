import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ModelEvent, TransitionEvent } from "../model/records.ts";

/** Time, two halves of the hash of who moved, hash of the move. */
const RECORD_BYTES = 20;
const RECORDS = 1024;
/** With which the two hashes of a name begin. */
const SEEDS = { first: 0x811c9dc5, second: 0x9e3779b9 };

/** A hash that takes its bytes piece by piece. */
export interface StreamingHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/**
 * A SHA-256 over every transition of a simulation, in order: two runs with one digest went the same way (8.1). Names
 * are taken by a hash of 64 bits: they are long, and a run of a year has a million transitions.
 */
export class EventDigest {
  private readonly hash: StreamingHash;
  private readonly bytes = new Uint8Array(RECORDS * RECORD_BYTES);
  private readonly view = new DataView(this.bytes.buffer);
  /** Hashes by machine, then by the states from and to which it moves. */
  private readonly moves = new Map<string, Map<string, Map<string, number>>>();
  private length = 0;
  private eventCount = 0;

  /** @param newHash of SHA-256: another than the default, which runs everywhere, may be many times faster */
  constructor(newHash: () => StreamingHash = () => sha256.create()) {
    this.hash = newHash();
  }

  readonly observe = (event: ModelEvent): void => {
    if (event.kind !== "transition") return;
    this.eventCount += 1;
    const { view, length } = this;
    view.setFloat64(length, event.atMs, true);
    this.setHashes(length + 8, event.id);
    view.setUint32(length + 16, this.hashMove(event), true);
    this.length += RECORD_BYTES;
    if (this.length === this.bytes.length) this.flush();
  };

  get events(): number {
    return this.eventCount;
  }

  /** Hexadecimal; nothing can be observed afterwards. */
  finish(): string {
    this.flush();
    return bytesToHex(this.hash.digest());
  }

  /** Both hashes of a name in one go: this is done for every transition. */
  private setHashes(offset: number, text: string): void {
    let { first, second } = SEEDS;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      first = mix(first, code);
      second = mix(second, code);
    }
    this.view.setUint32(offset, first, true);
    this.view.setUint32(offset + 4, second, true);
  }

  /** There are few moves: `instance CREATING>RUNNING` is put together and hashed once. */
  private hashMove({ machine, from, to }: TransitionEvent): number {
    const start = from ?? "";
    const known = this.moves.get(machine)?.get(start)?.get(to);
    if (known !== undefined) return known;
    const ofMachine = this.moves.get(machine) ?? new Map<string, Map<string, number>>();
    const ofStart = ofMachine.get(start) ?? new Map<string, number>();
    const hash = hashText(`${machine} ${start}>${to}`);
    this.moves.set(machine, ofMachine.set(start, ofStart.set(to, hash)));
    return hash;
  }

  private flush(): void {
    this.hash.update(this.bytes.subarray(0, this.length));
    this.length = 0;
  }
}

function hashText(text: string): number {
  let hash = SEEDS.first;
  for (let index = 0; index < text.length; index += 1) hash = mix(hash, text.charCodeAt(index));
  return hash;
}

/** Mixes character by character: xor, multiply, shift, with the constants of MurmurHash2. */
function mix(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
}

/** The digest of several replications' digests, in their order. */
export function combineDigests(digests: readonly string[]): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(digests.join("\n"))))}`;
}
