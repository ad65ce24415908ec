import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isSystemError, type SystemError } from "./system-error.ts";

/** A device that never ends must not be read for ever. */
const BYTES_MAX = 400_000_000;

const CHUNK_BYTES = 65_536;

/**
 * The text of a file, or of an open file by its number (0 is standard input): UTF-8, or UTF-16 with a byte-order mark,
 * as some editors and shells write it.
 *
 * @throws SystemError that names the path, also when the bytes are no text
 */
export function readTextFile(path: string | 0): string {
  const name = path === 0 ? "standard input" : path;
  try {
    return decode(path === 0 ? readAll(0) : readNamed(path), name);
  } catch (error) {
    // a failed read, unlike a failed open, does not say of what
    if (isSystemError(error) && error.path === undefined) throw Object.assign(error, { path: name });
    throw error;
  }
}

function readNamed(path: string): Buffer {
  const descriptor = openSync(path, "r");
  try {
    return readAll(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readAll(descriptor: number): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  let chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, Math.min(fstatSync(descriptor).size + 1, BYTES_MAX)));
  for (let read = readSome(descriptor, chunk); read > 0; read = readSome(descriptor, chunk)) {
    length += read;
    if (length > BYTES_MAX) throw systemError("EFBIG", `more than ${BYTES_MAX} bytes`);
    chunks.push(chunk.subarray(0, read));
    chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  }
  return Buffer.concat(chunks, length);
}

/** The number of bytes read; waits where nothing is there yet, as with a terminal that does not block. */
function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      if (!isSystemError(error) || (error.code !== "EAGAIN" && error.code !== "EOF")) throw error;
      // a closed pipe reads as an error on Windows
      if (error.code === "EOF") return 0;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function decode(bytes: Buffer, path: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const text = bytes.toString("utf8");
  if (isUtf8(bytes)) return text;
  const before = text.slice(0, text.indexOf("\uFFFD")).split("\n");
  const place = `${path}:${before.length}:${(before.at(-1) ?? "").length + 1}`;
  throw Object.assign(systemError("EILSEQ", "not UTF-8"), { path: place });
}

function systemError(code: string, message: string): SystemError {
  return Object.assign(new Error(message), { code, syscall: "read" });
}
