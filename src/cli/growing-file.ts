import { closeSync, fdatasyncSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { isSystemError } from "./system-error.ts";

/** A file that is written bit by bit, and that may have been begun by a process that did not live to end it. */
export interface GrowingFile {
  /** What is there already, line by line; a last line without its end was never written whole, and is cut off. */
  lines(): Generator<string>;
  /** Behind what is there. What was appended is safe from the end of this process once it is flushed. */
  append(text: string): void;
  flush(): void;
  /** Safe from the end of the machine, too. */
  sync(): void;
  close(): void;
  /** Closes it and gives it another name, in one step: a reader of that name sees the old file or all of the new one. */
  moveTo(path: string): void;
  /** Closes and removes it. */
  remove(): void;
}

const CHUNK_BYTES = 65_536;

/**
 * Opens a file for appending.
 *
 * @param begin `anew` makes it, or empties it; `again` goes on with what is there, and is undefined where nothing is
 * @throws SystemError that names the path
 */
export function openGrowingFile(path: string, begin: "anew" | "again"): GrowingFile | undefined {
  try {
    return new NodeGrowingFile(path, openSync(path, begin === "anew" ? "w+" : "r+"));
  } catch (error) {
    if (begin === "again" && isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}

class NodeGrowingFile implements GrowingFile {
  private readonly path: string;
  private readonly descriptor: number;
  private waiting: string[] = [];
  private waitingLength = 0;
  private bytes = 0;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.descriptor = descriptor;
  }

  *lines(): Generator<string> {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let begun: Buffer[] = [];
    let position = 0;
    for (let read = this.read(chunk, position); read > 0; read = this.read(chunk, position)) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0 && end < read; end = chunk.indexOf(10, start)) {
        begun.push(chunk.subarray(start, end));
        const line = Buffer.concat(begun).toString("utf8");
        begun = [];
        start = end + 1;
        this.bytes = position + start;
        yield line;
      }
      // the chunk is written over by the next read
      if (start < read) begun.push(Buffer.from(chunk.subarray(start, read)));
      position += read;
    }
    this.naming(() => ftruncateSync(this.descriptor, this.bytes));
  }

  append(text: string): void {
    this.waiting.push(text);
    this.waitingLength += text.length;
    if (this.waitingLength >= CHUNK_BYTES) this.flush();
  }

  flush(): void {
    if (this.waiting.length === 0) return;
    const bytes = Buffer.from(this.waiting.join(""), "utf8");
    this.waiting = [];
    this.waitingLength = 0;
    for (let written = 0; written < bytes.length; ) {
      const count = this.naming(() => writeSync(this.descriptor, bytes, written, bytes.length - written, this.bytes));
      written += count;
      this.bytes += count;
    }
  }

  sync(): void {
    this.flush();
    this.naming(() => fdatasyncSync(this.descriptor));
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  moveTo(path: string): void {
    this.sync();
    closeSync(this.descriptor);
    this.naming(() => renameSync(this.path, path));
  }

  remove(): void {
    this.waiting = [];
    closeSync(this.descriptor);
    rmSync(this.path, { force: true });
  }

  private read(chunk: Buffer, position: number): number {
    const read = this.naming(() => readSync(this.descriptor, chunk, 0, chunk.length, position));
    // what an earlier read left behind it is no part of this one
    chunk.fill(0, read);
    return read;
  }

  /** An error of an open file does not say of which. */
  private naming<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw isSystemError(error) ? Object.assign(error, { path: this.path }) : error;
    }
  }
}
