import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ModelEvent } from "../model/records.ts";

/** Time, two halves of the hash of who moved, hash of the move. */
const RECORD_BYTES = 20;
const RECORDS = 1024;

/**
 * A SHA-256 over every transition of a simulation, in order: two runs with one digest went the same way (8.1). Names
 * are taken by a hash of 64 bits: they are long, and a run of a year has a million transitions.
 */
export class EventDigest {
  private readonly hash = sha256.create();
  private readonly bytes = new Uint8Array(RECORDS * RECORD_BYTES);
  private readonly view = new DataView(this.bytes.buffer);
  private readonly moves = new Map<string, number>();
  private length = 0;
  private eventCount = 0;

  readonly observe = (event: ModelEvent): void => {
    if (event.kind !== "transition") return;
    this.eventCount += 1;
    const { view, length } = this;
    view.setFloat64(length, event.atMs, true);
    view.setUint32(length + 8, hashText(event.id, 0x811c9dc5), true);
    view.setUint32(length + 12, hashText(event.id, 0x9e3779b9), true);
    view.setUint32(length + 16, this.hashMove(`${event.machine} ${event.from ?? ""}>${event.to}`), true);
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

  private hashMove(move: string): number {
    let hash = this.moves.get(move);
    if (hash === undefined) {
      hash = hashText(move, 0x811c9dc5);
      this.moves.set(move, hash);
    }
    return hash;
  }

  private flush(): void {
    this.hash.update(this.bytes.subarray(0, this.length));
    this.length = 0;
  }
}

/** Mixes character by character: xor, multiply, shift, with the constants of MurmurHash2. */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** The digest of several replications' digests, in their order. */
export function combineDigests(digests: readonly string[]): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(digests.join("\n"))))}`;
}
