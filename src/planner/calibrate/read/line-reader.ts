/** Reads a text line by line: files may be larger than memory. */
export interface LineReader {
  /** @param number counts from 1 */
  line(text: string, number: number): void;
  /** There are no more lines. */
  end(): void;
}
