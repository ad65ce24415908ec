import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ModelEvent } from "../model/records.ts";

const FLUSH_LENGTH = 16_384;

/** A SHA-256 over every transition of a simulation, in order: two runs with one digest went the same way (8.1). */
export class EventDigest {
  private readonly hash = sha256.create();
  private buffered = "";
  private eventCount = 0;

  readonly observe = (event: ModelEvent): void => {
    if (event.kind !== "transition") return;
    this.eventCount += 1;
    this.buffered += `${event.atMs} ${event.machine} ${event.id} ${event.from ?? ""}>${event.to}\n`;
    if (this.buffered.length >= FLUSH_LENGTH) this.flush();
  };

  get events(): number {
    return this.eventCount;
  }

  /** Hexadecimal; nothing can be observed afterwards. */
  finish(): string {
    this.flush();
    return bytesToHex(this.hash.digest());
  }

  private flush(): void {
    this.hash.update(utf8ToBytes(this.buffered));
    this.buffered = "";
  }
}

/** The digest of several replications' digests, in their order. */
export function combineDigests(digests: readonly string[]): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(digests.join("\n"))))}`;
}
