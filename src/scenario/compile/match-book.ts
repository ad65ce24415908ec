import type { Place } from "../source/scenario-node.ts";

/**
 * What the scenario describes by a name or a pattern, and whether anything is called so. With several pipelines an
 * entry that is for all of them is at its place when one of them has what it names.
 */
export class MatchBook {
  private readonly entries = new Map<string, { isMatched: boolean; readonly complain: () => void }>();

  /** A pipeline has looked at an entry; `complain` is called when none of those that did has anything for it. */
  look({ file, line, column }: Place, isMatched: boolean, complain: () => void): void {
    const key = JSON.stringify([file, line, column]);
    const known = this.entries.get(key);
    if (known === undefined) this.entries.set(key, { isMatched, complain });
    else known.isMatched ||= isMatched;
  }

  complainOfUnmatched(): void {
    for (const { isMatched, complain } of this.entries.values()) if (!isMatched) complain();
  }
}
