import type { FileSink } from "./file-sink.ts";
import type { LineReader } from "./line-reader.ts";
import { parseTolerantly } from "./tolerant-json.ts";

/** Takes the JSON values of a file one after another, with the line in which each begins. */
export type OnJsonValue = (value: unknown, line: number) => void;

/** No value of a history is deeper; the parser of damaged texts would overflow its stack. */
const DEPTH_MAX = 200;

/** A list of all runs in one value has to be held in memory. */
const VALUE_LENGTH_MAX = 256 * 1024 * 1024;

/**
 * Cuts a text into the JSON values that stand in it one after another, as traces are written: each is handed on when it
 * is complete, so that only one is in memory. Text between them is prose, which is named and passed over.
 */
export class JsonValuesReader implements LineReader {
  private readonly sink: FileSink;
  private readonly onValue: OnJsonValue;
  /** The lines of the value that is being read. */
  private parts: string[] = [];
  private partsLength = 0;
  private startLine = 0;
  private depth = 0;
  private deepest = 0;
  private isProse = false;

  constructor(sink: FileSink, onValue: OnJsonValue) {
    this.sink = sink;
    this.onValue = onValue;
  }

  line(text: string, number: number): void {
    let from = 0;
    // a string never goes on in the next line, so that a quote that is missing spoils one line only
    let inString = false;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (inString) {
        if (code === BACKSLASH) index += 1;
        else if (code === QUOTE) inString = false;
      } else if (code === QUOTE) inString = this.depth > 0;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        if (this.depth === 0) {
          this.prose(text.slice(from, index), number);
          this.begin(number);
          from = index;
        }
        this.depth += 1;
        this.deepest = Math.max(this.deepest, this.depth);
      } else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && this.depth > 0) {
        this.depth -= 1;
        if (this.depth > 0) continue;
        this.take(text.slice(from, index + 1));
        this.finish(number, false);
        from = index + 1;
      }
    }
    if (this.depth === 0) this.prose(text.slice(from), number);
    else this.take(text.slice(from));
  }

  end(): void {
    if (this.depth > 0) this.finish(this.startLine, true);
  }

  private begin(line: number): void {
    this.parts = [];
    this.partsLength = 0;
    this.startLine = line;
    this.deepest = 0;
    this.isProse = false;
  }

  private take(part: string): void {
    this.partsLength += part.length + 1;
    if (this.partsLength <= VALUE_LENGTH_MAX) this.parts.push(part);
    else this.parts = [];
  }

  private finish(line: number, isCutOff: boolean): void {
    const { parts, startLine, deepest, partsLength } = this;
    this.depth = 0;
    this.parts = [];
    if (partsLength > VALUE_LENGTH_MAX || deepest > DEPTH_MAX) {
      const limit = deepest > DEPTH_MAX ? `${DEPTH_MAX} levels` : `${VALUE_LENGTH_MAX} characters`;
      this.sink.damaged(startLine, `a JSON value of more than ${limit}`);
      return;
    }
    const text = parts.join("\n");
    const { value, problem } = parseTolerantly(text);
    if (problem !== undefined) {
      const at = startLine + text.slice(0, problem.offset).split("\n").length - 1;
      const what = isCutOff ? "the JSON ends in the middle" : `this is not JSON (${problem.what})`;
      this.sink.damaged(isCutOff ? line : at, what);
    }
    this.onValue(value, startLine);
  }

  /** Said once for each block of it; commas and closing brackets between values are none. */
  private prose(text: string, line: number): void {
    if (/^[\s,;\]})]*$/.test(text)) return;
    if (!this.isProse) this.sink.damaged(line, "text that is not JSON");
    this.isProse = true;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
