import { expect } from "chai";

/** Fails with the whole list, a line each, unless it is empty. */
export function expectNone(sentences: readonly string[]): void {
  if (sentences.length > 0) expect.fail(`${sentences.length} found:\n${sentences.join("\n")}`);
}
