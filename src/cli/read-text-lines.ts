import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { isSystemError } from "./system-error.ts";

/** A line that is longer is cut into several: no memory holds it. */
const LINE_LENGTH_MAX = 256 * 1024 * 1024;

/**
 * Hands on the lines of a text file, whatever its size: UTF-8, or UTF-16 with a byte-order mark; a .gz, told by its first
 * bytes, is decompressed on the way. Bytes that are no text are replaced: who reads the line sees that it is damaged.
 *
 * @returns why it ends early, where its compressed data are damaged
 * @throws SystemError that names the path
 */
export async function readTextLines(
  path: string,
  onLine: (text: string, number: number) => void,
): Promise<string | undefined> {
  try {
    await pump(path, onLine);
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      return "the compressed data are damaged, or end in the middle";
    }
    // a failed read, unlike a failed open, does not say of what
    if (isSystemError(error) && error.path === undefined) throw Object.assign(error, { path });
    throw error;
  }
}

async function pump(path: string, onLine: (text: string, number: number) => void): Promise<void> {
  const start = await firstBytes(path);
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const bytes = createReadStream(path);
  const source = isGzip ? bytes.pipe(createGunzip()) : bytes;
  // an error of the file itself does not pass through the pipe
  bytes.on("error", (error) => source.destroy(error));
  const decoder = new TextDecoder(encodingOf(start));
  const lines = new LineCutter(onLine);
  try {
    for await (const chunk of source) lines.add(decoder.decode(chunk, { stream: true }));
  } finally {
    // what came before the damage is used
    lines.add(decoder.decode());
    lines.end();
  }
}

/** Cuts a text that comes in pieces into its lines. */
class LineCutter {
  private readonly onLine: (text: string, number: number) => void;
  /** The pieces of the line that has not ended: put together once, however many there are. */
  private pieces: string[] = [];
  private length = 0;
  private number = 0;

  constructor(onLine: (text: string, number: number) => void) {
    this.onLine = onLine;
  }

  add(text: string): void {
    const [first = "", ...others] = text.split("\n");
    this.keep(first);
    for (const other of others) {
      this.cut();
      this.keep(other);
    }
  }

  end(): void {
    if (this.length > 0) this.cut();
  }

  private keep(piece: string): void {
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.length > LINE_LENGTH_MAX) this.cut();
  }

  private cut(): void {
    const line = this.pieces.join("");
    this.pieces = [];
    this.length = 0;
    this.number += 1;
    this.onLine(line.endsWith("\r") ? line.slice(0, -1) : line, this.number);
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

function encodingOf(start: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}
